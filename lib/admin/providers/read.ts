import { asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { auditEvents, prices, providerModels, providers, targets } from '../../../db/schema';
import { SealError, type Sealer } from '../../auth/seal';
import { hideSecretHeaders } from '../../exchange/secret-headers';
import type { TargetHealth } from '../../upstream/target-health';
import { AdminRefusal } from '../admin-refusal';
import { nameModel } from '../config/present';
import { describePauses } from '../targets/pauses';
import type { Health, KeyState, ModelPrice, ModelRow, ProviderDetail, ProviderRow } from './rows';

interface Sources {
  database: Database;
  sealer: Sealer;
  health: TargetHealth;
  now: number;
}

type Row = typeof providers.$inferSelect;

/** Every provider as the list shows it, by its id. There are tens of them, so what the page sorts and filters is all of them. */
export async function readProviderRows(sources: Sources): Promise<ProviderRow[]> {
  const { database } = sources;
  const rows = await database.select().from(providers).orderBy(asc(providers.id));
  const counts = await database
    .select({ id: providerModels.providerId, models: sql<number>`count(*)`.mapWith(Number) })
    .from(providerModels)
    .groupBy(providerModels.providerId);
  const models = new Map(counts.map((row) => [row.id, row.models]));
  const uses = grouped(await readUses(database), ({ provider }) => provider);
  const changed = await readKeyChanges(database);
  return rows.map((row) => ({
    ...describeRow(row, sources, changed.get(row.id)),
    models: models.get(row.id) ?? 0,
    ...summarise(uses.get(row.id) ?? [], sources),
  }));
}

export async function readProvider(sources: Sources, id: string): Promise<ProviderDetail> {
  const { database } = sources;
  const row = await findProvider(database, id);
  const uses = (await readUses(database)).filter(({ provider }) => provider === id);
  const changed = await readKeyChanges(database, id);
  const { auth, headers, quirks, betas, firstByteMs, idleMs, totalMs } = row;
  return {
    ...describeRow(row, sources, changed.get(id)),
    ...{ auth, headers: hideSecretHeaders(headers), quirks, betas },
    timeouts: { first_byte_ms: firstByteMs, idle_ms: idleMs, total_ms: totalMs },
    concurrency: row.concurrency,
    queue: { requests: row.queueRequests, wait_ms: row.queueWaitMs },
    is_guarded: !row.addressTrusted,
    created_at: row.createdAt.toISOString(),
    revision: row.updatedAt.toISOString(),
    models: await readModels(sources, id, uses),
    ...summarise(uses, sources),
  };
}

export async function findProvider(database: Pick<Database, 'select'>, id: string): Promise<Row> {
  const [row] = await database.select().from(providers).where(eq(providers.id, id));
  if (!row) throw new AdminRefusal('not-found', `no provider "${id}"`);
  return row;
}

/** The first of its models by what the provider calls it: for a place that lists none. */
export async function readFirstModel(database: Pick<Database, 'select'>, provider: string): Promise<string | null> {
  const [row] = await database
    .select({ name: providerModels.upstreamModel })
    .from(providerModels)
    .where(eq(providerModels.providerId, provider))
    .orderBy(asc(providerModels.createdAt), asc(providerModels.id))
    .limit(1);
  return row?.name ?? null;
}

function describeRow(row: Row, { sealer }: Sources, changedAt: string | undefined) {
  return {
    id: row.id,
    dialect: row.dialect,
    base_url: row.baseUrl,
    managed_by: row.managedBy,
    key: describeKey(row, sealer, changedAt ?? null),
    updated_at: row.updatedAt.toISOString(),
  };
}

function describeKey(row: Row, sealer: Sealer, changedAt: string | null): KeyState | null {
  if (row.apiKeySealed === null) return null;
  return { source: row.apiKeySource, changed_at: changedAt, opens: openKey(row, sealer) !== null };
}

/** The key in clear; null where there is none, or none that opens. */
export function openKey({ id, apiKeySealed }: Row, sealer: Sealer): string | null {
  try {
    return apiKeySealed && sealer.open('provider-api-key', id, apiKeySealed);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

interface Use {
  provider: string;
  model: string;
  group: string;
}

function readUses(database: Database): Promise<Use[]> {
  return database
    .select({ provider: targets.providerId, model: targets.modelId, group: targets.groupId })
    .from(targets)
    .orderBy(asc(targets.groupId), asc(targets.position));
}

/** When each key was last changed. The audit tells it, and has an index by what it tells of. */
async function readKeyChanges(database: Database, id?: string): Promise<Map<string, string>> {
  const { objectKind, objectId, difference, at } = auditEvents;
  const isKeys = sql`${objectKind} = 'provider' and jsonb_exists(${difference}, 'api_key')`;
  const rows = await database
    .select({ id: objectId, at: sql<Date | string>`max(${at})` })
    .from(auditEvents)
    .where(id === undefined ? isKeys : sql`${isKeys} and ${objectId} = ${id}`)
    .groupBy(objectId);
  return new Map(rows.map((row) => [row.id, new Date(row.at).toISOString()]));
}

async function readModels(sources: Sources, provider: string, uses: readonly Use[]): Promise<ModelRow[]> {
  const { database, health, now } = sources;
  const rows = await database
    .select()
    .from(providerModels)
    .where(eq(providerModels.providerId, provider))
    .orderBy(asc(providerModels.id));
  const inForce = await readPricesOf(database, provider);
  const byModel = grouped(uses, ({ model }) => model);
  return rows.map((row) => ({
    id: row.id,
    upstream_model: row.upstreamModel,
    capabilities: row.capabilities,
    tier: row.tier,
    context_tokens: row.contextTokens,
    max_output_tokens: row.maxOutputTokens,
    price: inForce.get(row.id) ?? null,
    managed_by: row.managedBy,
    groups: (byModel.get(row.id) ?? []).map(({ group }) => group),
    state: health.conditionOf({ id: nameModel(provider, row.id) }, now),
    pauses: describePauses(health.pausesOf({ id: nameModel(provider, row.id), provider: { id: provider } }, now)),
    revision: row.updatedAt.toISOString(),
  }));
}

async function readPricesOf(database: Database, provider: string): Promise<Map<string, ModelPrice>> {
  const rows = await database
    .selectDistinctOn([prices.modelId])
    .from(prices)
    .where(sql`${prices.providerId} = ${provider} and ${prices.effectiveFrom} <= clock_timestamp()`)
    .orderBy(prices.modelId, desc(prices.effectiveFrom), desc(prices.id));
  return new Map(
    rows.map((row) => [
      row.modelId,
      {
        input: row.inputUsdPerMtok,
        cached_input: row.cachedInputUsdPerMtok,
        output: row.outputUsdPerMtok,
        since: row.effectiveFrom.toISOString(),
      },
    ]),
  );
}

/** A target in several groups is one. */
function summarise(uses: readonly Use[], { health: seen, now }: Sources): { groups: string[]; health: Health } {
  const health: Health = { healthy: 0, faltering: 0, unhealthy: 0, unknown: 0 };
  const used = new Set(uses.map(({ provider, model }) => `${provider}/${model}`));
  for (const target of used) health[seen.conditionOf({ id: target }, now)] += 1;
  return { groups: [...new Set(uses.map(({ group }) => group))], health };
}

function grouped<One>(list: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
