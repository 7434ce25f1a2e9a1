import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { isFailedAttempt } from '../usage/troubled';
import type { GroupFigures, GroupRow } from './asked';

const dayMs = 86_400_000;

/** How much each group was asked for in the last 24 hours. */
export async function readGroupCounts(database: Database, now: Date): Promise<Map<string, GroupRow['last_day']>> {
  const { groupId, startedAt, outcome } = usageRecords;
  const rows = await database
    .select({
      groupId,
      requests: sql<number>`count(*)::float8`.mapWith(Number),
      // As everywhere: targets were asked, and no whole answer came of it.
      failed: sql<number>`(count(*) filter (where ${outcome} = 'failed'))::float8`.mapWith(Number),
    })
    .from(usageRecords)
    .where(gte(startedAt, new Date(now.getTime() - dayMs)))
    .groupBy(groupId);
  return new Map(rows.map(({ groupId: id, requests, failed }) => [id ?? '', { requests, failed }]));
}

export interface TargetFigures {
  requests: number;
  p50_latency_ms: number | null;
  p50_first_token_ms: number | null;
  attempts: number;
  failed_attempts: number;
  broke_rules: number;
}

/** So many of the newest requests are looked at: enough for a median, and quick however busy the group is. */
const mostLooked = 5000;

/** What became of a group's requests in the last 24 hours: all together, and by target as `<provider>/<model>`. */
export async function readFigures(database: Database, id: string, now: Date) {
  const { groupId, startedAt } = usageRecords;
  const since = (from: Date) => and(eq(groupId, id), gte(startedAt, from), lt(startedAt, now));
  const dayBefore = new Date(now.getTime() - dayMs);
  const [oldest] = await database
    .select({ startedAt })
    .from(usageRecords)
    .where(since(dayBefore))
    .orderBy(desc(startedAt))
    .offset(mostLooked - 1)
    .limit(1);
  const from = oldest?.startedAt ?? dayBefore;
  const recent = database.$with('recent').as(database.select().from(usageRecords).where(since(from)));
  const counted = {
    requests: sql<number>`count(*)::float8`.mapWith(Number),
    failed: sql<number>`(count(*) filter (where ${recent.outcome} = 'failed'))::float8`.mapWith(Number),
    p50_latency_ms: median(recent.latencyMs),
    p50_first_token_ms: median(recent.firstTokenMs),
  };
  const [all] = await database.with(recent).select(counted).from(recent);
  const answered = await database
    .with(recent)
    .select({ target: sql<string>`${recent.providerId} || '/' || ${recent.modelId}`, ...counted })
    .from(recent)
    .where(sql`${recent.fault} is null and ${recent.providerId} is not null`)
    .groupBy(sql`1`);
  const tried = await database
    .with(recent)
    .select({
      target: sql<string>`attempt.provider_id || '/' || attempt.model_id`,
      attempts: sql<number>`count(*)::float8`.mapWith(Number),
      failed_attempts: sql<number>`(count(*) filter (where ${isFailedAttempt}))::float8`.mapWith(Number),
      broke_rules: sql<number>`(count(*) filter (where attempt.result = 'invalid'))::float8`.mapWith(Number),
    })
    .from(sql`${recent}, jsonb_to_recordset(${recent.tries}) as attempt (provider_id text, model_id text, result text)`)
    .groupBy(sql`1`);

  const targets = new Map<string, TargetFigures>();
  for (const { target, failed: _, ...figures } of answered) {
    targets.set(target, { ...nothing, ...figures });
  }
  for (const { target, ...counts } of tried) {
    targets.set(target, { ...(targets.get(target) ?? nothing), ...counts });
  }
  const span = { from: from.toISOString(), to: now.toISOString() };
  return { all: { ...span, ...(all ?? { ...nothing, failed: 0 }) } satisfies GroupFigures, targets };
}

const nothing = {
  ...{ requests: 0, p50_latency_ms: null, p50_first_token_ms: null },
  ...{ attempts: 0, failed_attempts: 0, broke_rules: 0 },
};

function median(column: unknown) {
  return sql<number | null>`percentile_cont(0.5) within group (order by ${column})::float8`;
}
