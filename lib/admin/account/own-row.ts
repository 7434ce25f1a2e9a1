import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { administrators, adminSessions, adminTokens } from '../../../db/schema';
import type { Settings } from '../../env';
import { type Actor, authorOf } from '../actor';
import { AdminRefusal } from '../admin-refusal';
import type { Account } from '../contract/administrators';
import { isOpenSession } from '../sign-in/session-limits';

/** A person's own numbers; a token is nobody's account. */
export function ownIds({ administratorId, sessionId }: Actor): { administratorId: number; sessionId: string } {
  if (administratorId !== null && sessionId !== null) return { administratorId, sessionId };
  throw new AdminRefusal('forbidden', 'a token has no account: this is for whoever is signed in to the console');
}

export async function describeAccount(
  database: Database | Transaction,
  settings: Settings,
  actor: Actor,
): Promise<Account> {
  const { administratorId, sessionId } = ownIds(actor);
  const [row] = await database.select().from(administrators).where(eq(administrators.id, administratorId));
  if (!row) throw new AdminRefusal('not-found', 'your account is gone');
  const sessions = await database
    .select({ session: adminSessions })
    .from(adminSessions)
    .innerJoin(administrators, eq(administrators.id, adminSessions.administratorId))
    .where(and(eq(adminSessions.administratorId, administratorId), isOpenSession(settings)))
    .orderBy(desc(adminSessions.seenAt), adminSessions.id);
  const { createdBy, revokedAt, expiresAt } = adminTokens;
  const works = and(isNull(revokedAt), or(isNull(expiresAt), gt(expiresAt, sql`now()`)));
  const made = await database.$count(adminTokens, and(eq(createdBy, authorOf(actor).actor), works));
  return {
    ...{ name: row.name, role: row.role, has_password: row.passwordHash !== null, issuer: row.issuer },
    admin_tokens: made,
    last_signed_in_at: row.lastSignedInAt?.toISOString() ?? null,
    sessions: sessions.map(({ session }) => ({
      session_id: session.id,
      is_this: session.id === sessionId,
      ...{ method: session.method, address: session.address, client: session.client },
      created_at: session.createdAt.toISOString(),
      seen_at: session.seenAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
    })),
  };
}
