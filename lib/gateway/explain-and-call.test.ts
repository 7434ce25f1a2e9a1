import fc from 'fast-check';
import { Dispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DialectId } from '../exchange/dialect-ids';
import { routePolicy } from '../policies/__fixtures__/policy';
import { randomOf } from '../routing/digest';
import { strategies } from '../routing/strategies';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import { noteResult } from '../upstream/__fixtures__/note-result';
import { createTargetHealth } from '../upstream/target-health';
import { conditions } from './__fixtures__/plan';
import { group, secret, snapshot, target, token } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';
import { explainFeatures } from './contract';
import { explainExchange } from './explain';
import { featuresRequest } from './features-request';
import { handleExchange } from './handle-exchange';
import { readExplained } from './read-explained';

/** Every upstream says that it is busy, so that a call goes all the way down its order. */
class BusyDispatcher extends Dispatcher {
  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const controller = {
      ...{ aborted: false, paused: false, reason: null, rawHeaders: null, rawTrailers: null },
      ...{ pause() {}, resume() {}, abort() {} },
    };
    handler.onRequestStart?.(controller, {});
    handler.onResponseStart?.(controller, 503, { 'content-type': 'application/json' }, 'Service Unavailable');
    handler.onResponseData?.(controller, Buffer.from('{}'));
    handler.onResponseEnd?.(controller, {});
    return true;
  }
}

let router: TestRuntime;
beforeAll(async () => {
  router = await installRuntime();
  await router.runtime.upstream.destroy();
  router.runtime.upstream = new BusyDispatcher();
  await router.runtime.sandbox.start();
});
afterAll(() => router.runtime.sandbox.close());

type Of<Made> = Made extends fc.Arbitrary<infer Value> ? Value : never;

const policies = [
  routePolicy('return { targets: context.targets.filter((each) => each.healthy).reverse(), label: "healthy" };'),
  routePolicy('return { targets: context.targets.map((_, place) => place).sort(() => context.random() - 0.5) };'),
  routePolicy('return context.request.hasTools ? { targets: [] } : {};'),
  routePolicy('throw new Error("no");'),
];
const said = fc.constantFrom(true, false, undefined);
const someTarget = fc.record({
  dialect: fc.constantFrom<DialectId>('openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'),
  enabled: fc.constantFrom(true, true, true, false),
  weight: fc.integer({ min: 0, max: 9 }),
  priority: fc.integer({ min: 0, max: 2 }),
  contextTokens: fc.constantFrom(null, null, 1_000, 100_000),
  tier: fc.constantFrom(null, 1, 5),
  usd: fc.constantFrom(null, 0.1, 5, 80),
  tools: said,
  vision: said,
  failures: fc.constantFrom(0, 0, 0, 2, 5),
  /** Kept a group waiting in vain that waits so long. */
  late: fc.constantFrom(null, null, null, 200, 5_000),
  firstMs: fc.constantFrom(null, 100, 2_000),
});
type SomeTarget = Of<typeof someTarget>;
const someCase = fc.record({
  targets: fc.array(someTarget, { maxLength: 5 }),
  // A script is asked in a thread: one in a few is enough.
  strategy: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...strategies.filter((each) => each !== 'script')) },
    {
      weight: 1,
      arbitrary: fc.constant('script' as const),
    },
  ),
  policy: fc.constantFrom(...policies),
  onError: fc.constantFrom('fallback' as const, 'fail' as const),
  attempts: fc.integer({ min: 1, max: 4 }),
  affinity: fc.boolean(),
  patienceMs: fc.constantFrom(null, null, 200, 5_000),
  ceilingUsd: fc.constantFrom(null, null, null, null, 0.01, 1),
  tier: fc.constantFrom(null, null, null, null, 3),
  model: fc.constantFrom('general', 'general', 'general', 'general', 'general', 'other'),
  endpoint: fc.constantFrom('chat/completions' as const, 'responses' as const, 'messages' as const),
  features: fc.uniqueArray(fc.constantFrom(...explainFeatures), { maxLength: 2 }),
  words: fc.constantFrom(1, 5_000),
  session: fc.constantFrom(null, 'one', 'two'),
  id: fc.nat(),
});

describe('an explanation', () => {
  it('is what the call then does, whatever is asked of whatever policy, in 10,000 cases', async () => {
    await fc.assert(
      fc.asyncProperty(someCase, async (some) => {
        const { runtime } = router;
        const now = Date.now();
        const made = some.targets.map((each, place) => makeTarget(each, place, some.patienceMs));
        const general = group('general', made, groupOf(some));
        const held = token(['general'], { tier: some.tier });
        const view = snapshot([general, group('other', [])], { token: held });
        router.serve(view);
        const requestId = `req_${some.id.toString(16).padStart(32, '0')}`;
        const body = bodyOf(some);
        const request = new Request(`http://router.invalid/v1/${some.endpoint}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/json',
            'x-request-id': requestId,
            ...(some.session ? { 'session-id': some.session } : {}),
          },
          body: body,
        });
        const explained = readExplained(body, some.endpoint, request.headers);
        if (explained.fault) throw explained.fault;
        const holder = { token: held, caller: [...view.callers.values()][0] as never, status: 'active' as const };
        const before = healthOf(some.targets, made, now);
        const told = await explainExchange(explained.request, some.endpoint, {
          snapshot: view,
          holder,
          conditions: conditions(randomOf(requestId), {
            now,
            health: before,
            header: (name) => request.headers.get(name),
          }),
          ...{ sandbox: runtime.sandbox, admission: runtime.admission },
        });
        runtime.health = healthOf(some.targets, made, now);
        await handleExchange(request, dialectOf[some.endpoint], some.endpoint);
        const [record] = router.records.splice(0);
        const tried = record?.tries.map(({ provider_id, model_id }) => `${provider_id}/${model_id}`) ?? [];
        expect(tried).toEqual(told.order.map((number) => made[number - 1]?.id));
        if (told.fault) expect(record?.fault).toBe(told.fault.code);
      }),
      { numRuns: 10_000 },
    );
  }, 240_000);
});

const dialectOf = {
  'chat/completions': 'openai-chat',
  responses: 'openai-responses',
  messages: 'anthropic-messages',
} as const;

/** The least body that asks for these features, and long where it is to be. */
function bodyOf({ model, endpoint, features, words }: Of<typeof someCase>): string {
  const { text } = featuresRequest({ model, endpoint, features }).source;
  return text.replace('"What."', JSON.stringify('word '.repeat(words)));
}

function makeTarget(
  { dialect, enabled, weight, priority, ...some }: SomeTarget,
  place: number,
  patienceMs: number | null,
): Target {
  const price = { id: place + 1, effectiveFrom: 0, cachedInputUsdPerMtok: null };
  return target(`up/m${place}`, {
    ...{ enabled, weight, priority, patienceMs, provider: { dialect } },
    model: {
      contextTokens: some.contextTokens,
      tier: some.tier,
      prices: some.usd === null ? [] : [{ ...price, inputUsdPerMtok: some.usd, outputUsdPerMtok: some.usd * 4 }],
      capabilities: {
        ...(some.tools === undefined ? {} : { tools: some.tools }),
        ...(some.vision === undefined ? {} : { vision: some.vision }),
      },
    },
  });
}

function groupOf(some: Of<typeof someCase>): Partial<ModelGroup> {
  const { strategy, attempts, affinity, ceilingUsd, policy, onError, patienceMs } = some;
  return {
    ...{ strategy, affinity, ceilingUsd },
    retry: { attempts, attemptTimeoutMs: patienceMs, totalTimeoutMs: null },
    policy:
      strategy === 'script'
        ? {
            ...{ id: 'p', version: 1, compiled: policy, readsText: false },
            ...{ deadlineMs: 5_000, onError, fallback: 'failover' },
          }
        : null,
  };
}

/** Two of one making: what the explanation sees and what the call sees. */
function healthOf(some: readonly SomeTarget[], made: readonly Target[], now: number) {
  const health = createTargetHealth(() => 0);
  for (const [place, { failures, firstMs, late }] of some.entries()) {
    const { id, provider } = made[place] as Target;
    const waiter = { id, provider, patienceMs: late };
    for (let turn = 0; turn < (late === null ? 0 : 5); turn += 1)
      health.note({ target: waiter, begunAt: now, trial: null }, 'timeout', now, 0, late);
    for (let turn = 0; turn < failures; turn += 1) noteResult(health, id, 'server-error', now);
    if (firstMs !== null)
      health.measure(id, { timeToFirstTokenMs: firstMs, outputTokens: 100, outputMs: firstMs }, now);
  }
  return health;
}
