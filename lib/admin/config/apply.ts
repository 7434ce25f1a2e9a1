import type { Store, Transaction } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy } from '../../../db/queries/policy-change';
import { auditEvents } from '../../../db/schema';
import type { Sealer } from '../../auth/seal';
import { checkAliases } from '../../config/check-aliases';
import { checkReferences } from '../../config/check-references';
import { ConfigurationError } from '../../config/configuration-error';
import type { Declared } from '../../config/declared';
import type { Locate } from '../../config/yaml-text';
import type { Manager } from '../../exchange/statuses';
import { AdminRefusal } from '../admin-refusal';
import { keepGroupVersions } from '../groups/keep-versions';
import type { CompileSource } from '../policies/compiler';
import type { Change } from './change';
import { checkAlone } from './check-alone';
import { checkSecretsAreFree } from './check-secrets-are-free';
import { type CompiledPolicies, compileDeclared, findNewVersions } from './compile-declared';
import { insertRows } from './insert-rows';
import { planApply } from './plan-apply';
import { checkHiddenHeaders } from './plan-headers';
import { type NamedRemoval, planNamedRemoval } from './plan-named-removal';
import { findLeavingGroups, planRemoval } from './plan-removal';
import { knownIds, type Present } from './present';
import { hasDemo, readAllowances, readHoldings, readOwners } from './read-holdings';
import { readPresent } from './read-present';
import { refuseDeclared } from './refuse-declared';
import { withoutRemoved } from './without-removed';
import { writeCallers } from './write-callers';
import { writePolicy } from './write-policy';
import { writeLateRemoval, writeRemoval } from './write-removal';

export interface ApplyOptions {
  store: Pick<Store, 'db'>;
  sealer: Sealer;
  declared: Declared;
  /** The `<org>` of token ids. */
  org: string;
  /** Who applies, for the audit: `file:router.yaml`, of no door, where the server does. */
  author: Author;
  /** What the file is called in messages; as the actor calls it when left out. */
  file?: string;
  /**
   * Whose the declared objects are: a file's; the built-in demo's, which makes room for the first file; or the console's, which
   * changes nobody else's and takes away only what `remove` names (save.ts).
   */
  manager?: Manager;
  /** Takes away what is the manager's and not declared any more: what has a history is disabled, the rest is deleted. */
  prune?: boolean;
  /** Is whoever applies the operator, so that addresses are called without the egress guard? A file's and the demo's when left out. */
  trusts?: boolean;
  /** What the console takes away, by name. */
  remove?: NamedRemoval;
  /** Finds what would change, and changes nothing. */
  dryRun?: boolean;
  /** The policy version that its change was compared with: nothing is written over another. */
  basedOn?: number | undefined;
  /** Checks and compiles the policies that are declared; needed where there are any. */
  compile?: CompileSource | undefined;
  /** From the reader: gives the problems that only the store can tell their line and column. */
  locate?: Locate;
}

export interface Applied {
  /** The policy's version afterwards; one more than before if, and only if, something changed. */
  version: number;
  changes: Change[];
  /** What the file asks for and did not get, in words. */
  notices: string[];
}

/**
 * Makes the store hold what the file declares, in one transaction: all of it or nothing. A second time changes nothing. What
 * the file does not speak of is left alone.
 */
export async function applyDeclared({ store, compile, ...options }: ApplyOptions): Promise<Applied> {
  // Before the transaction: TypeScript takes its time, and nobody should wait for the policy's lock meanwhile.
  const compiled = await compileDeclared(store, compile, options);
  return store.db.transaction((transaction) => applyWithin(transaction, { ...options, compiled }));
}

/** The same inside a transaction of someone's own. */
export async function applyWithin(transaction: Transaction, options: Options): Promise<Applied> {
  const { sealer, declared, org, author, manager = 'file', dryRun = false, compiled = new Map() } = options;
  const before = await lockPolicy(transaction);
  refuseOvertaken(before, options);
  const found = await readPresent(transaction, { declared, org, sealer });
  if (manager === 'console') refuseDeclared(found, declared, org);
  const { removal, present } = await findRemoval(transaction, found, options);
  refuseConflicts(present, options);
  const { trusts = manager !== 'console' } = options;
  const plan = planApply(present, declared, { org, manager, trusts });
  const changes = [...(removal?.changes ?? []), ...plan.changes];
  const notices = [...(removal?.notices ?? []), ...plan.notices];
  const versions = findNewVersions(plan.writes.policies, present, { compiled, actor: author.actor });
  if (dryRun || changes.length === 0) return { version: before, changes, notices };

  const version = await advancePolicy(transaction, { structure: changes.some(({ kind }) => kind !== 'token') });
  const gone = removal ? [...removal.demo.groups, ...removal.pruned.groups] : [];
  const written = [...(removal?.reduced ?? []), ...plan.writes.groups];
  await keepGroupVersions(transaction, { before: found.groups, written, gone, version, actor: author.actor });
  if (removal) await writeRemoval(transaction, removal, version);
  await writePolicy(transaction, plan.writes, { sealer, manager, versions });
  await writeCallers(transaction, plan.writes, { version, manager });
  if (removal) await writeLateRemoval(transaction, removal);
  await writeChanges(transaction, changes, author, version);
  return { version, changes, notices };
}

function refuseOvertaken(version: number, { basedOn = version }: Options): void {
  if (basedOn === version) return;
  throw new AdminRefusal(
    'conflict',
    `the policy has changed since this was compared, from version ${basedOn} to ${version}: compare again`,
  );
}

type Options = Omit<ApplyOptions, 'store' | 'compile'> & { compiled?: CompiledPolicies };

/** What goes, if anything may, and what is then left to compare the file with. */
async function findRemoval(transaction: Transaction, found: Present, options: Options) {
  const { declared, org, manager = 'file', prune = false } = options;
  if (manager === 'console') return findNamedRemoval(transaction, found, options);
  if (!prune && (manager === 'demo' || !(await hasDemo(transaction)))) return { removal: null, present: found };
  const holdings = await readHoldings(transaction);
  const input = { present: found, holdings, declared, org, manager, prune };
  const removal = planRemoval(input, await readAllowances(transaction, findLeavingGroups(input)));
  return { removal, present: withoutRemoved(found, removal, holdings) };
}

/** What the console names to be taken away. */
async function findNamedRemoval(transaction: Transaction, found: Present, { declared, remove = {} }: Options) {
  const { groups = [], models = [], providers = [] } = remove;
  if (groups.length + models.length + providers.length === 0) return { removal: null, present: found };
  const allowances = await readAllowances(transaction, groups);
  const allowed = { allowances, owners: await readOwners(transaction, [...allowances.keys()]) };
  const removal = planNamedRemoval(found, declared, remove, allowed);
  return { removal, present: withoutRemoved(found, removal, { callers: [] }) };
}

/** What was right when the file was read may not be by now, and the holders of secrets are known here alone. */
function refuseConflicts(present: Present, options: Options): void {
  const { declared, org, author, file, locate, manager = 'file' } = options;
  const known = knownIds(present, manager);
  const problems = [
    ...(manager === 'console' ? checkAlone(declared, known) : []),
    ...checkAliases(declared, known),
    ...checkReferences(declared, known),
    ...checkHiddenHeaders(declared.providers, present),
    ...checkSecretsAreFree(present, declared, { org, manager }),
  ];
  if (problems.length === 0) return;
  const placed = problems.map((problem) => ({ ...problem, ...locate?.(problem.path, problem.at) }));
  throw new ConfigurationError(file ?? author.actor.replace(/^file:/, ''), placed);
}

async function writeChanges(transaction: Transaction, changes: readonly Change[], author: Author, version: number) {
  const rows = changes.map(({ action, kind, id, difference }) => {
    return { ...author, action, objectKind: kind, objectId: id, policyVersion: version, difference };
  });
  await insertRows(transaction, auditEvents, rows);
}
