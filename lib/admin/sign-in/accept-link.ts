import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { type Author, lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { adminInvitations, administrators, adminSessions } from '../../../db/schema';
import { hashPassword } from '../../auth/password';
import { explainWeakPassword } from '../../auth/password-rules';
import type { Runtime } from '../../runtime/runtime';
import { revokeMadeBy } from '../admin-tokens/revoke';
import { administratorName } from '../contract/administrators';
import { beginSession, type SignedIn } from './begin-session';
import { hashLinkToken, hasOwner, voidLinks } from './setup-link';
import { busyWords, SignInRefused } from './sign-in-refused';
import type { Visitor } from './visitor';

/** For whom a link is: the first owner chooses a name too. */
export interface FoundLink {
  name: string | null;
}

export const linkWords =
  'This link is not good any more: it was used, it is older than a day, or a newer one was made. Ask for another.';

/**
 * Looks at a link without using it. Tries are not counted, neither here nor where it is used: a good link lets its holder in whatever
 * others at their address did, only the store can tell which is good, and with 256 bits none is guessed.
 */
export async function findLink({ store }: Pick<Runtime, 'store'>, token: string): Promise<FoundLink> {
  const link = await readLink(store.db, token);
  if (!link) throw new SignInRefused('link', linkWords);
  return { name: link.name };
}

/** Takes a link and the password that was chosen with it, once, and lets its holder in. Every session of before ends. */
export async function acceptLink(
  runtime: Runtime,
  visitor: Visitor,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<SignedIn> {
  const link = await readLink(runtime.store.db, token);
  if (!link) throw new SignInRefused('link', linkWords);
  const chosen = link.name ?? readName(name);
  const weak = explainWeakPassword(password, chosen);
  if (weak) throw new SignInRefused('password', weak);
  const passwordHash = await hashInTurn(runtime, password);
  return runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    // Again, now that nobody else can use it meanwhile.
    const held = await readLink(transaction, token);
    if (!held) throw new SignInRefused('link', linkWords);
    const author = { actor: `administrator ${chosen}`, via: 'console', address: visitor.address } as const;
    const administratorId =
      held.administratorId === null
        ? await makeFirstOwner(transaction, chosen, passwordHash, author, policyVersion)
        : await setPassword(transaction, held.administratorId, chosen, passwordHash, author, policyVersion);
    await transaction.update(adminInvitations).set({ usedAt: sql`now()` }).where(eq(adminInvitations.id, held.id));
    await voidLinks(transaction, held.administratorId);
    return beginSession(transaction, runtime.settings, { administratorId, method: 'link', visitor });
  });
}

async function readLink(database: Database | Transaction, token: string) {
  if (!/^rtrsetup_[\w-]{43}$/.test(token)) return null;
  const { id, administratorId, tokenSha256, expiresAt, usedAt } = adminInvitations;
  const [row] = await database
    .select({ id, administratorId, name: administrators.name, status: administrators.status })
    .from(adminInvitations)
    .leftJoin(administrators, eq(administrators.id, administratorId))
    .where(and(eq(tokenSha256, hashLinkToken(token)), isNull(usedAt), gt(expiresAt, sql`now()`)));
  if (!row || row.status === 'disabled') return null;
  return row.administratorId === null && (await hasOwner(database)) ? null : row;
}

function readName(given: string): string {
  const parsed = administratorName.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SignInRefused('name', 'Choose a name or an e-mail address: letters, digits and . _ + @ -');
}

async function hashInTurn({ hashing }: Runtime, password: string): Promise<string> {
  const leave = await hashing.enter();
  if (!leave) throw new SignInRefused('busy', busyWords);
  try {
    return await hashPassword(password);
  } finally {
    leave();
  }
}

async function makeFirstOwner(
  transaction: Transaction,
  name: string,
  passwordHash: string,
  author: Author,
  policyVersion: number,
): Promise<number> {
  const [made] = await transaction
    .insert(administrators)
    .values({ name, role: 'owner', passwordHash, createdBy: 'the first start' })
    .onConflictDoNothing()
    .returning({ id: administrators.id });
  if (!made) throw new SignInRefused('name', `There is an administrator "${name}" already: choose another name.`);
  await writeAudit(transaction, {
    ...{ ...author, action: 'create', objectKind: 'administrator', objectId: name, policyVersion },
    difference: { role: { from: null, to: 'owner' } },
  });
  return made.id;
}

async function setPassword(
  transaction: Transaction,
  id: number,
  name: string,
  passwordHash: string,
  author: Author,
  policyVersion: number,
): Promise<number> {
  const sessionVersion = sql`${administrators.sessionVersion} + 1`;
  await transaction
    .update(administrators)
    .set({ passwordHash, sessionVersion, failedSignIns: 0, lockedUntil: null })
    .where(eq(administrators.id, id));
  await transaction.delete(adminSessions).where(eq(adminSessions.administratorId, id));
  await revokeMadeBy(transaction, author, policyVersion, `administrator ${name}`);
  await writeAudit(transaction, {
    ...{ ...author, action: 'update', objectKind: 'administrator', objectId: name, policyVersion },
    difference: { password: { from: null, to: 'set with a link' } },
  });
  return id;
}
