import { inArray } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { policies, providerModels } from '../../../db/schema';
import type { GroupState } from './group-state';

/** Tells of a state what it stands on and is there no more: a group is saved with none of it. */
export async function missingFinder(
  database: Database | Transaction,
  states: readonly GroupState[],
): Promise<(state: GroupState) => string[]> {
  const providerIds = [...new Set(states.flatMap(({ targets }) => targets.map(({ provider }) => provider)))];
  const policyIds = [...new Set(states.flatMap(({ policy }) => policy ?? []))];
  const { providerId, id } = providerModels;
  const models =
    providerIds.length === 0
      ? []
      : await database.select({ providerId, id }).from(providerModels).where(inArray(providerId, providerIds));
  const named =
    policyIds.length === 0
      ? []
      : await database.select({ id: policies.id }).from(policies).where(inArray(policies.id, policyIds));
  const there = new Set([
    ...models.map((model) => `${model.providerId}/${model.id}`),
    ...named.map((policy) => `policy ${policy.id}`),
  ]);
  return ({ targets, policy }) => {
    const needed = [
      ...targets.map(({ provider, model }) => `${provider}/${model}`),
      ...(policy ? [`policy ${policy}`] : []),
    ];
    return [...new Set(needed)].filter((name) => !there.has(name));
  };
}
