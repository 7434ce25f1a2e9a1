import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A fence that is a file of this repository: it stands empty in the page, and its meta says `from="…"`. */
const emptyFence = /^(```[^\n]*) from="([\w./-]+)"([^\n]*)\n```$/gm;

/**
 * A page with the files that it shows filled in, each as it is tested: what stands in two places is soon two things. The
 * search, the page as Markdown and the tests of samples then have them as well.
 */
export async function showFiles(body: string, read: (file: string) => Promise<string>): Promise<string> {
  const names = new Set([...body.matchAll(emptyFence)].map(([, , file = '']) => file));
  if (names.size === 0) return body;
  const texts = new Map(await Promise.all([...names].map(async (file) => [file, await read(file)] as const)));
  return body.replace(
    emptyFence,
    (_whole, before: string, file: string, after: string) =>
      `${before}${after}\n${(texts.get(file) ?? '').trimEnd()}\n\`\`\``,
  );
}

/** By its path from the root of the repository. */
export function readShownFile(file: string): Promise<string> {
  return readFile(path.join(/* turbopackIgnore: true */ process.cwd(), file), 'utf8');
}
