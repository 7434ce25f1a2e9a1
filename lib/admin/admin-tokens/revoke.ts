import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { type Author, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { adminTokens } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import type { AdminTokenRow } from '../contract/admin-tokens';
import type { VerbContext } from '../verb';
import { explainWider, type Grant, readGrant } from './grant';
import { describeAdminToken } from './list';

/** Ends a token, and those that were made with it: whoever stole one has made another by now. */
export async function revokeAdminToken(
  { runtime, actor, author }: VerbContext,
  id: string,
): Promise<AdminTokenRow & { also_revoked: string[] }> {
  return runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    const row = await find(transaction, id);
    if (!row) throw new AdminRefusal('not-found', `no admin token "${id}"`);
    const wider = explainWider(row, await readGrant(transaction, actor));
    if (wider) throw new AdminRefusal('forbidden', `this token may more than you, so you cannot end it: ${wider}`);
    if (row.revokedAt === null) await end(transaction, author, policyVersion, [id]);
    const alsoRevoked = await revokeMadeBy(transaction, author, policyVersion, `admin-token ${id}`);
    const after = (await find(transaction, id)) ?? row;
    return { ...describeAdminToken(after, new Date()), also_revoked: alsoRevoked };
  });
}

/**
 * Ends what somebody made with what they no longer have: all of it, or what is more than `left`. Whatever was made with those
 * tokens ends too.
 */
export async function revokeMadeBy(
  transaction: Transaction,
  author: Author,
  policyVersion: number,
  maker: string,
  left: Omit<Grant, 'expiresAt'> | null = null,
): Promise<string[]> {
  const { createdBy, revokedAt } = adminTokens;
  const ended: string[] = [];
  for (let makers = [maker]; makers.length > 0; ) {
    const rows = await transaction
      .select()
      .from(adminTokens)
      .where(and(inArray(createdBy, makers), isNull(revokedAt)));
    const ids = rows.filter((row) => left === null || explainWider(row, left) !== null).map(({ id }) => id);
    await end(transaction, author, policyVersion, ids);
    ended.push(...ids);
    makers = ids.map((id) => `admin-token ${id}`);
  }
  return ended;
}

async function end(transaction: Transaction, author: Author, policyVersion: number, ids: readonly string[]) {
  if (ids.length === 0) return;
  await transaction
    .update(adminTokens)
    .set({ revokedAt: sql`now()` })
    .where(inArray(adminTokens.id, [...ids]));
  for (const objectId of ids) {
    const difference = { status: { from: 'active', to: 'revoked' } };
    await writeAudit(transaction, {
      ...{ ...author, action: 'update', objectKind: 'admin-token', objectId, policyVersion, difference },
    });
  }
}

async function find(transaction: Transaction, id: string) {
  const [row] = await transaction.select().from(adminTokens).where(eq(adminTokens.id, id));
  return row;
}
