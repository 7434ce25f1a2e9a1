import { type AnyColumn, and, desc, eq, gt, gte, ilike, isNull, like, lt, or, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Database } from '../../../db/client';
import { auditEvents } from '../../../db/schema';
import { latestMoment } from '../../config/field-kinds';
import { hideHeaders } from '../config/change';
import type { AuditFilter, AuditList, AuditQuery, AuditRow } from './asked';

/** What was changed, newest first, a page at a time. */
export async function listAudit(
  database: Database,
  { limit, ...filter }: z.output<typeof AuditQuery>,
): Promise<AuditList> {
  const found = await readAudit(database, filter, limit + 1);
  return {
    object: 'list',
    data: found.slice(0, limit),
    has_more: found.length > limit,
    kinds: await readKinds(database),
  };
}

export async function readAudit(database: Database, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const rows = await database
    .select()
    .from(auditEvents)
    .where(and(...conditions(filter)))
    .orderBy(desc(auditEvents.id))
    .limit(limit);
  return rows.map(({ at, objectKind, objectId, policyVersion, difference, ...row }) => ({
    id: row.id,
    at: at.toISOString(),
    ...{ actor: row.actor, via: row.via, address: row.address, action: row.action },
    kind: objectKind,
    object_id: objectId,
    policy_version: policyVersion,
    difference: hideOld(objectKind, difference ?? {}),
  }));
}

/** What was written before such headers were hidden has their values in clear. */
function hideOld(kind: string, difference: AuditRow['difference']): AuditRow['difference'] {
  const { headers } = difference;
  return kind === 'provider' && headers ? { ...difference, headers: hideHeaders(headers) } : difference;
}

function conditions({
  actor,
  kind,
  id,
  object,
  action,
  via,
  from,
  to,
  text,
  before,
}: AuditFilter): (SQL | undefined)[] {
  const events = auditEvents;
  return [
    actor === undefined ? undefined : contains(events.actor, actor),
    kind === undefined ? undefined : eq(events.objectKind, kind),
    id === undefined ? undefined : like(events.objectId, `${escapeLike(id)}%`),
    ...(object === undefined ? [] : isObject(object)),
    action === undefined ? undefined : eq(events.action, action),
    via === undefined ? undefined : via === 'server' ? isNull(events.via) : eq(events.via, via),
    from === undefined ? undefined : gte(events.at, new Date(from)),
    to === undefined ? undefined : lt(events.at, endOf(to)),
    text === undefined
      ? undefined
      : or(
          contains(events.objectId, text),
          contains(events.actor, text),
          contains(sql`${events.difference}::text`, text),
        ),
    // Words can stand anywhere in a difference, and no index finds them: whoever gives no beginning has the newest looked through.
    text === undefined || from !== undefined
      ? undefined
      : gt(events.id, sql`(select max(newest.id) from ${events} newest) - ${newestSearched}::bigint`),
    before === undefined ? undefined : lt(events.id, before),
  ];
}

/** No kind has a colon in it; an id may. */
function isObject(object: string): SQL[] {
  const colon = object.indexOf(':');
  return [eq(auditEvents.objectKind, object.slice(0, colon)), eq(auditEvents.objectId, object.slice(colon + 1))];
}

/** How many events are looked through for a text where no `from` is given. */
export const newestSearched = 50_000;

function contains(column: AnyColumn | SQL, text: string): SQL {
  return ilike(column as AnyColumn, `%${escapeLike(text)}%`);
}

/** What is searched for stands for itself: `%` is a percent sign. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function endOf(to: string): Date {
  const moment = new Date(to);
  return to.length === 'yyyy-mm-dd'.length ? new Date(Math.min(moment.getTime() + 86_400_000, latestMoment)) : moment;
}

/** Kind after kind over the index, so that it costs as many steps as there are kinds and not as there are events. */
async function readKinds(database: Database): Promise<string[]> {
  const kind = sql`object_kind`;
  const rows = await database.execute<{ kind: string }>(sql`
    with recursive kinds as (
      (select ${kind} from ${auditEvents} order by ${kind} limit 1)
      union all
      select (select next.object_kind from ${auditEvents} next where next.object_kind > kinds.object_kind order by 1 limit 1)
      from kinds where kinds.object_kind is not null
    )
    select object_kind as kind from kinds where object_kind is not null`);
  return [...rows].map((row) => row.kind);
}
