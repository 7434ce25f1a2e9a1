import { type SQL, sql } from 'drizzle-orm';
import { usageRecords } from '../../../db/schema';

type Record = Pick<
  typeof usageRecords.$inferSelect,
  'stream' | 'outcome' | 'fault' | 'firstTokenMs' | 'latencyMs' | 'tries'
>;

/**
 * Did this request's stream end with an error event? Its caller's status was 200 then, and the record keeps that of the fault.
 *
 * The record tells by its first token: with it the 200 has gone out, and what fails after it can only be told in the stream. Where
 * there is none, the 200 goes out once the first target has been waited for as long as `holdMs` (lib/gateway/answer-stream.ts). That
 * is not in the record: it is judged by how long its search for a target took, and by the setting as it is now.
 */
export function hasBrokenOff(record: Record, holdMs: number): boolean {
  const { stream, outcome, fault, firstTokenMs, latencyMs, tries } = record;
  if (!stream || outcome !== 'failed' || fault === null) return false;
  return firstTokenMs !== null || (tries[0] !== undefined && latencyMs - tries[0].started_ms > holdMs);
}

/** The same, asked of the store. */
function brokeOff(holdMs: number): SQL {
  const { stream, outcome, fault, firstTokenMs, latencyMs, tries } = usageRecords;
  const searchedMs = sql`${latencyMs} - (${tries} -> 0 ->> 'started_ms')::float8`;
  return sql`(${stream} and ${outcome} = 'failed' and ${fault} is not null
    and (${firstTokenMs} is not null or coalesce(${searchedMs} > ${holdMs}, false)))`;
}

/** Whose callers saw a status of this class. */
export function sawStatus(statusClass: string, holdMs: number): SQL {
  const first = Number(statusClass[0]);
  const recorded = sql`${usageRecords.status} / 100 = ${first}`;
  return first === 2 ? sql`(${recorded} or ${brokeOff(holdMs)})` : sql`(${recorded} and not ${brokeOff(holdMs)})`;
}
