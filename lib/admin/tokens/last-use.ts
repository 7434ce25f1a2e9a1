import { desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callerTokens, usageRecords } from '../../../db/schema';

/** When each token was last used, as `last_use.at`: one step into an index for each, however many records there are. */
export function lastUse(database: Database) {
  return database
    .select({ at: sql`${usageRecords.startedAt}`.as('at') })
    .from(usageRecords)
    .where(eq(usageRecords.tokenId, callerTokens.tokenId))
    .orderBy(desc(usageRecords.startedAt))
    .limit(1)
    .as('last_use');
}
