import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { administrators, adminSessions, adminTokens } from '../../../db/schema';
import type { AdminScope, Role } from '../../exchange/roles';
import type { Actor } from '../actor';
import { AdminRefusal } from '../admin-refusal';
import { includesRole } from '../roles';

/** What somebody is allowed, and so the most they may give away. */
export interface Grant {
  role: Role;
  scopes: readonly AdminScope[] | null;
  expiresAt: Date | null;
}

/**
 * The asker's own, as the store has it under the policy's lock: who was demoted, or whose token was revoked, a moment ago gives
 * nothing more away.
 */
export async function readGrant(transaction: Transaction, actor: Actor): Promise<Grant> {
  if (actor.kind === 'server-token') return { role: 'owner', scopes: null, expiresAt: null };
  const grant = actor.kind === 'admin-token' ? await ofToken(transaction, actor) : await ofPerson(transaction, actor);
  if (!grant) throw new AdminRefusal('unauthorized', 'what you signed in with has ended');
  return grant;
}

/** Why this is more than the asker has; null where it is not. */
export function explainWider(asked: Omit<Grant, 'expiresAt'>, own: Omit<Grant, 'expiresAt'>): string | null {
  if (!includesRole(own.role, asked.role)) return `role: ${asked.role} may more than your own role, ${own.role}`;
  const { scopes } = own;
  if (scopes === null) return null;
  const wider = asked.scopes?.filter((scope) => !scopes.includes(scope)) ?? ['everything else'];
  return wider.length === 0
    ? null
    : `scopes: your own token is narrowed to ${scopes.join(', ')}, without ${wider.join(', ')}`;
}

async function ofToken(transaction: Transaction, { name }: Actor): Promise<Grant | undefined> {
  const { id, role, scopes, expiresAt, revokedAt } = adminTokens;
  const isOpen = and(isNull(revokedAt), or(isNull(expiresAt), gt(expiresAt, sql`now()`)));
  const [row] = await transaction
    .select({ role, scopes, expiresAt })
    .from(adminTokens)
    .where(and(eq(id, name), isOpen));
  return row;
}

/** With a session that is open still: one that was ended while this waited for the lock makes nothing more. */
async function ofPerson(transaction: Transaction, { administratorId, sessionId }: Actor): Promise<Grant | undefined> {
  const { id, role, status, sessionVersion } = administrators;
  const [row] = await transaction
    .select({ role })
    .from(administrators)
    .innerJoin(adminSessions, and(eq(adminSessions.administratorId, id), eq(adminSessions.version, sessionVersion)))
    .where(and(eq(id, administratorId ?? 0), eq(status, 'active'), eq(adminSessions.id, sessionId ?? '')));
  return row && { role: row.role, scopes: null, expiresAt: null };
}
