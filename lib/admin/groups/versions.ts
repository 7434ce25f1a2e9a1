import { and, desc, eq, lt, lte } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { groupVersions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { findChange } from '../config/change';
import { describeGroup } from '../config/describe';
import type { ApplyAnswer } from '../contract';
import type { GroupVersion } from './asked';
import { declaredOf, type GroupState, settingsOf, stateOf } from './group-state';

/** The versions of a group, newest first, each with its difference to the one before; those of a deleted group too. */
export async function listVersions(
  database: Database | Transaction,
  { id, before, limit }: { id: string; before?: number | undefined; limit: number },
): Promise<{ object: 'list'; data: GroupVersion[]; has_more: boolean }> {
  const { groupId, number } = groupVersions;
  const rows = await database
    .select()
    .from(groupVersions)
    .where(and(eq(groupId, id), before === undefined ? undefined : lt(number, before)))
    .orderBy(desc(number))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map((row, index) => renderVersion(row, rows[index + 1]));
  return { object: 'list', data, has_more: rows.length > limit };
}

export async function getVersion(
  database: Database | Transaction,
  { id, number: asked }: { id: string; number: number },
): Promise<GroupVersion> {
  const { groupId, number } = groupVersions;
  const [row, previous] = await database
    .select()
    .from(groupVersions)
    .where(and(eq(groupId, id), lte(number, asked)))
    .orderBy(desc(number))
    .limit(2);
  if (row?.number !== asked) throw new AdminRefusal('not-found', `group "${id}" has no version ${asked}`);
  return renderVersion(row, previous);
}

type Row = typeof groupVersions.$inferSelect;

function renderVersion(row: Row, previous: Row | undefined): GroupVersion {
  const state = row.document && stateOf(row.document);
  const { number, at, actor, policyVersion } = row;
  const changes = compareStates(row.groupId, previous?.document ? stateOf(previous.document) : null, state);
  return {
    ...{ number, at: at.toISOString(), actor, policy_version: policyVersion },
    ...{ state: state && settingsOf(state), changes },
  };
}

/** What makes one state the other. */
export function compareStates(id: string, from: GroupState | null, to: GroupState | null): ApplyAnswer['changes'] {
  if (to === null) return from === null ? [] : [{ action: 'delete', kind: 'group', id, difference: {} }];
  const fieldsOf = (state: GroupState) => describeGroup(declaredOf(state), 'console');
  const change = findChange('group', id, from ? fieldsOf(from) : undefined, fieldsOf(to));
  if (!change) return [];
  // Whose a group is is no part of its versions.
  const { managed_by: _, ...difference } = change.difference;
  return [{ ...change, difference }];
}
