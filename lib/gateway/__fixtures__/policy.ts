import type { Holder } from '../../callers/authenticate-caller';
import { hashToken } from '../../callers/hash-token';
import { noHeaders, type OperationId } from '../../exchange/request';
import type {
  Caller,
  CallerToken,
  ModelGroup,
  Provider,
  ProviderModel,
  Snapshot,
  Target,
} from '../../snapshot/snapshot';
import { SharedTokenIndex } from '../../snapshot/token-index';
import { dialects } from '../../dialects';

/** Policy as the hot path reads it, for tests: plain values with what a test does not care about filled in. */

export function provider(id: string, some: Partial<Provider> = {}): Provider {
  return {
    id,
    dialect: 'openai-chat',
    baseUrl: `http://${id}.invalid/v1`,
    isTrusted: true,
    auth: null,
    headers: {},
    quirks: new Set(),
    betas: null,
    apiKey: null,
    timeouts: { firstByteMs: 60_000, idleMs: 120_000, totalMs: 600_000 },
    places: { concurrency: null, queue: 100, waitMs: 5_000 },
    ...some,
  };
}

export function model(id: string, some: Partial<ProviderModel> = {}): ProviderModel {
  return {
    id,
    upstreamModel: `upstream-${id}`,
    capabilities: {},
    contextTokens: null,
    maxOutputTokens: null,
    tier: null,
    resumedAt: null,
    prices: [],
    ...some,
  };
}

/** A target named `<provider>/<model>`. */
export function target(
  id: string,
  some: Partial<Omit<Target, 'provider' | 'model'>> & { provider?: Partial<Provider>; model?: Partial<ProviderModel> } = {},
): Target {
  const [providerId = '', modelId = ''] = id.split('/');
  return {
    id,
    weight: 1,
    priority: 0,
    enabled: true,
    patienceMs: null,
    ...some,
    provider: provider(providerId, some.provider),
    model: model(modelId, some.model),
  };
}

export function group(id: string, targets: readonly Target[], some: Partial<ModelGroup> = {}): ModelGroup {
  return {
    id,
    title: null,
    description: null,
    aliases: [],
    discoverable: false,
    strategy: 'failover',
    targets,
    retry: { attempts: 3, attemptTimeoutMs: null, totalTimeoutMs: null },
    affinity: false,
    policy: null,
    validation: null,
    ceilingUsd: null,
    limits: null,
    createdAt: Date.UTC(2026, 0, 1),
    ...some,
  };
}

export function caller(some: Partial<Caller> = {}): Caller {
  return { id: 1, user: 'alice', kind: 'person', project: 'demo', status: 'active', projectLimits: null, ...some };
}

export function token(allow: readonly string[], some: Partial<CallerToken> = {}): CallerToken {
  return {
    tokenId: 'rtr_metrum_alice_demo_dev_k1',
    callerId: 1,
    environment: 'dev',
    key: 'k1',
    allow: new Set(allow),
    status: 'active',
    expiresAt: null,
    rotatesAt: null,
    tier: null,
    limits: null,
    ...some,
  };
}

export function holder(allow: readonly string[]): Holder {
  return { token: token(allow), caller: caller(), status: 'active' };
}

export const secret = `rtr_metrum_alice_demo_dev_k1_${'a'.repeat(40)}`;

export function snapshot(
  groups: readonly ModelGroup[],
  some: { token?: CallerToken; caller?: Caller; secret?: string } = {},
): Snapshot {
  const owner = some.caller ?? caller();
  const held = some.token ?? token(groups.map((each) => each.id));
  return {
    version: 1,
    groups: new Map(groups.map((each) => [each.id, each])),
    groupNames: new Map(groups.flatMap((each) => [each.id, ...each.aliases].map((name) => [name, each] as const))),
    callers: new Map([[owner.id, owner]]),
    tokens: SharedTokenIndex.of([{ sha256: hashToken(some.secret ?? secret), token: held }]),
  };
}

export function exchange(body: object = {}, operation: OperationId = 'chat/completions') {
  const parse = dialects['openai-chat'].caller?.parseRequest[operation];
  if (!parse) throw new Error(`no ${operation}`);
  return parse(
    JSON.stringify({ model: 'general', messages: [{ role: 'user', content: 'hello' }], input: 'a', ...body }),
    noHeaders,
  );
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
