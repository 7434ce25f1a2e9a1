import type { Transaction } from '../../../db/client';
import { writeAudit } from '../../../db/queries/policy-change';
import { checkRules } from '../../config/check-rules';
import { ConfigurationError } from '../../config/configuration-error';
import { AdminRefusal } from '../admin-refusal';
import { refuseOthers } from '../config/refuse-declared';
import { save } from '../config/save';
import type { VerbContext } from '../verb';
import type { SavedGroup } from './asked';
import { declaredOf, documentOf, type GroupState, stateOf } from './group-state';
import { readLatest } from './keep-versions';
import { refuseStale } from './refuse-stale';

export interface SaveGroupOptions {
  id: string;
  basedOn: number | null;
  dryRun: boolean;
  /** What it is to be, from what it is; null where there is none. Read under the policy's lock. */
  choose(present: GroupState | null, transaction: Transaction): GroupState | Promise<GroupState>;
  /** The version that is gone back to, which the audit tells beside the difference. */
  rolledBackTo?: number;
}

/** Saves a group of the console's, whole: a new version if, and only if, something changes. */
export async function saveGroup(
  context: VerbContext,
  { id, basedOn, dryRun, choose, rolledBackTo }: SaveGroupOptions,
): Promise<SavedGroup> {
  let version = basedOn;
  const saved = await save(context, {
    dryRun,
    async build({ groups }, transaction) {
      const before = groups.get(id);
      if (before) refuseOthers('group', id, before.managedBy);
      const latest = (await readLatest(transaction, [id])).get(id);
      refuseStale(id, { isThere: before !== undefined, latest, basedOn });
      const state = await choose(before ? stateOf(documentOf(before)) : null, transaction);
      // Of the file's own shape: the store's has no place for a field that is out of place.
      const problems = checkRules({ groups: [state] });
      if (problems.length > 0) throw new ConfigurationError('', problems);
      return { groups: [declaredOf(state)] };
    },
    async also(transaction, applied) {
      version = (await readLatest(transaction, [id])).get(id)?.number ?? null;
      if (rolledBackTo === undefined) return;
      const event = { action: 'rollback', objectKind: 'group', objectId: id, policyVersion: applied.version };
      const difference = { version: { from: basedOn, to: rolledBackTo } };
      await writeAudit(transaction, { ...context.author, ...event, difference });
    },
  });
  return { dry_run: dryRun, id, version, changes: saved.changes, notices: saved.notices };
}

/** For a change of a group that has to be there. */
export function present(id: string, state: GroupState | null): GroupState {
  if (state) return state;
  throw new AdminRefusal('not-found', `no group "${id}"`);
}
