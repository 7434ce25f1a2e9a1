import { and, desc, eq, gt } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { usageRecords } from '../../db/schema';

/** A usage record as it is read back from the store. */
export type StoredRequest = typeof usageRecords.$inferSelect;

/** A token's own requests, newest first; with `after`, those that came later than the record of that id. */
export async function readRequests(
  database: Database,
  { tokenId, after, limit }: { tokenId: string; after: string | null; limit: number },
): Promise<StoredRequest[]> {
  // Ids begin with the time (time-ordered-id.ts).
  const later = after === null ? undefined : gt(usageRecords.id, after);
  return await database
    .select()
    .from(usageRecords)
    .where(and(eq(usageRecords.tokenId, tokenId), later))
    .orderBy(desc(usageRecords.startedAt), desc(usageRecords.id))
    .limit(limit);
}

/** One request, if it is this token's; the latest where a caller has used one request id several times. */
export async function readRequest(
  database: Database,
  { tokenId, requestId }: { tokenId: string; requestId: string },
): Promise<StoredRequest | null> {
  const rows = await database
    .select()
    .from(usageRecords)
    .where(and(eq(usageRecords.requestId, requestId), eq(usageRecords.tokenId, tokenId)))
    .orderBy(desc(usageRecords.startedAt))
    .limit(1);
  return rows[0] ?? null;
}
