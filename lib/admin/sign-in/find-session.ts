import { and, eq, gt, sql } from 'drizzle-orm';
import { administrators, adminSessions } from '../../../db/schema';
import type { Runtime } from '../../runtime/runtime';
import type { Actor } from '../actor';

const idle = sql`now() - interval '60 minutes'`;

/**
 * Who a session's cookie stands for now, asked of the store for every page and every verb: one that was signed out, whose
 * administrator was disabled or given another role, or that lay idle, is over at once.
 */
export async function findSession(
  { store }: Pick<Runtime, 'store'>,
  sessionId: string,
  address: string | null,
): Promise<Actor | null> {
  const isOpen = and(
    eq(adminSessions.id, sessionId),
    eq(adminSessions.version, administrators.sessionVersion),
    eq(administrators.status, 'active'),
    gt(adminSessions.expiresAt, sql`now()`),
    gt(adminSessions.seenAt, idle),
  );
  const [row] = await store.db
    .select({
      administratorId: administrators.id,
      name: administrators.name,
      role: administrators.role,
      isStale: sql<boolean>`${adminSessions.seenAt} < now() - interval '1 minute'`,
    })
    .from(adminSessions)
    .innerJoin(administrators, eq(administrators.id, adminSessions.administratorId))
    .where(isOpen);
  if (!row) return null;
  if (row.isStale) {
    await store.db.update(adminSessions).set({ seenAt: sql`now()` }).where(eq(adminSessions.id, sessionId));
  }
  const { administratorId, name, role } = row;
  return { kind: 'administrator', name, role, scopes: null, via: 'console', address, administratorId, sessionId };
}
