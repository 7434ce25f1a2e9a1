import { sql } from 'drizzle-orm';
import { explainStoreError, isStoreAnswer, storeErrorCode } from '../explain-store-error';
import type { Database } from '../transaction';

/** A record the store will never take, and why. */
export interface UsageRefusal {
  line: string;
  reason: string;
}

/**
 * Writes usage records, whole or not at all; one that is there already stays as it is, so that a batch may be written
 * twice. A line is one record's JSON under the names of usage_records: the store takes it apart, because building 500 rows of 27 parameters here would hold up the requests of the same thread.
 *
 * Rejects when the store is away. One record it cannot take must not hold up all others for ever: the rest is written
 * and the refused are given back.
 */
export async function insertUsage(database: Database, lines: readonly string[]): Promise<UsageRefusal[]> {
  if (lines.length === 0) return [];
  try {
    await insertLines(database, lines);
    return [];
  } catch (error) {
    if (!isUnfit(error)) throw error;
  }
  const refused: UsageRefusal[] = [];
  for (const line of lines) {
    try {
      await insertLines(database, [mend(line)]);
    } catch (error) {
      if (!isUnfit(error)) throw error;
      refused.push({ line, reason: explainStoreError(error) });
    }
  }
  return refused;
}

async function insertLines(database: Database, lines: readonly string[]): Promise<void> {
  await database.execute(sql`
    insert into usage_records
    select * from jsonb_populate_recordset(null::usage_records, ${`[${lines.join(',')}]`}::jsonb)
    on conflict (id) do nothing`);
}

/** The store answered that the data is wrong (classes 22 and 23); anything else may pass and is tried again later. */
function isUnfit(error: unknown): boolean {
  const code = storeErrorCode(error) ?? '';
  return (isStoreAnswer(error) && /^2[23]/.test(code)) || error instanceof SyntaxError;
}

/** A caller's text may hold what PostgreSQL's never can: NUL and halves of surrogate pairs. */
function mend(line: string): string {
  return JSON.stringify(
    JSON.parse(line, (_key, value) =>
      // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what it is about.
      typeof value === 'string' ? value.replace(/\u0000|\p{Surrogate}/gu, '\ufffd') : value,
    ),
  );
}
