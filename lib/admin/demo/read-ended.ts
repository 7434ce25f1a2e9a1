import { and, eq, lte, or, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callerTokens } from '../../../db/schema';
import type { PolicyChanges } from '../../runtime/runtime';
import { isAmong } from '../is-among';

/** Of the tokens that are changed, those that are over for good: nothing that they might use is a loss. */
export async function readEnded(database: Database, { changes }: PolicyChanges): Promise<Set<string>> {
  const ids = changes.filter(({ kind }) => kind === 'token').map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const { tokenId, status, expiresAt } = callerTokens;
  const rows = await database
    .select({ tokenId })
    .from(callerTokens)
    .where(and(isAmong(tokenId, ids), or(eq(status, 'revoked'), lte(expiresAt, sql`now()`))));
  return new Set(rows.map((row) => row.tokenId));
}
