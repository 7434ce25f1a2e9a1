import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { usageDay, usageFigures } from '../../../db/queries/usage-figures';
import { usageRecords } from '../../../db/schema';
import type { UsageDimension, UsageFigures, UsageReport } from '../contract';
import { counted } from './figures';
import { noName } from './no-name';

export interface UsageSpan {
  from: Date;
  to: Date;
  by: UsageDimension;
  token?: string | undefined;
  project?: string | undefined;
  group?: string | undefined;
}

/** What was used in a span, by one dimension: counted by the store, over the index of when requests came. */
export async function reportUsage(database: Database, span: UsageSpan): Promise<UsageReport> {
  const { from, to, by, token, project, group } = span;
  const { startedAt, tokenId, projectId, groupId } = usageRecords;
  const within = and(
    gte(startedAt, from),
    lt(startedAt, to),
    token === undefined ? undefined : eq(tokenId, token),
    project === undefined ? undefined : eq(projectId, project),
    group === undefined ? undefined : eq(groupId, group),
  );
  const name = dimensions[by];
  const order = by === 'day' ? [sql`1`] : [desc(figures.usd), desc(figures.requests), sql`1`];
  const rows = await database
    .select({ name, ...figures })
    .from(usageRecords)
    .where(within)
    .groupBy(sql`1`)
    .orderBy(...order);
  const totals = rows.reduce(add, nothing);
  return { object: 'usage', from: from.toISOString(), to: to.toISOString(), by, totals, rows };
}

/** What a request that came to nothing has no name for. */
const none = sql.raw(`'${noName}'`);

const dimensions: Record<UsageDimension, SQL<string>> = {
  day: usageDay,
  group: sql`coalesce(${usageRecords.groupId}, ${none})`,
  target: sql`coalesce(${usageRecords.providerId} || '/' || ${usageRecords.modelId}, ${none})`,
  token: sql`${usageRecords.tokenId}`,
  user: sql`${usageRecords.userId}`,
  project: sql`${usageRecords.projectId}`,
  model: sql`coalesce(${usageRecords.modelId}, ${none})`,
  outcome: sql`${usageRecords.outcome}`,
};

const figures = {
  ...usageFigures,
  failed: counted('failed'),
  refused: counted('refused'),
  cancelled: counted('cancelled'),
};

const nothing: UsageFigures = {
  ...{
    requests: 0,
    failed: 0,
    refused: 0,
    cancelled: 0,
    input_tokens: 0,
    cached_input_tokens: 0,
    output_tokens: 0,
    usd: 0,
  },
};

function add(one: UsageFigures, other: UsageFigures): UsageFigures {
  return {
    requests: one.requests + other.requests,
    failed: one.failed + other.failed,
    refused: one.refused + other.refused,
    cancelled: one.cancelled + other.cancelled,
    input_tokens: one.input_tokens + other.input_tokens,
    cached_input_tokens: one.cached_input_tokens + other.cached_input_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    usd: one.usd + other.usd,
  };
}
