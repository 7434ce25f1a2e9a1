import { eq, sql } from 'drizzle-orm';
import { auditEvents, policyState } from '../schema';
import type { Transaction } from '../transaction';

/** The one row of policy_state. */
export const policyStateId = 1;

/** The channel a new policy version is told on; replicas LISTEN to it. */
export const policyChannel = 'policy_changed';

export type AuditEntry = Omit<typeof auditEvents.$inferInsert, 'id' | 'at'>;

/** Who makes a change, as the audit tells it: `administrator alice`, through the console, from an address. */
export interface Author {
  actor: string;
  via?: AuditEntry['via'];
  address?: string | null;
}

/**
 * Takes the policy's lock for the rest of the transaction and gives the version it stands at. The first thing a write
 * verb does: what it reads afterwards cannot change under it, and two changes never share a version.
 */
export async function lockPolicy(transaction: Transaction): Promise<number> {
  const [state] = await transaction
    .select({ version: policyState.version })
    .from(policyState)
    .where(eq(policyState.id, policyStateId))
    .for('update');
  if (!state) throw new Error('policy_state has no row: the store was not migrated');
  return state.version;
}

/**
 * Makes this transaction a policy change and gives its version, which is what a changed token's `changed_in` must be.
 * `structure` says that something other than tokens changed. The notice goes out when, and only if, the transaction commits.
 */
export async function advancePolicy(transaction: Transaction, change: { structure: boolean }): Promise<number> {
  const next = sql`${policyState.version} + 1`;
  const [state] = await transaction
    .update(policyState)
    .set({ version: next, updatedAt: sql`now()`, ...(change.structure ? { structureVersion: next } : {}) })
    .where(eq(policyState.id, policyStateId))
    .returning({ version: policyState.version });
  if (!state) throw new Error('policy_state has no row: the store was not migrated');
  await transaction.execute(sql`select pg_notify(${policyChannel}, ${String(state.version)})`);
  return state.version;
}

/** Writes who changed what, in the change's own transaction. The caller leaves secrets out of `difference`. */
export async function writeAudit(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await transaction.insert(auditEvents).values(entry);
}
