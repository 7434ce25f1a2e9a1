import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { usageFigures } from '../../../db/queries/usage-figures';
import { usageRecords } from '../../../db/schema';
import type { Outcome } from '../../usage/outcomes';

/** Half of the requests took at most `p50` milliseconds, 19 of 20 at most `p95`. */
export interface Percentiles {
  p50: number;
  p95: number;
}

/** What requests come to together. Each is one of completed, failed, refused and cancelled. */
export interface Figures {
  requests: number;
  completed: number;
  /** Targets were asked, and no whole answer came of it. */
  failed: number;
  /** Ended before any target was asked. */
  refused: number;
  /** The caller left first: nobody's failure, and so never among them. */
  cancelled: number;
  input_tokens: number;
  output_tokens: number;
  usd: number;
  /** How many of them have a cost: what has no price, and what used nothing, has none. */
  priced: number;
}

export interface TimedFigures extends Figures {
  /** Of completed requests, whole milliseconds; null where there is none. */
  latency_ms: Percentiles | null;
  /** Of streams that said something. */
  first_token_ms: Percentiles | null;
}

export const counted = (outcome: Outcome) =>
  sql<number>`count(*) filter (where ${usageRecords.outcome} = ${sql.raw(`'${outcome}'`)})::float8`.mapWith(Number);

export const figureFields = {
  requests: usageFigures.requests,
  failed: counted('failed'),
  refused: counted('refused'),
  cancelled: counted('cancelled'),
  input_tokens: usageFigures.input_tokens,
  output_tokens: usageFigures.output_tokens,
  usd: usageFigures.usd,
  priced: sql<number>`count(${usageRecords.costUsd})::float8`.mapWith(Number),
};

/** By whole milliseconds: the store sorts integers in a third of the time that it takes for its decimals. */
function percentile(column: AnyColumn, place: 1 | 2, filter: SQL): SQL<number | null> {
  const milliseconds = sql`least(${column}, 2147483647)::integer`;
  const both = sql`percentile_disc(array[0.5, 0.95]) within group (order by ${milliseconds}) filter (where ${filter})`;
  return sql<number | null>`(${both})[${sql.raw(String(place))}]`;
}

const isCompleted = sql`${usageRecords.outcome} = 'completed'`;
const hasSpoken = sql`${usageRecords.firstTokenMs} is not null`;

/** The same aggregate twice in a statement is computed once. */
export const timeFields = {
  latency_p50: percentile(usageRecords.latencyMs, 1, isCompleted),
  latency_p95: percentile(usageRecords.latencyMs, 2, isCompleted),
  first_token_p50: percentile(usageRecords.firstTokenMs, 1, hasSpoken),
  first_token_p95: percentile(usageRecords.firstTokenMs, 2, hasSpoken),
};

export const timedFields = { ...figureFields, ...timeFields };

export type FigureRow = Omit<Figures, 'completed'>;

export interface TimeRow {
  latency_p50: number | null;
  latency_p95: number | null;
  first_token_p50: number | null;
  first_token_p95: number | null;
}

/** What is counted and what is measured may come of two questions. */
export function tellTimed(row: FigureRow | undefined, times: TimeRow | undefined): TimedFigures {
  return {
    ...tellFigures(row),
    latency_ms: pair(times?.latency_p50, times?.latency_p95),
    first_token_ms: pair(times?.first_token_p50, times?.first_token_p95),
  };
}

/** A request is one of four, so that the fourth need not be counted. */
export function tellFigures(row: FigureRow | undefined): Figures {
  const { requests, failed, refused, cancelled, ...rest } = row ?? nothing;
  const completed = requests - failed - refused - cancelled;
  const { input_tokens, output_tokens, usd, priced } = rest;
  return { requests, completed, failed, refused, cancelled, input_tokens, output_tokens, usd, priced };
}

function pair(p50: number | null | undefined, p95: number | null | undefined): Percentiles | null {
  return p50 == null || p95 == null ? null : { p50, p95 };
}

const nothing: FigureRow = {
  ...{ requests: 0, failed: 0, refused: 0, cancelled: 0 },
  ...{ input_tokens: 0, output_tokens: 0, usd: 0, priced: 0 },
};
