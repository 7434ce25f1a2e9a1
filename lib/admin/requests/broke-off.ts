import { type SQL, sql } from 'drizzle-orm';
import { usageRecords } from '../../../db/schema';

type Record = Pick<typeof usageRecords.$inferSelect, 'stream' | 'outcome' | 'fault' | 'status' | 'firstTokenMs'>;

/**
 * Did this request's stream end with an error event? Its caller's status was 200 then, which the record has. One of before that was
 * so keeps the fault's own status: there the first token tells that the 200 had gone out.
 */
export function hasBrokenOff({ stream, outcome, fault, status, firstTokenMs }: Record): boolean {
  return stream && outcome === 'failed' && fault !== null && (status === 200 || firstTokenMs !== null);
}

/** The same of those that have another status, asked of the store. */
const brokeOffOfBefore = sql`(${usageRecords.stream} and ${usageRecords.outcome} = 'failed'
  and ${usageRecords.fault} is not null and ${usageRecords.firstTokenMs} is not null)`;

/** Whose callers saw a status of this class. */
export function sawStatus(statusClass: string): SQL {
  const first = Number(statusClass[0]);
  const recorded = sql`${usageRecords.status} / 100 = ${first}`;
  return first === 2 ? sql`(${recorded} or ${brokeOffOfBefore})` : sql`(${recorded} and not ${brokeOffOfBefore})`;
}
