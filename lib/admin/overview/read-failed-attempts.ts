import { and, desc, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { notTheTargets } from '../../upstream/failure';
import type { UsageFilter } from '../usage/filter';
import { within } from '../usage/over-time';

/** By `<provider>/<model>`: how often it was tried in vain, whoever answered afterwards. The most first. */
export type FailedAttempts = ReadonlyMap<string, number>;

/**
 * What a request's own end does not tell: a target that fails while another answers is a failure that no caller sees, and the first
 * sign of one that they will. Only records of more than one attempt, or of none that came to a whole answer, are looked into.
 */
export async function readFailedAttempts(
  transaction: Transaction,
  span: { from: Date; to: Date },
  { target: asked, ...filter }: UsageFilter,
): Promise<FailedAttempts> {
  const target = sql<string>`attempt.provider_id || '/' || attempt.model_id`;
  const failed = sql`attempt.result <> 'answered' and attempt.result not in (${sql.join(callersOwn, sql`, `)})`;
  const newest = transaction.$with('newest').as(
    transaction
      .select({ tries: usageRecords.tries })
      .from(usageRecords)
      .where(and(within(span, filter), isTroubled))
      .orderBy(desc(usageRecords.startedAt))
      .limit(mostLooked),
  );
  const rows = await transaction
    .with(newest)
    .select({ target, failed: sql<number>`count(*)::float8`.mapWith(Number) })
    .from(sql`${newest}, jsonb_to_recordset(${newest.tries}) as attempt (provider_id text, model_id text, result text)`)
    .where(and(failed, asked === undefined ? undefined : sql`${target} = ${asked}`))
    .groupBy(sql`1`)
    .orderBy(sql`2 desc`);
  return new Map(rows.map((row) => [row.target, row.failed]));
}

/** So many of the newest are looked into: enough to see who fails, and quick however bad the month was. */
const mostLooked = 1000;

/** As the index for it says (db/schema/usage.ts). */
const isTroubled = sql`(${usageRecords.attempts} > 1 or ${usageRecords.outcome} = 'failed')`;

const callersOwn: SQL[] = [...notTheTargets].map((name) => sql`${name}`);
