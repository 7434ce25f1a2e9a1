import { and, desc, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import type { UsageFilter } from './filter';
import { within } from './over-time';
import { isFailedAttempt, isTroubled } from './troubled';

/** So many of the newest requests with trouble are looked into: enough to see who fails, and quick however bad the month was. */
const mostLooked = 1000;

export const attemptedTarget = sql<string>`attempt.provider_id || '/' || attempt.model_id`;

export interface FailedAttempts {
  /** Since when they are counted: the span's beginning, or later where a great many requests had trouble in it. */
  from: Date;
  /** A row per request and target, for `attemptsOf`. */
  where: SQL | undefined;
}

/** Records with a row for each of their attempts. */
export const attemptsOf = sql`${usageRecords}, jsonb_to_recordset(${usageRecords.tries}) as attempt (provider_id text, model_id text, result text)`;

/** In how many requests; a target that was tried twice in one failed in one. */
export const requestsOf = sql<number>`count(distinct ${usageRecords.id})::float8`.mapWith(Number);

/**
 * What a request's own end does not tell: a target that fails while another answers is a failure that no caller sees, and the first
 * sign of one that they will.
 */
export async function findFailedAttempts(
  transaction: Transaction,
  span: { from: Date; to: Date },
  { target, ...filter }: UsageFilter,
): Promise<FailedAttempts> {
  const { startedAt } = usageRecords;
  const [oldest] = await transaction
    .select({ startedAt })
    .from(usageRecords)
    .where(and(within(span, filter), isTroubled))
    .orderBy(desc(startedAt))
    .offset(mostLooked - 1)
    .limit(1);
  const from = oldest?.startedAt ?? span.from;
  const here = target === undefined ? undefined : sql`${attemptedTarget} = ${target}`;
  return { from, where: and(within({ from, to: span.to }, filter), isTroubled, isFailedAttempt, here) };
}
