import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { auditEvents, type callerTokens } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';

/** Whoever changes a token has to have seen what it is: what somebody else changed meanwhile is never overwritten unseen. */
export async function refuseStale(
  transaction: Transaction,
  { tokenId, changedIn }: typeof callerTokens.$inferSelect,
  expected: number | undefined,
): Promise<void> {
  if (expected === undefined || expected === changedIn) return;
  const { objectKind, objectId, policyVersion, id } = auditEvents;
  const [event] = await transaction
    .select()
    .from(auditEvents)
    .where(and(eq(objectKind, 'token'), eq(objectId, tokenId), eq(policyVersion, changedIn)))
    .orderBy(desc(id))
    .limit(1);
  const todo = `look at it, and give "version": ${changedIn} to save over it`;
  if (!event) throw new AdminRefusal('conflict', `token "${tokenId}" was changed since you looked at it; ${todo}`);
  const since = { version: changedIn, actor: event.actor, at: event.at.toISOString(), deleted: false };
  throw new AdminRefusal(
    'conflict',
    `${since.actor} changed token "${tokenId}" at ${since.at}; ${todo}`,
    undefined,
    since,
  );
}
