import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DialectId } from '../../exchange/dialect-ids';

export interface StreamFixture {
  name: string;
  /** An event stream, as an upstream of the dialect sends it. */
  text: string;
}

/** How a fixture's file becomes an event stream, by how its name ends. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  '.sse': (text) => text,
  '.chunks.txt': (text) => [...linesOf(text), '[DONE]'].map((data) => `data: ${data}\n\n`).join(''),
  '.events.txt': (text) =>
    linesOf(text)
      .map((data) => `event: ${JSON.parse(data).type}\ndata: ${data}\n\n`)
      .join(''),
};

/** Every stream in a dialect's own fixtures. */
export function streamsOf(dialect: DialectId): StreamFixture[] {
  const folder = path.join(import.meta.dirname, '..', dialect, '__fixtures__');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const end = Object.keys(forms).find((each) => file.endsWith(each));
      const form = end && forms[end];
      if (!form) return [];
      const text = form(readFileSync(path.join(folder, file), 'utf8'));
      return [{ name: file.slice(0, -end.length), text }];
    });
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
