import { eq } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { providers } from '../../../db/schema';
import type { DeclaredProvider } from '../../config/declared';
import { AdminRefusal } from '../admin-refusal';
import { refuseOthers } from '../config/refuse-declared';
import type { PresentPolicy } from '../config/save';

/** The provider as it is, without its models: those that are not spoken of stay. */
export async function openForChange(
  { providers: present }: Pick<PresentPolicy, 'providers'>,
  transaction: Transaction,
  { provider_id: id, revision }: { provider_id: string; revision?: string | undefined },
): Promise<DeclaredProvider> {
  const found = present.get(id);
  if (!found) throw new AdminRefusal('not-found', `no provider "${id}"`);
  const { managedBy, ...before } = found;
  refuseOthers('provider', id, managedBy);
  if (revision !== undefined) {
    const [row] = await transaction.select({ at: providers.updatedAt }).from(providers).where(eq(providers.id, id));
    refuseStale(`provider "${id}"`, revision, row?.at);
  }
  return { ...before, models: [] };
}

export function refuseStale(what: string, revision: string, at: Date | undefined): void {
  if (at?.toISOString() === revision) return;
  throw new AdminRefusal(
    'conflict',
    `${what} was changed by someone else since you opened it: load the page again and look at what it says now`,
  );
}
