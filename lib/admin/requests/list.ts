import { and, eq, gte, ilike, lt, not, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import type { Outcome } from '../../usage/outcomes';
import { isNamed, matchesFilter } from '../usage/filter';
import { failedAt, hasFallenBack, isTroubled } from '../usage/troubled';
import { hasBrokenOff, sawStatus } from './broke-off';
import { mostCounted, type RequestQuery } from './query';
import { cursorOf, isNewer, orderRequests } from './request-order';

/** One request in a list. */
export interface RequestRow {
  request_id: string;
  cursor: string;
  started_at: string;
  endpoint: string;
  client: string | null;
  /** What stood in `model`. */
  model: string | null;
  group: string | null;
  /** Whose answer it was, `<provider>/<model>`; null where none answered. */
  target: string | null;
  stream: boolean;
  /** What the caller saw; 499 where they had left. */
  status: number;
  /** A stream that failed after its 200 had gone out: it ended with an error event. */
  broke_off: boolean;
  outcome: Outcome;
  fault: string | null;
  latency_ms: number;
  first_token_ms: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  usd: number | null;
  /** Some of these figures are this server’s estimate; null in records of before it was kept. */
  estimated: boolean | null;
  /** How each try went, in order: enough to see a fallback. */
  tries: { target: string; status: number | null; result: string }[];
  /** Who called; null for a role that does not see callers. */
  caller: { token_id: string; user: string; project: string; environment: string } | null;
}

/** Who looks. */
export interface RequestView {
  seesCallers: boolean;
}

export interface RequestList {
  object: 'list';
  data: RequestRow[];
  /** What `before` takes for the next page; null on the last. */
  next: string | null;
  /** What `after` takes to hear of newer ones; null where there is none yet, and in any other order. */
  newest: string | null;
  /** How many match, on all pages together; counted as far as `mostCounted`. Null where only newer ones were asked for. */
  total: number | null;
}

const defaultDays = 30;

/** Requests that match, newest first unless asked otherwise: then over the index of when they came, and the thousandth page costs as little as the first. */
export async function listRequests(
  database: Database,
  query: RequestQuery,
  { now, ...view }: RequestView & { now: Date },
): Promise<RequestList> {
  const { sort, direction, before, after, limit } = query;
  const order = orderRequests(sort, direction);
  const matching = and(...conditions(query, now), after === undefined ? undefined : isNewer(after));
  const rows = await database
    .select({ row: usageRecords, value: order.value })
    .from(usageRecords)
    .where(and(matching, before === undefined ? undefined : order.beyond(before)))
    .orderBy(...order.by)
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isNewestFirst = sort === 'started_at' && direction === 'desc';
  const isOnePage = before === undefined && rows.length <= limit;
  return {
    object: 'list',
    data: shown.map(({ row }) => tellRow(row, view)),
    next: last && rows.length > limit ? cursorOf(last.row, last.value) : null,
    newest: isNewestFirst && shown[0] ? cursorOf(shown[0].row) : null,
    total: after !== undefined ? null : isOnePage ? rows.length : await countMatching(database, matching),
  };
}

async function countMatching(database: Database, matching: SQL | undefined): Promise<number> {
  const some = database
    .select({ one: sql`1` })
    .from(usageRecords)
    .where(matching)
    .limit(mostCounted + 1)
    .as('some');
  const [counted] = await database.select({ total: sql`count(*)`.mapWith(Number) }).from(some);
  return counted?.total ?? 0;
}

export function tellRow(row: typeof usageRecords.$inferSelect, { seesCallers }: RequestView): RequestRow {
  const broke_off = hasBrokenOff(row);
  return {
    request_id: row.requestId,
    cursor: cursorOf(row),
    started_at: row.startedAt.toISOString(),
    endpoint: `/v1/${row.endpoint}`,
    client: row.client,
    model: row.modelAsked,
    group: row.groupId,
    target: row.providerId !== null && row.modelId !== null ? `${row.providerId}/${row.modelId}` : null,
    stream: row.stream,
    status: broke_off ? 200 : row.status,
    broke_off,
    outcome: row.outcome,
    fault: row.fault,
    latency_ms: row.latencyMs,
    first_token_ms: row.firstTokenMs,
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    usd: row.costUsd,
    estimated: row.estimated,
    tries: row.tries.map(({ provider_id, model_id, status, result }) => {
      return { target: `${provider_id}/${model_id}`, status, result };
    }),
    caller: seesCallers
      ? { token_id: row.tokenId, user: row.userId, project: row.projectId, environment: row.environment }
      : null,
  };
}

function conditions(query: RequestQuery, now: Date): (SQL | undefined)[] {
  const { user, project, model, outcome, status, fault, client, stream, request_id } = query;
  const { failed_at, fell_back } = query;
  const { startedAt, userId, projectId, requestId } = usageRecords;
  const is = <T>(value: T | undefined, condition: (value: T) => SQL | undefined) =>
    value === undefined ? undefined : condition(value);
  return [
    gte(startedAt, query.from ? new Date(query.from) : new Date(now.getTime() - defaultDays * 86_400_000)),
    is(query.to, (to) => lt(startedAt, new Date(to))),
    matchesFilter(query),
    is(user, (value) => eq(userId, value)),
    is(project, (value) => eq(projectId, value)),
    is(model, (value) => eq(usageRecords.modelAsked, value)),
    is(outcome, (value) => eq(usageRecords.outcome, value)),
    is(status, sawStatus),
    is(failed_at, failedAt),
    // The first says nothing new: it names the index that finds them.
    is(fell_back, (value) => (value ? and(isTroubled, hasFallenBack) : not(hasFallenBack))),
    is(fault, (value) => isNamed(usageRecords.fault, value)),
    is(client, (value) => ilike(usageRecords.client, `%${escapeLike(value)}%`)),
    is(stream, (value) => eq(usageRecords.stream, value)),
    // A range and no pattern, so that the index serves it under any collation: what follows is hexadecimal.
    is(request_id, (value) =>
      value.length === 36 ? eq(requestId, value) : and(gte(requestId, value), lt(requestId, `${value}g`)),
    ),
  ];
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
