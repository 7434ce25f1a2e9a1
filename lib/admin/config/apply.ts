import type { Store, Transaction } from '../../../db/client';
import { advancePolicy, lockPolicy } from '../../../db/queries/policy-change';
import { auditEvents } from '../../../db/schema';
import type { Sealer } from '../../auth/seal';
import { checkAliases } from '../../config/check-aliases';
import { checkReferences } from '../../config/check-references';
import { ConfigurationError } from '../../config/configuration-error';
import type { Declared } from '../../config/declared';
import type { Locate } from '../../config/yaml-text';
import type { Change } from './change';
import { checkSecretsAreFree } from './check-secrets-are-free';
import { insertRows } from './insert-rows';
import { planApply } from './plan-apply';
import { knownIds, type Present } from './present';
import { readPresent } from './read-present';
import { writeCallers } from './write-callers';
import { writePolicy } from './write-policy';

export interface ApplyOptions {
  store: Pick<Store, 'db'>;
  sealer: Sealer;
  declared: Declared;
  /** The `<org>` of token ids. */
  org: string;
  /** Who applies, for the audit: `file:router.yaml`. */
  actor: string;
  /** What the file is called in messages; as the actor calls it when left out. */
  file?: string;
  /** Finds what would change, and changes nothing. */
  dryRun?: boolean;
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
export async function applyDeclared(options: ApplyOptions): Promise<Applied> {
  const { store, sealer, declared, org, actor, dryRun = false } = options;
  return store.db.transaction(async (transaction) => {
    const before = await lockPolicy(transaction);
    const present = await readPresent(transaction, { declared, org, sealer });
    refuseConflicts(present, options);
    const { changes, writes, notices } = planApply(present, declared, org);
    if (dryRun || changes.length === 0) return { version: before, changes, notices };

    const version = await advancePolicy(transaction, { structure: changes.some(({ kind }) => kind !== 'token') });
    await writePolicy(transaction, writes, sealer);
    await writeCallers(transaction, writes, version);
    await writeChanges(transaction, changes, actor, version);
    return { version, changes, notices };
  });
}

/** What was right when the file was read may not be by now, and the holders of secrets are known here alone. */
function refuseConflicts(present: Present, { declared, org, actor, file, locate }: ApplyOptions): void {
  const known = knownIds(present);
  const problems = [
    ...checkAliases(declared, known),
    ...checkReferences(declared, known),
    ...checkSecretsAreFree(present, declared, org),
  ];
  if (problems.length === 0) return;
  const placed = problems.map((problem) => ({ ...problem, ...locate?.(problem.path, problem.at) }));
  throw new ConfigurationError(file ?? actor.replace(/^file:/, ''), placed);
}

async function writeChanges(transaction: Transaction, changes: readonly Change[], actor: string, version: number) {
  const rows = changes.map(({ action, kind, id, difference }) => {
    return { actor, action, objectKind: kind, objectId: id, policyVersion: version, difference };
  });
  await insertRows(transaction, auditEvents, rows);
}
