import { hash } from 'node:crypto';
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { adminTokens } from '../../db/schema';
import { bearerOf, showsAdminToken } from '../auth/admin-token';
import { peerOf } from '../runtime/peer';
import type { Runtime } from '../runtime/runtime';
import type { Actor } from './actor';

/** Who shows this token; null for a stranger. The server's own token is an owner; those made here have what they were given. */
export async function findApiActor(headers: Headers, runtime: Runtime): Promise<Actor | null> {
  const address = peerOf(headers, runtime);
  const common = { via: 'api', address, administratorId: null, sessionId: null } as const;
  if (showsAdminToken(headers, runtime.adminTokenSha256)) {
    return { kind: 'server-token', name: 'admin-token', role: 'owner', scopes: null, ...common };
  }
  const token = bearerOf(headers);
  // Anything else is not worth a question to the store.
  if (!/^rtradmin_[0-9a-z]{12}_[\w-]{32,}$/.test(token)) return null;
  const row = await findAdminToken(token, runtime);
  return row && { kind: 'admin-token', name: row.id, role: row.role, scopes: row.scopes, ...common };
}

async function findAdminToken(token: string, { store }: Runtime) {
  const { id, role, scopes, lastUsedAt, tokenSha256, revokedAt, expiresAt } = adminTokens;
  const isOpen = and(isNull(revokedAt), or(isNull(expiresAt), gt(expiresAt, sql`now()`)));
  const [row] = await store.db
    .select({ id, role, scopes, isStale: sql<boolean>`coalesce(${lastUsedAt} < now() - interval '1 minute', true)` })
    .from(adminTokens)
    .where(and(eq(tokenSha256, hash('sha256', token, 'hex')), isOpen));
  if (row?.isStale) await store.db.update(adminTokens).set({ lastUsedAt: sql`now()` }).where(eq(id, row.id));
  return row ?? null;
}
