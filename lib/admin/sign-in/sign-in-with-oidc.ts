import { hash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { type Author, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import { type Role, roles } from '../../exchange/roles';
import type { Runtime } from '../../runtime/runtime';
import { revokeMadeBy } from '../admin-tokens/revoke';
import { administratorName } from '../contract/administrators';
import { beginSession, type SignedIn } from './begin-session';
import { type Claims, readClaim } from './oidc-provider';
import type { Visitor } from './visitor';

/** `no-role`: none of their groups has one. `disabled`: they are, here. */
export type OidcProblem = 'no-role' | 'disabled' | 'no-identity';

/**
 * Lets in whoever the provider vouches for. A person is who the issuer says they are (issuer and subject, never a name or an e-mail
 * address, which others could come to have), and their role is what their groups give them at this very sign-in.
 */
export async function signInWithOidc(
  { store, settings, log }: Runtime,
  visitor: Visitor,
  claims: Claims,
): Promise<SignedIn | { problem: OidcProblem }> {
  const { oidc } = settings;
  const { iss: issuer, sub: subject } = claims;
  if (!oidc || typeof issuer !== 'string' || typeof subject !== 'string') return { problem: 'no-identity' };
  const claim = readClaim(claims, oidc.rolesClaim);
  const role = readRole(claim, oidc.roles);
  if (role === null) log.warn({ subject, claim: oidc.rolesClaim, isThere: claim !== undefined }, 'no role at sign-in');
  return store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    const theirs = and(eq(administrators.issuer, issuer), eq(administrators.subject, subject));
    const [known] = await transaction.select().from(administrators).where(theirs).for('update');
    const name = known?.name ?? (await findFreeName(transaction, claims, `${issuer} ${subject}`));
    const author: Author = { actor: `administrator ${name}`, via: 'console', address: visitor.address };
    if (role === null) {
      if (known) await takeAway(transaction, known, author, policyVersion);
      return { problem: 'no-role' as const };
    }
    if (known?.status === 'disabled') return { problem: 'disabled' as const };
    const administratorId = known
      ? known.id
      : await create(transaction, { name, role, issuer, subject, createdBy: `oidc ${issuer}` });
    if (known?.role !== role) {
      await transaction.update(administrators).set({ role }).where(eq(administrators.id, administratorId));
      await revokeMadeBy(transaction, author, policyVersion, author.actor, { role, scopes: null });
      await writeAudit(transaction, {
        ...{
          ...author,
          action: known ? 'update' : 'create',
          objectKind: 'administrator',
          objectId: name,
          policyVersion,
        },
        difference: { role: { from: known?.role ?? null, to: role } },
      });
    }
    return beginSession(transaction, settings, { administratorId, method: 'oidc', visitor });
  });
}

/**
 * The one that may most of those their groups have. The claim is a list, or one name: a text is never taken apart, because whoever may call a
 * group as they like could call one "mine,llm-admins".
 */
export function readRole(claim: unknown, mapped: ReadonlyMap<string, Role>): Role | null {
  const groups = Array.isArray(claim) ? claim : typeof claim === 'string' ? [claim] : [];
  const given = groups.map((group) => (typeof group === 'string' ? mapped.get(group) : undefined));
  return roles.find((role) => given.includes(role)) ?? null;
}

/** A name that people know them by, if nobody has it: an administrator of that name here is somebody else. */
async function findFreeName(transaction: Transaction, claims: Claims, identity: string): Promise<string> {
  const last = `oidc-${hash('sha256', identity, 'hex').slice(0, 12)}`;
  // An address that nobody has verified may be somebody else's, and the audit would name them.
  const email = claims.email_verified === true ? claims.email : undefined;
  for (const wish of [claims.preferred_username, email]) {
    const name = administratorName.safeParse(wish);
    if (!name.success) continue;
    const taken = await transaction
      .select({ id: administrators.id })
      .from(administrators)
      .where(eq(administrators.name, name.data));
    if (taken.length === 0) return name.data;
  }
  return last;
}

async function create(transaction: Transaction, values: typeof administrators.$inferInsert): Promise<number> {
  const [made] = await transaction.insert(administrators).values(values).returning({ id: administrators.id });
  if (!made) throw new Error('an administrator was made and is not there');
  return made.id;
}

/** Whoever lost their groups loses what they have open here, too. */
async function takeAway(
  transaction: Transaction,
  { id, name }: typeof administrators.$inferSelect,
  author: Author,
  policyVersion: number,
): Promise<void> {
  const sessionVersion = sql`${administrators.sessionVersion} + 1`;
  await transaction.update(administrators).set({ sessionVersion }).where(eq(administrators.id, id));
  await transaction.delete(adminSessions).where(eq(adminSessions.administratorId, id));
  await revokeMadeBy(transaction, author, policyVersion, author.actor);
  await writeAudit(transaction, {
    ...{ ...author, action: 'lock', objectKind: 'administrator', objectId: name, policyVersion },
    difference: { groups: { from: 'with a role', to: 'without one' } },
  });
}
