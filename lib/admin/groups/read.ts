import { asc, count, eq } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { modelGroups, providerModels, providers, tokenGroups } from '../../../db/schema';
import { capabilityNames } from '../../exchange/capabilities';
import type { Runtime } from '../../runtime/runtime';
import { patienceOf } from '../../snapshot/patience-of';
import { AdminRefusal } from '../admin-refusal';
import { nameModel } from '../config/present';
import { readGroups } from '../config/read-present-policy';
import { describePauses } from '../targets/pauses';
import type { GroupAnswer, GroupRow, TargetAnswer, TargetChoice } from './asked';
import { readFigures, readGroupCounts, type TargetFigures } from './figures';
import { documentOf, settingsOf, stateOf } from './group-state';
import { readLatest } from './keep-versions';
import { meantShare } from './meant-share';

type Context = Pick<Runtime, 'store' | 'health'>;

export async function listGroups({ store }: Context, now = new Date()): Promise<{ object: 'list'; data: GroupRow[] }> {
  const { groups, versions, moments, tokens } = await readAll(store.db);
  const counts = await readGroupCounts(store.db, now);
  const data = [...groups.values()].map(
    ({ id, title, aliases, discoverable, strategy, managedBy, targets }): GroupRow => ({
      ...{ id, title, aliases, discoverable, strategy, managed_by: managedBy },
      targets: targets.length,
      enabled_targets: targets.filter(({ enabled }) => enabled).length,
      tokens: tokens.get(id) ?? 0,
      version: versions.get(id)?.number ?? 1,
      updated_at: moments.get(id)?.toISOString() ?? now.toISOString(),
      last_day: counts.get(id) ?? { requests: 0, failed: 0 },
    }),
  );
  return { object: 'list', data: data.sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

export async function getGroup({ store, health }: Context, id: string, now = new Date()): Promise<GroupAnswer> {
  const { groups, versions, moments, tokens } = await readAll(store.db, id);
  const group = groups.get(id);
  if (!group) throw new AdminRefusal('not-found', `no group "${id}"`);
  const state = stateOf(documentOf(group));
  const choices = new Map((await listChoices(store.db)).map((one) => [nameModel(one.provider, one.model), one]));
  const figures = await readFigures(store.db, id, now);
  const answered = [...figures.targets.values()].reduce((sum, { requests }) => sum + requests, 0);
  const { attempt_timeout_ms = null, total_timeout_ms = null } = state.retry ?? {};
  const patienceMs = patienceOf(attempt_timeout_ms, total_timeout_ms);
  const targets = state.targets.map((target): TargetAnswer => {
    const name = nameModel(target.provider, target.model);
    const { provider, model, weight, priority, enabled } = target;
    const seen = { id: name, provider: { id: provider }, patienceMs };
    return {
      ...(choices.get(name) ?? { ...unknownModel, provider, model, upstream_model: model }),
      ...{ weight, priority, enabled, share: meantShare(target, state.strategy, state.targets) },
      health: health.conditionOf(seen, now.getTime()),
      circuit: health.circuitOf(seen, now.getTime()),
      pauses: describePauses(health.pausesOf(seen, now.getTime())),
      last_day: describeFigures(figures.targets.get(name), answered),
    };
  });
  const enabled = targets.filter((target) => target.enabled);
  return {
    ...{ id, managed_by: group.managedBy, version: versions.get(id)?.number ?? 1, state: settingsOf(state) },
    updated_at: moments.get(id)?.toISOString() ?? now.toISOString(),
    tokens: tokens.get(id) ?? 0,
    capabilities: Object.fromEntries(
      capabilityNames.map((name) => [name, judgeAll(enabled.map(({ capabilities }) => capabilities[name]))]),
    ) as GroupAnswer['capabilities'],
    ...{ last_day: figures.all, targets },
  };
}

/** Every model that a group may send to. */
export async function listChoices(database: Database): Promise<TargetChoice[]> {
  const rows = await database
    .select({ model: providerModels, dialect: providers.dialect })
    .from(providerModels)
    .innerJoin(providers, eq(providers.id, providerModels.providerId))
    .orderBy(asc(providerModels.providerId), asc(providerModels.id));
  return rows.map(({ model, dialect }) => ({
    ...{ provider: model.providerId, model: model.id, upstream_model: model.upstreamModel, dialect },
    capabilities: model.capabilities,
    ...{ context_tokens: model.contextTokens, max_output_tokens: model.maxOutputTokens },
  }));
}

/** Beside each group its version, when it was changed, and how many tokens may use it; of all, or of one. */
async function readAll(database: Database, id?: string) {
  return database.transaction(async (transaction) => {
    const groups = await readGroups(transaction);
    const versions = await readLatest(transaction, id === undefined ? [...groups.keys()] : [id]);
    const moments = await transaction.select({ id: modelGroups.id, at: modelGroups.updatedAt }).from(modelGroups);
    const tokens = await transaction
      .select({ id: tokenGroups.groupId, tokens: count() })
      .from(tokenGroups)
      .where(id === undefined ? undefined : eq(tokenGroups.groupId, id))
      .groupBy(tokenGroups.groupId);
    return {
      ...{ groups, versions },
      moments: new Map(moments.map((row) => [row.id, row.at])),
      tokens: new Map(tokens.map((row) => [row.id, row.tokens])),
    };
  });
}

const unknownModel = { dialect: '', capabilities: {}, context_tokens: null, max_output_tokens: null };

function judgeAll(declared: readonly (boolean | undefined)[]): boolean | null {
  if (declared.includes(true)) return true;
  return declared.length > 0 && declared.every((value) => value === false) ? false : null;
}

function describeFigures(figures: TargetFigures | undefined, answered: number): TargetAnswer['last_day'] {
  const { requests = 0, attempts = 0, failed_attempts = 0, broke_rules = 0 } = figures ?? {};
  return {
    ...{ requests, share: answered === 0 ? null : requests / answered, attempts, failed_attempts, broke_rules },
    p50_latency_ms: figures?.p50_latency_ms ?? null,
    p50_first_token_ms: figures?.p50_first_token_ms ?? null,
  };
}
