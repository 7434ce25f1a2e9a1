import { and, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { notTheTargets } from '../../upstream/failure';
import type { UsageFilter } from '../usage/filter';
import { within } from '../usage/over-time';

export interface FailedAttempts {
  /** By `<provider>/<model>`: how often it was tried in vain, whoever answered afterwards. The most first. */
  targets: Map<string, number>;
  /** Requests that a later target answered after an earlier one had failed. */
  fellBack: number;
}

/**
 * What a request's own end does not tell: a target that fails while another answers is a failure that no caller sees, and the first
 * sign of one that they will. Only records of more than one attempt, or of none that came to a whole answer, are looked into.
 */
export async function readFailedAttempts(
  transaction: Transaction,
  span: { from: Date; to: Date },
  { target: asked, ...filter }: UsageFilter,
): Promise<FailedAttempts> {
  const { outcome, attempts, tries } = usageRecords;
  const inSpan = within(span, filter);
  const target = sql<string>`attempt.provider_id || '/' || attempt.model_id`;
  const failed = sql`attempt.result <> 'answered' and attempt.result not in (${sql.join(callersOwn, sql`, `)})`;
  const isAsked = asked === undefined ? undefined : sql`${target} = ${asked}`;
  const isWorthIt = sql`(${attempts} > 1 or ${outcome} = 'failed')`;
  const rows = await transaction
    .select({ target, failed: sql<number>`count(*)::float8`.mapWith(Number) })
    .from(sql`${usageRecords}, jsonb_to_recordset(${tries}) as attempt (provider_id text, model_id text, result text)`)
    .where(and(inSpan, isWorthIt, failed, isAsked))
    .groupBy(sql`1`)
    .orderBy(sql`2 desc`);
  const [fell] = await transaction
    .select({ back: sql<number>`count(*)::float8`.mapWith(Number) })
    .from(usageRecords)
    .where(and(within(span, { ...filter, target: asked }), sql`${outcome} = 'completed' and ${attempts} > 1`));
  return { targets: new Map(rows.map((row) => [row.target, row.failed])), fellBack: fell?.back ?? 0 };
}

const callersOwn: SQL[] = [...notTheTargets].map((name) => sql`${name}`);
