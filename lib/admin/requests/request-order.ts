import { type SQL, sql } from 'drizzle-orm';
import { usageRecords } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { cursorForm, type RequestSort } from './query';

const { startedAt, id, latencyMs, firstTokenMs, inputTokens, outputTokens, costUsd } = usageRecords;

/** What an order goes by before the time, in whole numbers; what was not measured, used or priced is below nothing. */
const values: Record<RequestSort, SQL<string | null>> = {
  started_at: sql<null>`null`,
  latency_ms: sql<string>`(${latencyMs} * 1000)::bigint`,
  first_token_ms: sql<string>`coalesce((${firstTokenMs} * 1000)::bigint, -1)`,
  tokens: sql<string>`case when ${inputTokens} is null and ${outputTokens} is null then -1
    else coalesce(${inputTokens}, 0)::bigint + coalesce(${outputTokens}, 0) end`,
  usd: sql<string>`coalesce((${costUsd} * 1000000000000)::bigint, -1)`,
};

export interface RequestOrder {
  value: SQL<string | null>;
  by: SQL[];
  /** The condition of standing behind a place. */
  beyond(cursor: string): SQL;
}

/** Requests in one order, ties by when they came: every one has a place of its own, whatever comes in the meantime. */
export function orderRequests(sort: RequestSort, direction: 'asc' | 'desc'): RequestOrder {
  const value = values[sort];
  const parts = sort === 'started_at' ? [startedAt, id] : [value, startedAt, id];
  const compare = sql.raw(direction === 'asc' ? '>' : '<');
  return {
    value,
    by: parts.map((part) => sql`${part} ${sql.raw(direction)}`),
    beyond(cursor) {
      const { value: at, point } = readCursor(cursor);
      if (sort === 'started_at') return sql`(${startedAt}, ${id}) ${compare} (${point})`;
      if (at === undefined)
        throw new AdminRefusal('invalid', 'before: expected the `next` of a page in the same order');
      return sql`(${value}, ${startedAt}, ${id}) ${compare} (${at}::bigint, ${point})`;
    },
  };
}

/** Came later than the one at this place. */
export function isNewer(cursor: string): SQL {
  return sql`(${startedAt}, ${id}) > (${readCursor(cursor).point})`;
}

export function cursorOf(row: { startedAt: Date; id: string }, value: string | null = null): string {
  return `${value === null ? '' : `${value}.`}${row.startedAt.getTime()}_${row.id}`;
}

function readCursor(cursor: string): { value: string | undefined; point: SQL } {
  const [, value, milliseconds = '0', uuid = ''] = cursorForm.exec(cursor) ?? [];
  const point = sql`${new Date(Number(milliseconds)).toISOString()}::timestamptz, ${uuid}::uuid`;
  return { value, point };
}
