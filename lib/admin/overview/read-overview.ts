import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { type Figures, type TimedFigures, tellFigures, tellTimed, timedFields, timeFields } from '../usage/figures';
import type { UsageFilter } from '../usage/filter';
import { bucketOf, readSorted, within } from '../usage/over-time';
import { readSpan, type Span } from '../usage/spans';
import { type OverviewCounts, readCounts } from './read-counts';
import { type FailedAttempts, readFailedAttempts } from './read-failed-attempts';

export interface Overview {
  object: 'overview';
  span: Span;
  from: string;
  to: string;
  bucket_seconds: number;
  totals: TimedFigures;
  /** Of the same length of time before. */
  previous: TimedFigures;
  buckets: (TimedFigures & { at: string })[];
  /** Those with the most requests; `(none)` is what reached no group. */
  groups: (Figures & { name: string })[];
  /** Requests that a later target answered after an earlier one had failed: no caller saw it. */
  fell_back: number;
  /** By whose answer it was; `(none)` is what none gave. `failed_attempts` counts the requests in which it was tried in vain, whoever answered afterwards. */
  targets: (Figures & { name: string; failed_attempts: number })[];
  /** Since when failed attempts are counted: those of the newest 1,000 requests that had any trouble. */
  failed_attempts_from: string;
}

const mostSilent = 8;

/** What this deployment did in a span: a few questions to the store, each one pass over the span’s records. */
export async function readOverview(
  database: Database,
  { span, filter, now }: { span: Span; filter: UsageFilter; now: Date },
): Promise<Overview> {
  const time = readSpan(span, now);
  const { counts, measured, before, tried } = await readSorted(database, async (transaction) => ({
    counts: await readCounts(transaction, time, filter),
    measured: await transaction
      .select({ at: bucketOf(time.seconds), ...timeFields })
      .from(usageRecords)
      .where(within(time, filter))
      .groupBy(sql`grouping sets ((1), ())`),
    before: await transaction.select(timedFields).from(usageRecords).where(within(time.previous, filter)),
    tried: await readFailedAttempts(transaction, time, filter),
  }));
  const times = new Map(measured.map((row) => [row.at?.getTime() ?? null, row]));
  return {
    ...{ object: 'overview', span, from: time.from.toISOString(), to: time.to.toISOString() },
    bucket_seconds: time.seconds,
    totals: tellTimed(counts.all, times.get(null)),
    previous: tellTimed(before[0], before[0]),
    buckets: time.starts.map((at) => {
      return { at: at.toISOString(), ...tellTimed(counts.byBucket.get(at.getTime()), times.get(at.getTime())) };
    }),
    groups: counts.groups.map((row) => ({ name: row.name, ...tellFigures(row) })),
    fell_back: counts.fellBack,
    targets: tellTargets(counts.targets, tried.byTarget),
    failed_attempts_from: tried.from.toISOString(),
  };
}

/** Also a target that answered nothing at all: where it was only tried in vain, that is what there is to say of it. */
function tellTargets(named: OverviewCounts['targets'], tried: FailedAttempts['byTarget']): Overview['targets'] {
  const answering = named.map((row) => {
    return { name: row.name, ...tellFigures(row), failed_attempts: tried.get(row.name) ?? 0 };
  });
  const silent = [...tried]
    .filter(([target]) => !answering.some(({ name }) => name === target))
    .slice(0, mostSilent)
    .map(([name, failed_attempts]) => ({ name, ...tellFigures(undefined), failed_attempts }));
  return [...answering, ...silent];
}
