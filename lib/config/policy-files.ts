import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from './configuration-error';
import { policySource } from './field-kinds';
import { entriesOf, outlineOf, textOf } from './outline';
import { readUtf8 } from './utf8-text';

/**
 * What the files hold that policies name as their `source_file`, by that very name. Whoever reads the configuration reads them
 * as well, beside it: the server at its start, the command line when it applies.
 */
export type PolicyFiles = Readonly<Record<string, PolicyFile>>;

export type PolicyFile = { text: string; problem?: undefined } | { text?: undefined; problem: string };

/** The most that is read of one: what is larger is no policy. */
const mostBytes = 65_536;

/** The names of the files that a document wants read, each once. */
export function findPolicyFiles(document: unknown): string[] {
  return [...new Set(entriesOf(outlineOf(document), 'policies').flatMap((one) => textOf(one, 'source_file') ?? []))];
}

/** `read` gives a file's first bytes, as many as it is asked for. */
export async function readPolicyFiles(
  document: unknown,
  read: (name: string, most: number) => Promise<Buffer>,
): Promise<PolicyFiles> {
  const files: [string, PolicyFile][] = [];
  for (const name of findPolicyFiles(document)) files.push([name, await readPolicyFile(name, read)]);
  return Object.fromEntries(files);
}

/** Files by their names from a folder on. */
export function filesIn(folder: string): (name: string, most: number) => Promise<Buffer> {
  return async (name, most) => {
    const handle = await open(path.resolve(folder, name));
    try {
      // A pipe or a device would be waited for without end.
      if (!(await handle.stat()).isFile()) throw Object.assign(new Error(name), { code: 'EISDIR' });
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
}

async function readPolicyFile(
  name: string,
  read: (name: string, most: number) => Promise<Buffer>,
): Promise<PolicyFile> {
  try {
    const bytes = await read(name, mostBytes + 1);
    if (bytes.length > mostBytes) return { problem: `is larger than ${mostBytes} bytes, the most that a policy has` };
    const { text } = { text: undefined, ...readUtf8(bytes) };
    return text === undefined ? { problem: 'is not UTF-8' } : { text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw error;
    return { problem: `cannot be read: ${reason}` };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is no file',
  EACCES: 'no permission',
  ENAMETOOLONG: 'the name is too long',
};

/** That each policy has its source once, and that what a file was to hold is there. */
export function checkPolicyFiles(document: unknown, files: PolicyFiles | undefined): Problem[] {
  return entriesOf(outlineOf(document), 'policies').flatMap((policy): Problem[] => {
    const { source, source_file: name } = policy.row;
    if (source === undefined && name === undefined) {
      return [{ path: [...policy.path, 'source'], message: 'is missing, and so is source_file; give one of them' }];
    }
    const path = [...policy.path, 'source_file'];
    if (source !== undefined && name !== undefined) {
      return [{ path, message: 'source is given too; give one of them', at: 'key' }];
    }
    if (typeof name !== 'string' || name.trim() === '') return [];
    const message = explainFile(name, files);
    return message === undefined ? [] : [{ path, message }];
  });
}

function explainFile(name: string, files: PolicyFiles | undefined): string | undefined {
  if (!files)
    return 'only the text of this configuration is here, and no file beside it; write the TypeScript itself, as source';
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (!file) return `${name} did not come with this configuration; apply it with: router apply <file>`;
  if (file.problem !== undefined) return `${name} ${file.problem}`;
  return policySource.safeParse(file.text).success ? undefined : `${name} is empty`;
}
