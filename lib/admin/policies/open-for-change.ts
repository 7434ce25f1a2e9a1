import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { policies, policyVersions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import { refuseOthers } from '../config/refuse-declared';

export type PolicyObject = typeof policies.$inferSelect;

/** The policy as it is, where it is the console's to change. Read under the policy's lock. */
export async function openForChange(transaction: Transaction, id: string): Promise<PolicyObject> {
  const found = await findPolicy(transaction, id);
  if (!found) throw new AdminRefusal('not-found', `no policy "${id}"`);
  refuseOthers('policy', id, found.managedBy);
  return found;
}

export async function findPolicy(transaction: Transaction, id: string): Promise<PolicyObject | undefined> {
  const [found] = await transaction.select().from(policies).where(eq(policies.id, id));
  return found;
}

export async function readNewest(transaction: Transaction, id: string) {
  const [newest] = await transaction
    .select()
    .from(policyVersions)
    .where(eq(policyVersions.policyId, id))
    .orderBy(desc(policyVersions.number))
    .limit(1);
  return newest;
}
