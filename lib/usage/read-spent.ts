import { and, eq, gt, gte, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { usageRecords } from '../../db/schema';
import type { LimitScope, QuotaName } from '../exchange/limits';

export interface Spent {
  scope: LimitScope;
  scopeId: string;
  measure: QuotaName;
  /** Epoch milliseconds; null where the period has no such end. */
  beganAt: number | null;
  endsAt: number | null;
}

/** What the usage records of a period come to: requests that were sent, tokens in and out, or US dollars. */
export async function readSpent(database: Database, spent: Spent): Promise<number> {
  const [row] = await database
    .select({ spent: sums[spent.measure] })
    .from(usageRecords)
    .where(and(eq(columns[spent.scope], spent.scopeId), within(spent)));
  return row?.spent ?? 0;
}

/** The same of everybody at once, by id. */
export async function readAllSpent(
  database: Database,
  period: Pick<Spent, 'scope' | 'beganAt' | 'endsAt'>,
): Promise<Map<string, Record<QuotaName, number>>> {
  const id = columns[period.scope];
  const rows = await database
    .select({ id, ...sums })
    .from(usageRecords)
    .where(and(within(period), isNotNull(id)))
    .groupBy(id);
  return new Map(rows.map(({ id: name, ...all }) => [name ?? '', all]));
}

/** What was sent to a model: the very requests that admission charges for (lib/gateway/run.ts). Counting tokens asks none. */
function within({ beganAt, endsAt }: Pick<Spent, 'beganAt' | 'endsAt'>): SQL | undefined {
  const { startedAt, attempts, endpoint } = usageRecords;
  return and(
    gt(attempts, 0),
    ne(endpoint, 'messages/count_tokens'),
    beganAt === null ? undefined : gte(startedAt, new Date(beganAt)),
    endsAt === null ? undefined : lt(startedAt, new Date(endsAt)),
  );
}

const columns = { token: usageRecords.tokenId, project: usageRecords.projectId, group: usageRecords.groupId };

const sums: Record<QuotaName, SQL<number>> = {
  requests: sql<number>`count(*)::float8`.mapWith(Number),
  tokens:
    sql<number>`coalesce(sum(coalesce(${usageRecords.inputTokens}, 0)::bigint + coalesce(${usageRecords.outputTokens}, 0)), 0)::float8`.mapWith(
      Number,
    ),
  usd: sql<number>`coalesce(sum(${usageRecords.costUsd}), 0)::float8`.mapWith(Number),
};
