import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { type Figures, figureFields, type TimedFigures, tellFigures, tellTimed, timedFields } from '../usage/figures';
import type { UsageFilter } from '../usage/filter';
import { noName } from '../usage/no-name';
import { bucketOf, readSorted, within } from '../usage/over-time';
import { readSpan, type Span } from '../usage/spans';
import { hasFallenBack } from '../usage/troubled';
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

const mostNamed = 8;

const fellBack = sql<number>`(count(*) filter (where ${hasFallenBack}))::float8`.mapWith(Number);

/** What this deployment did in a span: a few questions to the store, each one pass over the span's records. */
export async function readOverview(
  database: Database,
  { span, filter, now }: { span: Span; filter: UsageFilter; now: Date },
): Promise<Overview> {
  const time = readSpan(span, now);
  const { rows, before, named, tried } = await readSorted(database, async (transaction) => ({
    rows: await transaction
      .select({ at: bucketOf(time.seconds), ...timedFields })
      .from(usageRecords)
      .where(within(time, filter))
      .groupBy(sql`grouping sets ((1), ())`),
    before: await transaction.select(timedFields).from(usageRecords).where(within(time.previous, filter)),
    named: await readNamed(transaction, time, filter),
    tried: await readFailedAttempts(transaction, time, filter),
  }));
  const byStart = new Map(rows.map((row) => [row.at?.getTime() ?? null, row]));
  return {
    ...{ object: 'overview', span, from: time.from.toISOString(), to: time.to.toISOString() },
    bucket_seconds: time.seconds,
    totals: tellTimed(byStart.get(null)),
    previous: tellTimed(before[0]),
    buckets: time.starts.map((at) => ({ at: at.toISOString(), ...tellTimed(byStart.get(at.getTime())) })),
    groups: named.rows
      .filter(({ is_group }) => is_group)
      .map(({ group, ...row }) => ({ name: group ?? noName, ...tellFigures(row) })),
    fell_back: named.fellBack,
    targets: tellTargets(named.rows, tried.byTarget),
    failed_attempts_from: tried.from.toISOString(),
  };
}

/** Also a target that answered nothing at all: where it was only tried in vain, that is what there is to say of it. */
function tellTargets(
  named: Awaited<ReturnType<typeof readNamed>>['rows'],
  tried: FailedAttempts['byTarget'],
): Overview['targets'] {
  const answering = named
    .filter(({ is_group }) => !is_group)
    .map(({ target, ...row }) => {
      const name = target ?? noName;
      return { name, ...tellFigures(row), failed_attempts: tried.get(name) ?? 0 };
    });
  const silent = [...tried]
    .filter(([target]) => !answering.some(({ name }) => name === target))
    .slice(0, mostNamed)
    .map(([name, failed_attempts]) => ({ name, ...tellFigures(undefined), failed_attempts }));
  return [...answering, ...silent];
}

/** Also how many fell back, all together: the attempts that tell it are wide, and these groups are hashed where buckets are sorted. */
async function readNamed(transaction: Transaction, span: { from: Date; to: Date }, filter: UsageFilter) {
  const { groupId, providerId, modelId } = usageRecords;
  const rows = await transaction
    .select({
      is_group: sql<boolean>`grouping(${groupId}) = 0`,
      group: groupId,
      target: sql<string | null>`${providerId} || '/' || ${modelId}`,
      ...figureFields,
      fell_back: fellBack,
    })
    .from(usageRecords)
    .where(within(span, filter))
    .groupBy(sql`grouping sets ((${groupId}), (${providerId}, ${modelId}))`)
    .orderBy(sql`${figureFields.requests} desc`);
  return {
    rows: [true, false].flatMap((one) => rows.filter(({ is_group }) => is_group === one).slice(0, mostNamed)),
    fellBack: rows.reduce((sum, { is_group, fell_back }) => sum + (is_group ? fell_back : 0), 0),
  };
}
