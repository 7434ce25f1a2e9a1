import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { attemptedTarget, attemptsOf, findFailedAttempts, requestsOf } from './failed-attempts';
import type { UsageFilter } from './filter';
import { bucketOf } from './over-time';
import type { SpanOfTime } from './spans';

export interface TriedInVain {
  /** Since when they are counted: that of the newest 1,000 requests with any trouble. */
  from: string;
  /** The most first; null where nothing was counted any more. */
  lines: { target: string; total: number; points: (number | null)[] }[];
}

const mostLines = 8;

/** In how many requests each target was tried in vain over time, whoever answered afterwards. */
export async function readTriedInVain(
  transaction: Transaction,
  time: SpanOfTime,
  filter: UsageFilter,
): Promise<TriedInVain> {
  const { from, where } = await findFailedAttempts(transaction, time, filter);
  const rows = await transaction
    .select({ target: attemptedTarget, at: bucketOf(time.seconds), count: requestsOf })
    .from(attemptsOf)
    .where(where)
    .groupBy(sql`1, 2`);
  const found = new Map<string, Map<number | undefined, number>>();
  for (const { target, at, count } of rows) {
    const counts = found.get(target) ?? new Map();
    found.set(target, counts.set(at?.getTime(), count));
  }
  const lines = [...found].map(([target, counts]) => {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const pointAt = (begin: number) =>
      begin + time.seconds * 1000 <= from.getTime() ? null : (counts.get(begin) ?? 0);
    return { target, total, points: time.starts.map((at) => pointAt(at.getTime())) };
  });
  lines.sort((one, other) => other.total - one.total || (one.target < other.target ? -1 : 1));
  return { from: from.toISOString(), lines: lines.slice(0, mostLines) };
}
