import { and, desc, eq, inArray, lt, lte } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { auditEvents, groupVersions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { findChange } from '../config/change';
import { describeGroup } from '../config/describe';
import type { ApplyAnswer } from '../contract';
import type { GroupVersion } from './asked';
import { missingFinder } from './find-missing';
import { declaredOf, type GroupState, settingsOf, stateOf } from './group-state';
import { readLatest } from './keep-versions';

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
  const shown = rows.slice(0, limit);
  const around = await readAround(database, id, shown);
  const data = shown.map((row, index) => renderVersion(row, rows[index + 1], around));
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
  return renderVersion(row, previous, await readAround(database, id, [row]));
}

type Row = typeof groupVersions.$inferSelect;

/** What is told beside a version and does not stand in it. */
interface Around {
  /** The group as it is now; null where it was deleted. */
  now: GroupState | null;
  /** Policy version → the version that was gone back to in it. */
  rollbacks: ReadonlyMap<number, number>;
  missingOf: (state: GroupState) => string[];
}

async function readAround(database: Database | Transaction, id: string, rows: readonly Row[]): Promise<Around> {
  const { objectKind, objectId, action, policyVersion, difference } = auditEvents;
  const within = rows.map((row) => row.policyVersion);
  const events = await database
    .select({ policyVersion, difference })
    .from(auditEvents)
    .where(and(...[eq(objectKind, 'group'), eq(objectId, id), eq(action, 'rollback')], inArray(policyVersion, within)));
  const document = (await readLatest(database, [id])).get(id)?.document;
  const states = rows.flatMap((row) => (row.document ? [stateOf(row.document)] : []));
  return {
    missingOf: await missingFinder(database, states),
    now: document ? stateOf(document) : null,
    rollbacks: new Map(events.map((event) => [event.policyVersion, Number(event.difference?.version?.to)])),
  };
}

function renderVersion(row: Row, previous: Row | undefined, { now, rollbacks, missingOf }: Around): GroupVersion {
  const state = row.document && stateOf(row.document);
  const { number, at, actor, policyVersion } = row;
  const changes = compareStates(row.groupId, previous?.document ? stateOf(previous.document) : null, state);
  return {
    ...{ number, at: at.toISOString(), actor, policy_version: policyVersion },
    ...{ state: state && settingsOf(state), changes },
    rolled_back_to: rollbacks.get(policyVersion) ?? null,
    differs_in: state && now && fieldsBetween(row.groupId, now, state),
    missing: state ? missingOf(state) : [],
  };
}

/** The fields in which two states are not the same. */
export function fieldsBetween(id: string, from: GroupState, to: GroupState): string[] {
  return compareStates(id, from, to).flatMap(({ difference }) => Object.keys(difference));
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
