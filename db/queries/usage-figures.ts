import { type AnyColumn, sql } from 'drizzle-orm';
import { usageRecords } from '../schema';

const sum = (column: AnyColumn) => sql<number>`coalesce(sum(${column}), 0)::float8`.mapWith(Number);

/** What usage records come to together, under the names that every report has: money is US dollars. */
export const usageFigures = {
  requests: sql<number>`count(*)::float8`.mapWith(Number),
  input_tokens: sum(usageRecords.inputTokens),
  cached_input_tokens: sum(usageRecords.cachedInputTokens),
  output_tokens: sum(usageRecords.outputTokens),
  usd: sum(usageRecords.costUsd),
};

/** The day in UTC on which a request came, as `2027-01-31`. */
export const usageDay = sql<string>`to_char(${usageRecords.startedAt} at time zone 'UTC', 'YYYY-MM-DD')`;
