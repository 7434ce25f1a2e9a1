import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { administrators, adminSessions } from '../../../db/schema';
import type { SignInMethod } from '../../exchange/roles';
import type { Runtime } from '../../runtime/runtime';
import type { Visitor } from './options';

/** Begins the session of somebody who has shown who they are, and gives its id for the cookie. */
export async function beginSession(
  { store }: Pick<Runtime, 'store'>,
  { administratorId, method, visitor }: { administratorId: number; method: SignInMethod; visitor: Visitor },
): Promise<string> {
  const id = randomBytes(24).toString('base64url');
  await store.db.transaction(async (transaction) => {
    const [row] = await transaction
      .update(administrators)
      .set({ lastSignedInAt: sql`now()` })
      .where(eq(administrators.id, administratorId))
      .returning({ version: administrators.sessionVersion });
    if (!row) throw new Error('the administrator is gone');
    await transaction.insert(adminSessions).values({
      ...{ id, administratorId, version: row.version, method },
      address: visitor.address,
      client: visitor.client?.slice(0, 300) ?? null,
      expiresAt: sql`now() + interval '12 hours'`,
    });
  });
  return id;
}
