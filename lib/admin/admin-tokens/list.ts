import { desc, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { adminTokens } from '../../../db/schema';
import type { AdminTokenList, AdminTokenRow } from '../contract/admin-tokens';

/** Nobody keeps so many; the newest are shown. */
const mostShown = 1000;

/** Every token of the admin API, those that work first, the newest before the older. */
export async function listAdminTokens(database: Database, now = new Date()): Promise<AdminTokenList> {
  const { revokedAt, expiresAt, createdAt, id } = adminTokens;
  const hasEnded = sql`(${revokedAt} is not null or coalesce(${expiresAt} <= ${now.toISOString()}::timestamptz, false))`;
  const rows = await database.select().from(adminTokens).orderBy(hasEnded, desc(createdAt), id).limit(mostShown);
  return { object: 'list', data: rows.map((row) => describeAdminToken(row, now)) };
}

export function describeAdminToken(row: typeof adminTokens.$inferSelect, now: Date): AdminTokenRow {
  const { id, title, role, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = row;
  const text = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    admin_token_id: id,
    ...{ title, role, scopes },
    status: revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'active',
    created_by: createdBy,
    created_at: createdAt.toISOString(),
    expires_at: text(expiresAt),
    last_used_at: text(lastUsedAt),
    revoked_at: text(revokedAt),
  };
}
