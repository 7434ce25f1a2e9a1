import { and, eq, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { lockPolicy, writeAudit } from '../../../db/queries/policy-change';
import { administrators, adminSessions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { explainWider, readGrant } from '../admin-tokens/grant';
import type { VerbContext } from '../verb';

export type Administrator = typeof administrators.$inferSelect;

/** What a change of an administrator is done with. */
export interface Change {
  transaction: Transaction;
  policyVersion: number;
  row: Administrator;
  /** An audit row about them, in the change's own transaction. */
  audit(action: string, difference?: Record<string, { from: unknown; to: unknown }>): Promise<void>;
}

/**
 * One change of one administrator, under the policy's lock: no two such changes are made at once, so whoever is the last owner
 * stays the last owner until the change is made.
 */
export function changeAdministrator<Result>(
  context: VerbContext,
  name: string,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  const { runtime, author } = context;
  return runtime.store.db.transaction(async (transaction) => {
    const policyVersion = await lockPolicy(transaction);
    await refuseNarrowed(transaction, context);
    const [row] = await transaction.select().from(administrators).where(eq(administrators.name, name)).for('update');
    if (!row) throw new AdminRefusal('not-found', `no administrator "${name}"`);
    const object = { objectKind: 'administrator', objectId: name, policyVersion };
    return work({
      ...{ transaction, policyVersion, row },
      audit: (action, difference) => writeAudit(transaction, { ...author, action, ...object, difference }),
    });
  });
}

/** A person is never narrowed, so a narrowed token that made one would have made more than itself. */
export async function refuseNarrowed(transaction: Transaction, { actor }: VerbContext): Promise<void> {
  const grant = await readGrant(transaction, actor);
  const wider = explainWider({ role: 'owner', scopes: null }, grant);
  if (wider) {
    throw new AdminRefusal(
      'forbidden',
      'administrators are changed by an owner, with a token that is not narrowed if by one',
    );
  }
}

/** Whoever could lock themselves out by one press asks another owner. */
export function refuseOwn({ actor }: VerbContext, row: Administrator, what: string): void {
  if (actor.administratorId === row.id) throw new AdminRefusal('conflict', `nobody ${what}: ask another owner`);
}

/** Somebody has to be able to come in and let others in: with a password, or through the provider of the settings. */
export async function refuseLastOwner({ runtime }: VerbContext, { transaction, row }: Change): Promise<void> {
  if (row.role !== 'owner' || row.status !== 'active') return;
  const { id, role, status, passwordHash, issuer } = administrators;
  const comesIn = runtime.settings.oidc ? or(isNotNull(passwordHash), isNotNull(issuer)) : isNotNull(passwordHash);
  const others = await transaction
    .select({ id })
    .from(administrators)
    .where(and(ne(id, row.id), eq(role, 'owner'), eq(status, 'active'), comesIn))
    .limit(1);
  if (others.length > 0) return;
  throw new AdminRefusal('conflict', `"${row.name}" is the last owner who can sign in; make another owner first`);
}

/** Ends every session of theirs, wherever its cookie is; gives how many. */
export async function endSessions(transaction: Transaction, id: number): Promise<number> {
  const sessionVersion = sql`${administrators.sessionVersion} + 1`;
  await transaction.update(administrators).set({ sessionVersion }).where(eq(administrators.id, id));
  const theirs = eq(adminSessions.administratorId, id);
  return (await transaction.delete(adminSessions).where(theirs).returning({ id: adminSessions.id })).length;
}
