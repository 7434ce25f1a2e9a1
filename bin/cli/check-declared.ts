import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DoctorCheck } from '../../lib/admin/contract';
import { ConfigurationError } from '../../lib/config/configuration-error';
import { filesIn, readPolicyFiles } from '../../lib/config/policy-files';
import { type ReadOptions, readDeclaredConfiguration } from '../../lib/config/read-declared-configuration';
import { findSecretNames } from '../../lib/config/secrets';
import { readUtf8 } from '../../lib/config/utf8-text';
import { readYamlText } from '../../lib/config/yaml-text';
import type { Surroundings } from './surroundings';

const name = 'configuration';

/** The file in ROUTER_CONFIG as far as it can be told without a store: a file that may not be used ends the next start. */
export async function checkDeclared({ environment, home }: Surroundings): Promise<DoctorCheck[]> {
  const file = environment.ROUTER_CONFIG?.trim();
  if (!file) return [];
  const bytes = await readFile(path.resolve(home, file)).catch(() => null);
  if (!bytes) {
    const mend = 'Set ROUTER_CONFIG to a file that the server’s user may read.';
    return [{ name, result: 'failed', found: `${file} cannot be read`, mend }];
  }
  const read = readUtf8(bytes);
  if (read.problem) return [{ name, result: 'failed', found: `${file}: ${read.problem.message}`, mend: null }];
  const document = readYamlText(read.text).value;
  const secrets = findSecretNames(document);
  const missing = secrets.filter((secret) => !environment[secret]);
  const policyFiles = await readPolicyFiles(document, filesIn(path.dirname(path.resolve(home, file))));
  const options = { file, environment: { ...environment, ...standIns(missing) }, policyFiles };
  return [checkText(read.text, options), ...checkMissing(missing)];
}

function checkText(text: string, options: ReadOptions): DoctorCheck {
  const { file } = options;
  try {
    readDeclaredConfiguration(text, options);
    return { name, result: 'ok', found: `${file} can be read`, mend: null };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [first = '', ...others] = error.message.split('\n');
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    const mend =
      'Mend the file. What it names and only the store has can be told by: router apply --dry-run, with the server up.';
    return { name, result: 'warning', found: first + more, mend };
  }
}

function checkMissing(missing: readonly string[]): DoctorCheck[] {
  if (missing.length === 0) return [];
  const found = `not set in this environment: ${missing.join(', ')}`;
  return [{ name: 'secrets', result: 'warning', found, mend: 'The server needs them in its own when it starts.' }];
}

/** In the place of secrets that only the server has: each a value that any secret field takes, and no two the same. */
function standIns(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((missing) => [missing, `rtr_${missing}_`.padEnd(64, '0')]));
}
