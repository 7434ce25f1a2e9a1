import type { Database, Transaction } from '../../../db/client';
import { policyState } from '../../../db/schema';

/** The version at which something happened that changes no policy: read without its lock, which a stranger at the door must not take. */
export async function readPolicyVersion(database: Database | Transaction): Promise<number> {
  const [state] = await database.select({ version: policyState.version }).from(policyState);
  return state?.version ?? 0;
}
