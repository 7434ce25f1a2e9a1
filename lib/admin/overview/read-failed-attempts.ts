import { and, desc, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import type { UsageFilter } from '../usage/filter';
import { within } from '../usage/over-time';
import { isFailedAttempt, isTroubled } from '../usage/troubled';

export interface FailedAttempts {
  /** Since when they are counted: the span's beginning, or later where a great many requests had trouble in it. */
  from: Date;
  /** By `<provider>/<model>`: in how many requests it was tried in vain, whoever answered afterwards. The most first. */
  byTarget: ReadonlyMap<string, number>;
}

/** So many of the newest are looked into: enough to see who fails, and quick however bad the month was. */
const mostLooked = 1000;

/**
 * What a request's own end does not tell: a target that fails while another answers is a failure that no caller sees, and the first
 * sign of one that they will.
 */
export async function readFailedAttempts(
  transaction: Transaction,
  span: { from: Date; to: Date },
  { target: asked, ...filter }: UsageFilter,
): Promise<FailedAttempts> {
  const { startedAt, tries } = usageRecords;
  const [oldest] = await transaction
    .select({ startedAt })
    .from(usageRecords)
    .where(and(within(span, filter), isTroubled))
    .orderBy(desc(startedAt))
    .offset(mostLooked - 1)
    .limit(1);
  const from = oldest?.startedAt ?? span.from;
  const target = sql<string>`attempt.provider_id || '/' || attempt.model_id`;
  const rows = await transaction
    .select({ target, failed: sql<number>`count(distinct ${usageRecords.id})::float8`.mapWith(Number) })
    .from(sql`${usageRecords}, jsonb_to_recordset(${tries}) as attempt (provider_id text, model_id text, result text)`)
    .where(
      and(
        within({ from, to: span.to }, filter),
        isTroubled,
        isFailedAttempt,
        asked === undefined ? undefined : sql`${target} = ${asked}`,
      ),
    )
    .groupBy(sql`1`)
    .orderBy(sql`2 desc`);
  return { from, byTarget: new Map(rows.map((row) => [row.target, row.failed])) };
}
