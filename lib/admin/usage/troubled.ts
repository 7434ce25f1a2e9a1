import { and, type SQL, sql } from 'drizzle-orm';
import { usageRecords } from '../../../db/schema';
import { notTheTargets } from '../../upstream/failure';
import { splitTarget } from './filter';

/** Requests of more than one attempt, or of none that came to a whole answer; as the index for them says (db/schema/usage.ts). */
export const isTroubled = sql`(${usageRecords.attempts} > 1 or ${usageRecords.outcome} = 'failed')`;

/** As lib/usage/has-fallen-back.ts tells it, and the same of records from before that was kept. */
export const hasFallenBack = sql`coalesce(${usageRecords.fellBack}, ${usageRecords.outcome} = 'completed' and ${usageRecords.attempts} > 1
  and (${firstTried('model_id')} is distinct from ${usageRecords.modelId}
    or ${firstTried('provider_id')} is distinct from ${usageRecords.providerId}))`;

function firstTried(name: 'model_id' | 'provider_id'): SQL {
  return sql`${usageRecords.tries} #>> ${sql.raw(`'{0,${name}}'`)}`;
}

const callersOwn: SQL[] = [...notTheTargets].map((name) => sql`${name}`);

/** Of a row `attempt` of a request's tries: the target did not do its part. */
export const isFailedAttempt = sql`(attempt.result <> 'answered' and attempt.result not in (${sql.join(callersOwn, sql`, `)}))`;

/** Requests in which this target was tried and did not do its part, whoever answered afterwards. */
export function failedAt(target: string): SQL | undefined {
  const { provider, model } = splitTarget(target);
  const here = JSON.stringify([{ provider_id: provider, model_id: model }]);
  return and(
    isTroubled,
    // Most of the others are known by this alone, without a look at each of their attempts.
    sql`${usageRecords.tries} @> ${here}::jsonb`,
    sql`exists (
      select from jsonb_to_recordset(${usageRecords.tries}) as attempt (provider_id text, model_id text, result text)
      where attempt.provider_id = ${provider} and attempt.model_id = ${model} and ${isFailedAttempt})`,
  );
}
