import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import {
  callers,
  callerTokens,
  modelGroups,
  policies,
  prices,
  projects,
  providerModels,
  providers,
  targets,
  tokenGroups,
  users,
} from '../../../db/schema';
import type { DeclaredGroup } from '../../config/declared';
import { isAmong } from '../is-among';
import { insertRows } from './insert-rows';
import type { Leaving, Removal } from './plan-removal';

/** What makes room before the file's own is written: names may be given anew, and rows that refer to others go before them. */
export async function writeRemoval(transaction: Transaction, removal: Removal, version: number): Promise<void> {
  const { demo, pruned, adopted, disabled, narrowed } = removal;
  if (removal.changes.length === 0) return;
  await adopt(transaction, adopted);
  if (disabled.tokens.length > 0 || narrowed.length > 0) await touchTokens(transaction, removal, version);
  if (disabled.callers.length > 0) {
    await transaction.update(callers).set({ status: 'disabled' }).where(isAmongNumbers(disabled.callers));
  }
  if (disabled.projects.length > 0) {
    await transaction.update(projects).set({ status: 'disabled' }).where(isAmong(projects.id, disabled.projects));
  }
  if (demo.tokens.length > 0) {
    await transaction.delete(callerTokens).where(isAmong(callerTokens.tokenId, demo.tokens));
  }
  if (demo.callers.length > 0) await transaction.delete(callers).where(isAmongNumbers(demo.callers));
  if (demo.projects.length > 0) await transaction.delete(projects).where(isAmong(projects.id, demo.projects));
  if (demo.users.length > 0) await transaction.delete(users).where(isAmong(users.id, demo.users));
  const groups = [...demo.groups, ...pruned.groups];
  if (groups.length > 0) await transaction.delete(modelGroups).where(isAmong(modelGroups.id, groups));
  await writeTargets(transaction, removal.reduced);
  await deletePolicies(transaction, demo);
  await deleteProviders(transaction, demo);
}

/** The targets that are left to groups which lose some. */
async function writeTargets(transaction: Transaction, groups: readonly DeclaredGroup[]): Promise<void> {
  if (groups.length === 0) return;
  const ids = groups.map(({ id }) => id);
  await transaction.update(modelGroups).set({ updatedAt: new Date() }).where(isAmong(modelGroups.id, ids));
  await transaction.delete(targets).where(isAmong(targets.groupId, ids));
  const rows = groups.flatMap(({ id, targets: left }) =>
    left.map(({ provider, model, ...target }, position) => {
      return { ...target, groupId: id, providerId: provider, modelId: model, position };
    }),
  );
  await insertRows(transaction, targets, rows);
}

/** What had to wait for the file's own groups: models that they pointed at, and who may use those that came again. */
export async function writeLateRemoval(transaction: Transaction, { pruned, returning }: Removal): Promise<void> {
  await deletePolicies(transaction, pruned);
  await deleteProviders(transaction, pruned);
  await insertRows(transaction, tokenGroups, returning);
}

/** Their versions go with them. */
async function deletePolicies(transaction: Transaction, leaving: Leaving): Promise<void> {
  if (leaving.policies.length === 0) return;
  await transaction.delete(policies).where(isAmong(policies.id, leaving.policies));
}

/** Prices go with their model: what was used is costed in its own record. */
async function deleteProviders(transaction: Transaction, leaving: Leaving): Promise<void> {
  for (const { provider, id } of leaving.models) {
    await transaction.delete(prices).where(and(eq(prices.providerId, provider), eq(prices.modelId, id)));
    await transaction
      .delete(providerModels)
      .where(and(eq(providerModels.providerId, provider), eq(providerModels.id, id)));
  }
  if (leaving.providers.length > 0) {
    await transaction.delete(providers).where(isAmong(providers.id, leaving.providers));
  }
}

async function touchTokens(transaction: Transaction, { disabled, narrowed }: Removal, version: number): Promise<void> {
  const changed = { changedIn: version, updatedAt: new Date() };
  await transaction
    .update(callerTokens)
    .set({ ...changed, status: 'disabled' })
    .where(isAmong(callerTokens.tokenId, disabled.tokens));
  // A group that goes and comes again under its id is no loss that a snapshot could see: the tokens have to say so.
  await transaction.update(callerTokens).set(changed).where(isAmong(callerTokens.tokenId, narrowed));
}

async function adopt(transaction: Transaction, adopted: Leaving): Promise<void> {
  const managedBy = 'console' as const;
  for (const { provider, id } of adopted.models) {
    await transaction
      .update(providerModels)
      .set({ managedBy })
      .where(and(eq(providerModels.providerId, provider), eq(providerModels.id, id)));
  }
  await transaction.update(providers).set({ managedBy }).where(isAmong(providers.id, adopted.providers));
  await transaction.update(policies).set({ managedBy }).where(isAmong(policies.id, adopted.policies));
  await transaction.update(users).set({ managedBy }).where(isAmong(users.id, adopted.users));
  await transaction.update(projects).set({ managedBy }).where(isAmong(projects.id, adopted.projects));
  await transaction.update(callers).set({ managedBy }).where(isAmongNumbers(adopted.callers));
}

function isAmongNumbers(ids: readonly number[]) {
  return sql`${callers.id} in (select json_array_elements_text(${JSON.stringify(ids)}::text::json)::bigint)`;
}
