import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../../../db/client';
import { modelGroupAliases, modelGroups, policies, providerModels } from '../../../db/schema';
import type { Sealer } from '../../auth/seal';
import { ConfigurationError } from '../../config/configuration-error';
import type { KnownIds } from '../../config/known-ids';
import { filesIn, readPolicyFiles } from '../../config/policy-files';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import type { Environment } from '../../config/secrets';
import { readUtf8 } from '../../config/utf8-text';
import { readYamlText } from '../../config/yaml-text';
import type { Manager } from '../../exchange/statuses';
import type { CompileSource } from '../policies/compiler';
import { type Applied, applyDeclared } from './apply';

export interface ApplyFileOptions {
  store: Pick<Store, 'db'>;
  sealer: Sealer;
  org: string;
  /** The declared configuration's file: ROUTER_CONFIG. */
  configPath: string;
  /** Where its secrets are. */
  environment: Environment;
  /** Checks and compiles the policies that it declares. */
  compile?: CompileSource;
  dryRun?: boolean;
}

/** Reads a declared configuration and applies it. A file with any mistake changes nothing, and the error tells them all. */
export async function applyFile({
  store,
  sealer,
  org,
  configPath,
  environment,
  compile,
  dryRun,
}: ApplyFileOptions): Promise<Applied> {
  const file = shortenPath(configPath);
  const text = await readText(configPath, file);
  const known = await readKnownIds(store);
  const author = { actor: `file:${path.basename(configPath)}` };
  // Files are read only where one is named: what stands beside a configuration is nobody's business else.
  const document = text.includes('source_file') ? readYamlText(text).value : undefined;
  const policyFiles = await readPolicyFiles(document, filesIn(path.dirname(configPath)));
  const { declared, locate } = readDeclaredConfiguration(text, { file, environment, known, policyFiles });
  return applyDeclared({ store, sealer, declared, org, author, file, compile, dryRun, locate });
}

/**
 * The ids that a file may speak of without declaring them. The demo's are none, because it makes room for the file; nor are,
 * where what is left out is taken away, the file's own.
 */
export async function readKnownIds({ db }: Pick<Store, 'db'>, { prune = false } = {}): Promise<KnownIds> {
  const stays = (managedBy: Manager) => managedBy === 'console' || (managedBy === 'file' && !prune);
  const groups = new Map<string, string[]>();
  const fileGroups = new Set<string>();
  const groupRows = await db.select({ id: modelGroups.id, managedBy: modelGroups.managedBy }).from(modelGroups);
  for (const { id, managedBy } of groupRows) {
    if (stays(managedBy)) groups.set(id, []);
    if (managedBy === 'file') fileGroups.add(id);
  }
  for (const { alias, groupId } of await db.select().from(modelGroupAliases)) groups.get(groupId)?.push(alias);
  const models = new Map<string, Set<string>>();
  const { providerId: provider, id, managedBy } = providerModels;
  for (const row of await db.select({ provider, id, managedBy }).from(providerModels)) {
    if (stays(row.managedBy)) models.set(row.provider, (models.get(row.provider) ?? new Set()).add(row.id));
  }
  const known: [string, { isPublished: boolean }][] = [];
  const rows = await db
    .select({ id: policies.id, managedBy: policies.managedBy, published: policies.published })
    .from(policies);
  for (const row of rows) if (stays(row.managedBy)) known.push([row.id, { isPublished: row.published !== null }]);
  return { groups, fileGroups, models, policies: new Map(known) };
}

/** As an editor opens it from here: from the working folder where it lies within, else as it was given. */
function shortenPath(configPath: string): string {
  const relative = path.relative(process.cwd(), configPath);
  return relative !== '' && !relative.startsWith('..') && relative.length < configPath.length ? relative : configPath;
}

async function readText(configPath: string, file: string): Promise<string> {
  const read = readUtf8(await readBytes(configPath, file));
  if (read.problem) throw new ConfigurationError(file, [read.problem]);
  return read.text;
}

async function readBytes(configPath: string, file: string): Promise<Buffer> {
  try {
    return await readFile(configPath);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'no permission',
    };
    const reason = reasons[String(code)];
    if (reason === undefined) throw error;
    throw new ConfigurationError(file, [{ path: [], message: `cannot be read: ${reason}` }]);
  }
}
