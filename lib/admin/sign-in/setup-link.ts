import { hash, randomBytes } from 'node:crypto';
import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { adminInvitations, administrators } from '../../../db/schema';
import { listeningOrigin } from '../../runtime/listening-origin';
import type { SetupLink } from '../contract/administrators';
import type { VerbContext } from '../verb';

/**
 * Makes a link for somebody to choose a password with, good for a day and once; older ones of theirs are void. The token stands
 * in the fragment, which no browser sends: no proxy on the way writes it down. Where it leads is this deployment's own word: a Host
 * header would lead whoever is given the link, and what they choose, to a stranger.
 */
export async function makeSetupLink(
  transaction: Transaction,
  { runtime, author, proxyOrigin }: Pick<VerbContext, 'runtime' | 'author' | 'proxyOrigin'>,
  administratorId: number,
): Promise<SetupLink> {
  await voidLinks(transaction, administratorId);
  const { token, expiresAt } = await insertToken(transaction, administratorId, author.actor);
  return { url: setupUrl(proxyOrigin ?? listeningOrigin(runtime), token), expires_at: expiresAt.toISOString() };
}

export function setupUrl(origin: string, token: string): string {
  return `${origin}/console/setup#${token}`;
}

/** The first owner's, while there is none; null once there is one. Several replicas may each have their own. */
export function makeFirstToken(database: Database): Promise<string | null> {
  return database.transaction(async (transaction) => {
    await transaction
      .delete(adminInvitations)
      .where(and(isNull(adminInvitations.administratorId), lte(adminInvitations.expiresAt, sql`now()`)));
    if (await hasOwner(transaction)) return null;
    const { token } = await insertToken(transaction, null, 'the first start');
    return token;
  });
}

/** Is there an owner, one invited included? Then nobody becomes the first. */
export async function hasOwner(database: Database | Transaction): Promise<boolean> {
  const owners = database.select({ id: administrators.id }).from(administrators);
  return (await owners.where(eq(administrators.role, 'owner')).limit(1)).length > 0;
}

export async function voidLinks(transaction: Transaction, administratorId: number | null): Promise<void> {
  const whose = adminInvitations.administratorId;
  const theirs = administratorId === null ? isNull(whose) : eq(whose, administratorId);
  await transaction.delete(adminInvitations).where(and(theirs, isNull(adminInvitations.usedAt)));
}

export function hashLinkToken(token: string): string {
  return hash('sha256', token, 'hex');
}

async function insertToken(transaction: Transaction, administratorId: number | null, createdBy: string) {
  const token = `rtrsetup_${randomBytes(32).toString('base64url')}`;
  const [row] = await transaction
    .insert(adminInvitations)
    .values({
      tokenSha256: hashLinkToken(token),
      administratorId,
      createdBy,
      expiresAt: sql`now() + interval '24 hours'`,
    })
    .returning({ expiresAt: adminInvitations.expiresAt });
  if (!row) throw new Error('a link was made and is not there');
  return { token, expiresAt: row.expiresAt };
}
