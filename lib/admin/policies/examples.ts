import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface PolicyExample {
  /** As its file is called: a good id for a policy made of it. */
  id: string;
  /** Its first sentence. */
  about: string;
  source: string;
}

let read: Promise<PolicyExample[]> | undefined;

/** The policies that come with the router, to begin with: the files that lib/policies/examples tests. */
export function readExamples(): Promise<PolicyExample[]> {
  read ??= readFolder();
  return read;
}

async function readFolder(): Promise<PolicyExample[]> {
  // By path from the project's root, not import.meta.url: this module is bundled, the examples are not.
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'policies', 'examples');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort();
  return Promise.all(
    names.map(async (name) => {
      const source = await readFile(path.join(/* turbopackIgnore: true */ folder, name), 'utf8');
      return { id: name.replace(/\.ts$/, ''), about: firstSentence(source), source };
    }),
  );
}

function firstSentence(source: string): string {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(source) ?? [];
  const words = comment
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?\.(?= |$)/.exec(words)?.[0] ?? words;
}
