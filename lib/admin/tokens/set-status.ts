import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Store } from '../../../db/client';
import { type Author, advancePolicy, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { callerTokens } from '../../../db/schema';
import { type TokenStatus, tokenStatuses } from '../../exchange/statuses';
import { AdminRefusal } from '../admin-refusal';
import { parse } from '../read-asked';

export const SetTokenStatusInput = z.strictObject({ tokenId: z.string().min(1), status: z.enum(tokenStatuses) });
export type SetTokenStatusInput = z.infer<typeof SetTokenStatusInput>;

/**
 * Revokes, suspends, disables or reactivates a token. Whoever calls this refreshes the snapshot afterwards, so that the next
 * request here meets the new status.
 */
export async function setTokenStatus({
  store,
  author,
  input,
}: {
  store: Pick<Store, 'db'>;
  author: Author;
  input: SetTokenStatusInput;
}): Promise<{ tokenId: string; from: TokenStatus; to: TokenStatus; version: number }> {
  const { tokenId, status } = parse(SetTokenStatusInput, input);
  return store.db.transaction(async (transaction) => {
    const before = await lockPolicy(transaction);
    const [token] = await transaction.select().from(callerTokens).where(eq(callerTokens.tokenId, tokenId));
    if (!token) throw new AdminRefusal('not-found', `no token "${tokenId}"`);
    const result = { tokenId, from: token.status, to: status };
    if (token.status === status) return { ...result, version: before };
    refuseStatus(token, status);

    const version = await advancePolicy(transaction, { structure: false });
    await transaction
      .update(callerTokens)
      .set({ status, changedIn: version, updatedAt: sql`now()` })
      .where(eq(callerTokens.tokenId, tokenId));
    await writeAudit(transaction, {
      ...{ ...author, action: 'update', objectKind: 'token', objectId: tokenId, policyVersion: version },
      difference: { status: { from: token.status, to: status } },
    });
    return { ...result, version };
  });
}

function refuseStatus(token: typeof callerTokens.$inferSelect, status: TokenStatus): void {
  const { tokenId, managedBy } = token;
  if (token.status === 'revoked') {
    throw new AdminRefusal('conflict', `token "${tokenId}" is revoked, which is for good; make a new one`);
  }
  if (token.status === 'rotated' && status !== 'revoked') {
    throw new AdminRefusal('conflict', `token "${tokenId}" was rotated away; its successor goes on in its place`);
  }
  // A revocation cannot wait for a file to be changed and outlives it; any other status would be undone by the next apply.
  if (managedBy === 'file' && status !== 'revoked') {
    throw new AdminRefusal(
      'declared',
      `token "${tokenId}" is declared in the configuration file; set its status there (revoking it works here too)`,
    );
  }
  if (managedBy === 'demo' && status !== 'revoked') {
    throw new AdminRefusal('declared', `token "${tokenId}" is the built-in demo’s; it goes with the demo`);
  }
}
