import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { attemptedTarget, attemptsOf, findFailedAttempts, requestsOf } from '../usage/failed-attempts';
import type { UsageFilter } from '../usage/filter';

export interface FailedAttempts {
  /** Since when they are counted. */
  from: Date;
  /** By `<provider>/<model>`: in how many requests it was tried in vain, whoever answered afterwards. The most first. */
  byTarget: ReadonlyMap<string, number>;
}

export async function readFailedAttempts(
  transaction: Transaction,
  span: { from: Date; to: Date },
  filter: UsageFilter,
): Promise<FailedAttempts> {
  const { from, where } = await findFailedAttempts(transaction, span, filter);
  const rows = await transaction
    .select({ target: attemptedTarget, failed: requestsOf })
    .from(attemptsOf)
    .where(where)
    .groupBy(sql`1`)
    .orderBy(sql`2 desc`);
  return { from, byTarget: new Map(rows.map((row) => [row.target, row.failed])) };
}
