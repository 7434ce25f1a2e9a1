import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import {
  modelGroupAliases,
  modelGroups,
  policies,
  policyVersions,
  prices,
  providerModels,
  providers,
  targets,
} from '../../../db/schema';
import { SealError, type Sealer } from '../../auth/seal';
import { nameModel, type Present } from './present';

export async function readProviders(transaction: Transaction, sealer: Sealer) {
  const providerRows = await transaction.select().from(providers);
  const modelRows = await transaction.select().from(providerModels);
  return {
    providers: new Map(
      providerRows.map((row) => {
        const { id, dialect, baseUrl, firstByteMs, idleMs, totalMs, managedBy } = row;
        const { auth, headers, quirks, betas } = row;
        const isTrusted = row.addressTrusted;
        const timeouts = { firstByteMs, idleMs, totalMs };
        const place = { dialect, baseUrl, auth, headers, quirks, betas };
        const queue = { requests: row.queueRequests, waitMs: row.queueWaitMs };
        return [
          id,
          {
            id,
            ...place,
            concurrency: row.concurrency,
            queue,
            isTrusted,
            apiKey: openKey(row, sealer),
            timeouts,
            managedBy,
          },
        ];
      }),
    ),
    models: new Map(modelRows.map((row) => [nameModel(row.providerId, row.id), row])),
    prices: await readPrices(transaction),
  };
}

/** The prices in force, by `nameModel`. */
export async function readPrices(transaction: Transaction): Promise<Present['prices']> {
  const priceRows = await transaction
    .selectDistinctOn([prices.providerId, prices.modelId])
    .from(prices)
    .where(sql`${prices.effectiveFrom} <= clock_timestamp()`)
    .orderBy(prices.providerId, prices.modelId, desc(prices.effectiveFrom), desc(prices.id));
  return new Map(
    priceRows.map((row) => [
      nameModel(row.providerId, row.modelId),
      { input: row.inputUsdPerMtok, cachedInput: row.cachedInputUsdPerMtok, output: row.outputUsdPerMtok },
    ]),
  );
}

/** A key that does not open is one to be replaced; where nobody has another, it stays as it is sealed. */
function openKey({ id, apiKeySealed, apiKeySource }: typeof providers.$inferSelect, sealer: Sealer) {
  if (apiKeySealed === null) return null;
  const source = apiKeySource;
  try {
    return { value: sealer.open('provider-api-key', id, apiKeySealed), source };
  } catch (error) {
    if (error instanceof SealError) return { value: '', source, sealed: apiKeySealed };
    throw error;
  }
}

/** Every policy, with the source that is in force. */
export async function readPolicies(transaction: Transaction): Promise<Present['policies']> {
  const isPublished = and(eq(policyVersions.policyId, policies.id), eq(policyVersions.number, policies.published));
  const { source, hasValidate } = policyVersions;
  const rows = await transaction
    .select({ policy: policies, source, hasValidate })
    .from(policies)
    .leftJoin(policyVersions, isPublished)
    .orderBy(asc(policies.id));
  return new Map(
    rows.map(({ policy: { id, title, deadlineMs, onError, fallback, managedBy, published }, ...version }) => {
      const state = { source: version.source ?? '', hasValidate: version.hasValidate ?? false, published };
      return [id, { id, title, deadlineMs, onError, fallback, managedBy, ...state }];
    }),
  );
}

export async function readGroups(transaction: Transaction): Promise<Present['groups']> {
  const rows = await transaction.select().from(modelGroups);
  const aliasRows = await transaction.select().from(modelGroupAliases).orderBy(asc(modelGroupAliases.position));
  const targetRows = await transaction.select().from(targets).orderBy(asc(targets.position));
  const aliases = groupRows(aliasRows);
  const targetsOf = groupRows(targetRows);
  return new Map(
    rows.map(({ id, title, description, discoverable, strategy, managedBy, ...row }) => [
      id,
      {
        ...{ id, title, description, discoverable, strategy, managedBy },
        aliases: (aliases.get(id) ?? []).map(({ alias }) => alias),
        retry: {
          attempts: row.retryAttempts,
          attemptTimeoutMs: row.retryAttemptTimeoutMs,
          totalTimeoutMs: row.retryTotalTimeoutMs,
        },
        affinity: row.affinity,
        policy: row.policyId,
        policyReadsText: row.policyReadsText,
        validation: row.validation,
        ceilingUsd: row.ceilingUsd,
        limits: row.limits,
        targets: (targetsOf.get(id) ?? []).map(({ providerId, modelId, weight, priority, enabled }) => {
          return { provider: providerId, model: modelId, weight, priority, enabled };
        }),
      },
    ]),
  );
}

function groupRows<Row extends { groupId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.groupId);
    if (group) group.push(row);
    else groups.set(row.groupId, [row]);
  }
  return groups;
}
