import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConfigurationProblem } from '../../lib/admin/contract';
import { type Problem, renderPath } from '../../lib/config/configuration-error';
import { checkPolicyFiles, filesIn, readPolicyFiles } from '../../lib/config/policy-files';
import { checkSecrets, findSecretNames } from '../../lib/config/secrets';
import { readUtf8 } from '../../lib/config/utf8-text';
import { readYamlText } from '../../lib/config/yaml-text';
import { CommandFailed } from './command-failed';
import type { Surroundings } from './surroundings';

export interface ReadConfiguration {
  /** As the person named it. */
  file: string;
  text: string;
  /** What the `${NAME}`s in secret fields stand for: these leave the environment, and nothing else of it does. */
  secrets: Record<string, string>;
  /** What the files hold that policies name as their `source_file`, read from where the configuration stands. */
  policyFiles: Record<string, string>;
}

/**
 * Reads a declared configuration as far as this end must: its text and the secrets that it names. Whether it is right in all
 * else is the server's to say, which knows the store.
 */
export async function readConfiguration(name: string, surroundings: Surroundings): Promise<ReadConfiguration> {
  const file = name === '-' ? 'stdin' : name;
  const { text, problem } = { problem: undefined, text: '', ...readUtf8(await readBytes(name, surroundings)) };
  if (problem) throw mistakes(file, [problem]);
  const { value, problems, locate } = readYamlText(text);
  if (value === undefined) throw mistakes(file, problems);
  const missing = checkSecrets(value, surroundings.environment);
  if (missing.length > 0)
    throw mistakes(
      file,
      missing.map((one) => ({ ...one, ...locate(one.path, one.at) })),
    );
  const secrets = Object.fromEntries(
    findSecretNames(value).flatMap((secret) => {
      const known = surroundings.environment[secret];
      return known ? [[secret, known]] : [];
    }),
  );
  const folder = path.dirname(path.resolve(surroundings.typedIn, name === '-' ? 'stdin' : name));
  const files = await readPolicyFiles(value, filesIn(folder));
  const unread = checkPolicyFiles(value, files);
  if (unread.length > 0)
    throw mistakes(
      file,
      unread.map((one) => ({ ...one, ...locate(one.path, one.at) })),
    );
  const policyFiles = Object.fromEntries(
    Object.entries(files).flatMap(([each, { text: source }]) => (source === undefined ? [] : [[each, source]])),
  );
  return { file, text, secrets, policyFiles };
}

function mistakes(file: string, problems: readonly Problem[]): CommandFailed {
  const told = problems.map(
    ({ path: place, message, line, column }): ConfigurationProblem => ({
      line: line ?? null,
      column: column ?? null,
      path: renderPath(place),
      message,
    }),
  );
  told.sort((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));
  return new CommandFailed('refused', 'file', `${file} cannot be used`, { problems: told, file });
}

export async function readBytes(name: string, { stdin, typedIn }: Surroundings): Promise<Buffer> {
  if (name === '-') {
    const pieces: Buffer[] = [];
    for await (const piece of stdin) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  }
  try {
    return await readFile(path.resolve(typedIn, name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'no permission' }[code];
    if (reason === undefined) throw error;
    throw new CommandFailed('refused', 'file', `${name} cannot be read: ${reason}`);
  }
}
