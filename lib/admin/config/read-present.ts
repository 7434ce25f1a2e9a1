import type { Transaction } from '../../../db/client';
import type { Sealer } from '../../auth/seal';
import type { Declared } from '../../config/declared';
import type { Present } from './present';
import { readHolders, readTokens } from './read-present-callers';
import { readGroups, readPolicies, readProviders } from './read-present-policy';

/** Reads what the configuration will be compared with. */
export async function readPresent(
  transaction: Transaction,
  { declared, org, sealer }: { declared: Declared; org: string; sealer: Sealer },
): Promise<Present> {
  return {
    ...(await readProviders(transaction, sealer)),
    policies: await readPolicies(transaction),
    groups: await readGroups(transaction),
    ...(await readHolders(transaction, declared)),
    ...(await readTokens(transaction, declared, org)),
  };
}
