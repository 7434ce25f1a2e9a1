import { and, eq, sql } from 'drizzle-orm';
import { administrators, adminSessions } from '../../../db/schema';
import type { Runtime } from '../../runtime/runtime';
import type { Actor } from '../actor';
import { isOpenSession } from './session-limits';

/**
 * Who a session's cookie stands for now, asked of the store for every page and every verb: one that was signed out, whose
 * administrator was disabled or given another role, or that lay idle, is over at once.
 */
export async function findSession(
  { store, settings }: Pick<Runtime, 'store' | 'settings'>,
  sessionId: string,
  address: string | null,
): Promise<Actor | null> {
  const [row] = await store.db
    .select({
      administratorId: administrators.id,
      name: administrators.name,
      role: administrators.role,
      isStale: sql<boolean>`${adminSessions.seenAt} < now() - interval '20 seconds'`,
    })
    .from(adminSessions)
    .innerJoin(administrators, eq(administrators.id, adminSessions.administratorId))
    .where(and(eq(adminSessions.id, sessionId), isOpenSession(settings)));
  if (!row) return null;
  if (row.isStale) {
    await store.db.update(adminSessions).set({ seenAt: sql`now()` }).where(eq(adminSessions.id, sessionId));
  }
  const { administratorId, name, role } = row;
  return { kind: 'administrator', name, role, scopes: null, via: 'console', address, administratorId, sessionId };
}
