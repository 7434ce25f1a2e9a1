import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The chunks of a recorded shape, one string each, without `[DONE]`. */
export function readChunks(name: string): string[] {
  const text = readFileSync(path.join(import.meta.dirname, `${name}.chunks.txt`), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

/** The same as the bytes of an event stream. */
export function streamOf(chunks: readonly string[], done = true): string {
  return [...chunks, ...(done ? ['[DONE]'] : [])].map((chunk) => `data: ${chunk}\n\n`).join('');
}
