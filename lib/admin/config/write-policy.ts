import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { modelGroupAliases, modelGroups, prices, providerModels, providers, targets } from '../../../db/schema';
import type { Sealer } from '../../auth/seal';
import type { Manager } from '../../exchange/statuses';
import { isAmong } from '../is-among';
import { insertRows } from './insert-rows';
import type { Writes } from './plan-apply';
import { type NewVersions, writePolicies } from './write-policies';

type PolicyWrites = Pick<Writes, 'providers' | 'models' | 'prices' | 'policies' | 'groups'>;

/** Providers, models, prices, TypeScript policies and groups, in the order in which they refer to each other. */
export async function writePolicy(
  transaction: Transaction,
  writes: PolicyWrites,
  { sealer, manager, versions }: { sealer: Sealer; manager: Manager; versions: NewVersions },
): Promise<void> {
  const now = await readClock(transaction);
  const written = { updatedAt: now };
  const providerRows = writes.providers.map(({ id, dialect, baseUrl, apiKey, timeouts, managedBy, ...place }) => ({
    managedBy: managedBy ?? manager,
    ...{ id, dialect, baseUrl, ...timeouts, ...written },
    addressTrusted: place.isTrusted ?? false,
    auth: place.auth ?? null,
    headers: place.headers ?? {},
    quirks: place.quirks ?? [],
    betas: place.betas ?? null,
    concurrency: place.concurrency ?? null,
    queueRequests: place.queue?.requests ?? null,
    queueWaitMs: place.queue?.waitMs ?? null,
    apiKeySealed: apiKey && (apiKey.sealed ?? sealer.seal('provider-api-key', id, apiKey.value)),
    apiKeySource: apiKey?.source ?? null,
  }));
  await insertRows(transaction, providers, providerRows, [providers.id]);
  const modelRows = writes.models.map(({ provider, model: { price: _, ...model } }) => {
    const tier = model.tier ?? null;
    return { ...model, tier, managedBy: model.managedBy ?? manager, providerId: provider, ...written };
  });
  await insertRows(transaction, providerModels, modelRows, [providerModels.providerId, providerModels.id]);
  const priceRows = writes.prices.map(({ provider, model, price }) => ({
    ...{ providerId: provider, modelId: model, effectiveFrom: now },
    inputUsdPerMtok: price.input,
    cachedInputUsdPerMtok: price.cachedInput,
    outputUsdPerMtok: price.output,
  }));
  await insertRows(transaction, prices, priceRows);
  await writePolicies(transaction, writes.policies, { ...versions, manager, now });
  await writeGroups(transaction, writes.groups, { manager, now });
}

async function writeGroups(
  transaction: Transaction,
  groups: PolicyWrites['groups'],
  { manager, now }: { manager: Manager; now: Date },
): Promise<void> {
  const rows = groups.map(({ id, title, description, discoverable, strategy, retry, managedBy, ...more }) => ({
    ...{ id, title, description, discoverable, strategy, updatedAt: now },
    managedBy: managedBy ?? manager,
    retryAttempts: retry.attempts,
    retryAttemptTimeoutMs: retry.attemptTimeoutMs,
    retryTotalTimeoutMs: retry.totalTimeoutMs,
    affinity: more.affinity ?? false,
    policyId: more.policy ?? null,
    policyReadsText: more.policyReadsText ?? false,
    validation: more.validation ?? null,
    ceilingUsd: more.ceilingUsd ?? null,
    limits: more.limits ?? null,
  }));
  await insertRows(transaction, modelGroups, rows, [modelGroups.id]);
  // Every old alias goes before any new one comes: one may have moved from any of these groups to any other.
  const ids = groups.map(({ id }) => id);
  if (ids.length > 0) {
    await transaction.delete(targets).where(isAmong(targets.groupId, ids));
    await transaction.delete(modelGroupAliases).where(isAmong(modelGroupAliases.groupId, ids));
  }
  const aliasRows = groups.flatMap(({ id, aliases }) =>
    aliases.map((alias, position) => ({ alias, groupId: id, position })),
  );
  await insertRows(transaction, modelGroupAliases, aliasRows);
  const targetRows = groups.flatMap(({ id, targets: list }) =>
    list.map(({ provider, model, ...target }, position) => {
      return { ...target, groupId: id, providerId: provider, modelId: model, position };
    }),
  );
  await insertRows(transaction, targets, targetRows);
}

/**
 * The store's clock, by which prices come into force: not the transaction's beginning, which another apply may have outrun
 * while this one waited for the lock, and not this machine's, which another replica's may be behind.
 */
async function readClock(transaction: Transaction): Promise<Date> {
  const [row] = await transaction.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return new Date(Number(row?.ms));
}
