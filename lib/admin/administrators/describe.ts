import { and, asc, count, eq, gt, isNull, max, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { adminInvitations, administrators, adminSessions } from '../../../db/schema';
import type { Settings } from '../../env';
import { AdminRefusal } from '../admin-refusal';
import type { AdministratorList, AdministratorRow } from '../contract/administrators';
import { isOpenSession } from '../sign-in/session-limits';

/** Who may open the console, by name; never what they sign in with. */
export async function listAdministrators(database: Database, settings: Settings): Promise<AdministratorList> {
  return { object: 'list', data: await select(database, settings) };
}

export async function getAdministrator(
  database: Database | Transaction,
  settings: Settings,
  name: string,
): Promise<AdministratorRow> {
  const [row] = await select(database, settings, name);
  if (!row) throw new AdminRefusal('not-found', `no administrator "${name}"`);
  return row;
}

async function select(
  database: Database | Transaction,
  settings: Settings,
  name?: string,
): Promise<AdministratorRow[]> {
  const sessions = database
    .select({ count: count() })
    .from(adminSessions)
    .where(and(eq(adminSessions.administratorId, administrators.id), isOpenSession(settings)));
  const link = database
    .select({ end: max(adminInvitations.expiresAt) })
    .from(adminInvitations)
    .where(
      and(
        eq(adminInvitations.administratorId, administrators.id),
        isNull(adminInvitations.usedAt),
        gt(adminInvitations.expiresAt, sql`now()`),
      ),
    );
  const rows = await database
    .select({
      row: administrators,
      sessions: sql<string>`(${sessions})`,
      linkExpiresAt: sql<string | null>`(${link})`,
      isLocked: sql<boolean>`coalesce(${administrators.lockedUntil} > now(), false)`,
    })
    .from(administrators)
    .where(name === undefined ? undefined : eq(administrators.name, name))
    .orderBy(asc(administrators.name));
  return rows.map(({ row, sessions: open, linkExpiresAt, isLocked }) => ({
    ...{ name: row.name, role: row.role, status: row.status },
    signs_in_by: row.issuer !== null ? 'oidc' : row.passwordHash !== null ? 'password' : 'link',
    link_expires_at: linkExpiresAt === null ? null : new Date(linkExpiresAt).toISOString(),
    locked_until: isLocked ? (row.lockedUntil?.toISOString() ?? null) : null,
    sessions: Number(open),
    last_signed_in_at: row.lastSignedInAt?.toISOString() ?? null,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
  }));
}
