import { desc, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { type FigureRow, figureFields, type TimedFigures, type TimeRow, tellTimed, timedFields } from './figures';
import type { UsageFilter } from './filter';
import { noName } from './no-name';
import { bucketOf, readSorted, within } from './over-time';
import { readSpan, type Span } from './spans';
import { readTriedInVain, type TriedInVain } from './tried-in-vain';

export const seriesDimensions = ['group', 'target', 'token', 'user', 'project'] as const;
export type SeriesDimension = (typeof seriesDimensions)[number];

/** What decides which eight have a line of their own. */
export const seriesMetrics = ['requests', 'failed', 'tokens', 'usd'] as const;
export type SeriesMetric = (typeof seriesMetrics)[number];

export interface UsageSeries {
  object: 'series';
  span: Span;
  by: SeriesDimension;
  metric: SeriesMetric;
  from: string;
  to: string;
  bucket_seconds: number;
  /** When each bucket begins: the points of every line stand in this order. */
  starts: string[];
  /** The greatest first, then all others together, under the name null. */
  series: { name: string | null; totals: TimedFigures; points: TimedFigures[] }[];
  /** By target alone, else null: a failure of a target that another one's answer covered is in no line above. */
  tried_in_vain: TriedInVain | null;
}

const mostLines = 8;

/** Figures over time, a line for each of the greatest and one for all others. */
export async function readSeries(
  database: Database,
  {
    span,
    by,
    metric,
    filter,
    now,
  }: { span: Span; by: SeriesDimension; metric: SeriesMetric; filter: UsageFilter; now: Date },
): Promise<UsageSeries> {
  const time = readSpan(span, now);
  const where = within(time, filter);
  const name = names[by];
  const { greatest, rows, triedInVain } = await readSorted(database, async (transaction) => {
    const greatest = await transaction
      .select({ name })
      .from(usageRecords)
      .where(where)
      .groupBy(sql`1`)
      .orderBy(desc(ranks[metric]), sql`1`)
      .limit(mostLines);
    const rows = await transaction
      .select({ at: bucketOf(time.seconds), line: lineOf(name, greatest), ...timedFields })
      .from(usageRecords)
      .where(where)
      .groupBy(sql`grouping sets ((2, 1), (2))`);
    const triedInVain = by === 'target' ? await readTriedInVain(transaction, time, filter) : null;
    return { greatest, rows, triedInVain };
  });
  const found = new Map(rows.map((row) => [keyOf(row.line, row.at), row]));
  const lines = [...greatest.entries(), ...(found.has(keyOf(null, null)) ? [[null, { name: null }] as const] : [])];
  return {
    ...{ object: 'series', span, by, metric, from: time.from.toISOString(), to: time.to.toISOString() },
    bucket_seconds: time.seconds,
    tried_in_vain: triedInVain,
    starts: time.starts.map((at) => at.toISOString()),
    series: lines.map(([line, each]) => ({
      name: each.name,
      totals: tellRow(found.get(keyOf(line, null))),
      points: time.starts.map((at) => tellRow(found.get(keyOf(line, at)))),
    })),
  };
}

const tellRow = (row: (FigureRow & TimeRow) | undefined) => tellTimed(row, row);

/** The number of a record's line, null for one of the others: numbers sort several times faster than names. */
function lineOf(name: SQL<string>, greatest: readonly { name: string }[]): SQL<number | null> {
  if (greatest.length === 0) return sql<number | null>`null::integer`;
  const cases = greatest.map((each, line) => sql`when ${each.name} then ${sql.raw(String(line))}`);
  return sql<number | null>`case ${name} ${sql.join(cases, sql` `)} end`;
}

const keyOf = (line: number | null, at: Date | null) => `${line} ${at?.getTime()}`;

/** What a request that came to nothing has no name for. */
const none = sql.raw(`'${noName}'`);

const names: Record<SeriesDimension, SQL<string>> = {
  group: sql`coalesce(${usageRecords.groupId}, ${none})`,
  target: sql`coalesce(${usageRecords.providerId} || '/' || ${usageRecords.modelId}, ${none})`,
  token: sql`${usageRecords.tokenId}`,
  user: sql`${usageRecords.userId}`,
  project: sql`${usageRecords.projectId}`,
};

const ranks: Record<SeriesMetric, SQL> = {
  requests: figureFields.requests,
  failed: figureFields.failed,
  tokens: sql`${figureFields.input_tokens} + ${figureFields.output_tokens}`,
  usd: figureFields.usd,
};
