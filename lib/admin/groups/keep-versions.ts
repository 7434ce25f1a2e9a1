import { isDeepStrictEqual } from 'node:util';
import { desc } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { groupVersions, modelGroups } from '../../../db/schema';
import type { DeclaredGroup } from '../../config/declared';
import { insertRows } from '../config/insert-rows';
import { isAmong } from '../is-among';
import { documentOf, type GroupDocument } from './group-state';

export interface GroupStates {
  /** Every group as it was before the change, by its id. */
  before: ReadonlyMap<string, DeclaredGroup>;
  /** Those that are written, as they will be. */
  written: readonly DeclaredGroup[];
  /** Ids of those that are taken away. One that is written as well has only changed. */
  gone: readonly string[];
  /** The policy version of the change. */
  version: number;
  actor: string;
}

/** Whose work a state is that was saved before versions were kept. */
export const beforeVersions = 'before versions';

/**
 * Keeps every state that a change gives a group, whole, in the change's own transaction and before anything of it is written: a
 * group that has no version yet leaves the state it was in as the first. Who owns a group is no part of its state.
 */
export async function keepGroupVersions(transaction: Transaction, states: GroupStates): Promise<void> {
  const { before, written, version, actor } = states;
  const again = new Set(written.map(({ id }) => id));
  const gone = states.gone.filter((id) => !again.has(id));
  const ids = [...again, ...gone];
  if (ids.length === 0) return;
  const latest = await readLatest(transaction, ids);
  const present = await readMoments(transaction, ids);
  const now = new Date();

  const rows: (typeof groupVersions.$inferInsert)[] = [];
  const keep = (id: string, document: GroupDocument | null) => {
    let number = latest.get(id)?.number ?? 0;
    let last = latest.get(id)?.document;
    const old = before.get(id);
    if (number === 0 && old) {
      number = 1;
      last = documentOf(old);
      const at = present.get(id) ?? now;
      rows.push({ groupId: id, number, policyVersion: version - 1, actor: beforeVersions, at, document: last });
    }
    if (number > 0 && isDeepStrictEqual(last, document)) return;
    rows.push({ groupId: id, number: number + 1, policyVersion: version, actor, at: now, document });
  };
  for (const group of written) keep(group.id, documentOf(group));
  for (const id of gone) keep(id, null);
  await insertRows(transaction, groupVersions, rows);
}

/** The last version of each group that has one. */
export async function readLatest(database: Database | Transaction, ids: readonly string[]) {
  const rows = await database
    .selectDistinctOn([groupVersions.groupId])
    .from(groupVersions)
    .where(isAmong(groupVersions.groupId, ids))
    .orderBy(groupVersions.groupId, desc(groupVersions.number));
  return new Map(rows.map((row) => [row.groupId, row]));
}

/** When each group was last changed. */
async function readMoments(transaction: Transaction, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await transaction
    .select({ id: modelGroups.id, at: modelGroups.updatedAt })
    .from(modelGroups)
    .where(isAmong(modelGroups.id, ids));
  return new Map(rows.map(({ id, at }) => [id, at]));
}
