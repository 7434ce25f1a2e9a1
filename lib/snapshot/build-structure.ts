import type { StructureRows } from '../../db/queries/snapshot-rows';
import type { Sealer } from '../auth/seal';
import type { GroupValidation } from '../exchange/answer-rules';
import { defaultAttempts } from '../exchange/default-attempts';
import { type HolderStatus, holderStatuses } from '../exchange/statuses';
import { policyLimits } from '../policies/compiled-policy';
import { compileRules } from '../validation/compile-rules';
import { patienceOf } from './patience-of';
import type {
  AnswerValidation,
  GroupPolicy,
  ModelGroup,
  Price,
  Provider,
  ProviderModel,
  Snapshot,
  Target,
} from './snapshot';

/** All of a snapshot but its tokens. */
export type Structure = Pick<Snapshot, 'groups' | 'groupNames' | 'callers'>;

/** What holds where a provider or a group says nothing (design section 7). */
export const defaults = {
  ...{ firstByteMs: 60_000, idleMs: 120_000, totalMs: 600_000, attempts: defaultAttempts },
  ...{ queueRequests: 100, queueWaitMs: 5_000 },
  ...{ policyDeadlineMs: policyLimits.deadlineMs, validationAttempts: 1 },
};

/** Puts the store's rows together into the groups and callers that the hot path reads. */
export function buildStructure(rows: StructureRows, sealer: Sealer, log: (message: string) => void): Structure {
  const models = buildModels(rows);
  const providers = new Map(rows.providers.map((row) => [row.id, buildProvider(row, sealer, log)]));
  const targets = grouped(rows.targets, (row) => row.groupId);
  const aliases = grouped(rows.aliases, (row) => row.groupId);
  const policies = new Map(rows.policies.map((row) => [row.policy.id, row]));
  const groups = new Map<string, ModelGroup>();
  for (const row of rows.groups) {
    groups.set(row.id, {
      id: row.id,
      title: row.title,
      description: row.description,
      aliases: (aliases.get(row.id) ?? []).map((alias) => alias.alias),
      discoverable: row.discoverable,
      strategy: row.strategy,
      targets: (targets.get(row.id) ?? []).flatMap((target) =>
        buildTarget(target, patienceOf(row.retryAttemptTimeoutMs, row.retryTotalTimeoutMs), providers, models),
      ),
      retry: {
        attempts: row.retryAttempts ?? defaults.attempts,
        attemptTimeoutMs: row.retryAttemptTimeoutMs,
        totalTimeoutMs: row.retryTotalTimeoutMs,
      },
      ...buildRouting(row, policies, log),
      createdAt: row.createdAt.getTime(),
    });
  }
  return { groups, groupNames: buildNames(groups), callers: buildCallers(rows) };
}

type Policies = ReadonlyMap<string, StructureRows['policies'][number]>;

function buildRouting(row: StructureRows['groups'][number], policies: Policies, log: (message: string) => void) {
  return {
    affinity: row.affinity,
    policy: row.policyId === null ? null : buildPolicy(row.policyId, row.policyReadsText, policies),
    validation: row.validation && buildValidation(row.id, row.validation, log),
    ceilingUsd: row.ceilingUsd,
    limits: row.limits,
  };
}

function buildPolicy(id: string, readsText: boolean, policies: Policies): GroupPolicy {
  const { policy, version } = policies.get(id) ?? { policy: null, version: null };
  return {
    id,
    version: version?.number ?? null,
    compiled: version && {
      ...{ digest: version.digest, code: version.code },
      ...{ lines: version.lines, hasValidate: version.hasValidate },
    },
    readsText,
    deadlineMs: policy?.deadlineMs ?? defaults.policyDeadlineMs,
    onError: policy?.onError ?? 'fail',
    fallback: policy?.fallback ?? 'weighted',
  };
}

/** Rules were checked when they were saved. One that does not compile any more is told, and the others hold. */
function buildValidation(group: string, validation: GroupValidation, log: (message: string) => void): AnswerValidation {
  const usable = validation.rules.filter((rule) => {
    const compiled = compileRules([rule]);
    if (!compiled.ok) log(`the rule ${rule.rule} of group "${group}" ${compiled.problems[0]?.message}: it is left out`);
    return compiled.ok;
  });
  const compiled = compileRules(usable);
  return {
    rules: compiled.ok ? compiled.rules : [],
    asksPolicy: usable.some(({ rule }) => rule === 'policy'),
    attempts: validation.attempts ?? defaults.validationAttempts,
    onFailure: validation.onFailure,
    bufferStreams: validation.bufferStreams,
  };
}

type Usable<T> = { value: T; usable: boolean };

/**
 * A key that does not open (sealed by hand, damaged, moved between stores) costs its provider and nobody else. The
 * provider's targets are switched off, not tried without the key: others take over at once, and no caller's words go
 * to a place that would answer 401, or worse, 200 to nobody in particular.
 */
function buildProvider(
  row: StructureRows['providers'][number],
  sealer: Sealer,
  log: (message: string) => void,
): Usable<Provider> {
  let apiKey: string | null = null;
  let usable = true;
  if (row.apiKeySealed !== null) {
    try {
      apiKey = sealer.open('provider-api-key', row.id, row.apiKeySealed);
    } catch (error) {
      usable = false;
      const reason = error instanceof Error ? error.message : String(error);
      log(`the key of provider "${row.id}" cannot be opened (${reason}): its targets are off until it is set again`);
    }
  }
  const timeouts = {
    firstByteMs: row.firstByteMs ?? defaults.firstByteMs,
    idleMs: row.idleMs ?? defaults.idleMs,
    totalMs: row.totalMs ?? defaults.totalMs,
  };
  return {
    value: {
      id: row.id,
      isTrusted: row.addressTrusted,
      dialect: row.dialect,
      baseUrl: row.baseUrl.replace(/\/+$/, ''),
      apiKey,
      timeouts,
      auth: row.auth,
      headers: row.headers,
      quirks: new Set(row.quirks),
      betas: row.betas && new Set(row.betas),
      places: {
        concurrency: row.concurrency,
        queue: row.queueRequests ?? defaults.queueRequests,
        waitMs: row.queueWaitMs ?? defaults.queueWaitMs,
      },
    },
    usable,
  };
}

function buildModels(rows: StructureRows): Map<string, ProviderModel> {
  const prices = grouped(rows.prices, (row) => modelName(row.providerId, row.modelId));
  return new Map(
    rows.models.map((row) => [
      modelName(row.providerId, row.id),
      {
        id: row.id,
        upstreamModel: row.upstreamModel,
        capabilities: row.capabilities,
        contextTokens: row.contextTokens,
        maxOutputTokens: row.maxOutputTokens,
        tier: row.tier,
        resumedAt: row.resumedAt?.getTime() ?? null,
        prices: (prices.get(modelName(row.providerId, row.id)) ?? []).map(buildPrice),
      },
    ]),
  );
}

function buildPrice(row: StructureRows['prices'][number]): Price {
  return {
    id: row.id,
    effectiveFrom: row.effectiveFrom.getTime(),
    inputUsdPerMtok: row.inputUsdPerMtok,
    cachedInputUsdPerMtok: row.cachedInputUsdPerMtok,
    outputUsdPerMtok: row.outputUsdPerMtok,
  };
}

/** None or one: the store's foreign keys see to it that there is one. */
function buildTarget(
  row: StructureRows['targets'][number],
  patienceMs: number | null,
  providers: ReadonlyMap<string, Usable<Provider>>,
  models: ReadonlyMap<string, ProviderModel>,
): Target[] {
  const provider = providers.get(row.providerId);
  const model = models.get(modelName(row.providerId, row.modelId));
  if (!provider || !model) return [];
  const enabled = row.enabled && provider.usable;
  const id = modelName(row.providerId, row.modelId);
  const { weight, priority } = row;
  return [{ id, weight, priority, enabled, patienceMs, provider: provider.value, model }];
}

/** Ids win over aliases, should the two ever meet. */
function buildNames(groups: ReadonlyMap<string, ModelGroup>): Map<string, ModelGroup> {
  const names = new Map<string, ModelGroup>();
  for (const group of groups.values()) for (const alias of group.aliases) names.set(alias, group);
  for (const group of groups.values()) names.set(group.id, group);
  return names;
}

function buildCallers(rows: StructureRows): Snapshot['callers'] {
  return new Map(
    rows.callers.map(({ id, user, kind, project, statuses, projectLimits }) => [
      id,
      { id, user, kind, project, status: worst(statuses), projectLimits },
    ]),
  );
}

const fromWorst: readonly HolderStatus[] = ['disabled', 'suspended', 'active'];

/** A status that this version does not know, written by a later one, closes rather than opens. */
function worst(statuses: readonly string[]): HolderStatus {
  if (statuses.some((status) => !holderStatuses.some((known) => known === status))) return 'disabled';
  return fromWorst.find((status) => statuses.includes(status)) ?? 'disabled';
}

function modelName(providerId: string, modelId: string): string {
  return `${providerId}/${modelId}`;
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
