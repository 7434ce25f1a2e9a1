import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DialectId } from '../exchange/dialect-ids';
import { isFault } from '../faults/fault';
import { createTargetHealth } from '../upstream/target-health';
import { group, holder, seededRandom, snapshot, target } from './__fixtures__/policy';
import { type ExplainFeature, explainEndpoints, explainFeatures } from './contract';
import { explainExchange } from './explain';
import { featuresRequest } from './features-request';
import { planExchange } from './plan';

const able = { tools: true, vision: true, structured_output: true, reasoning: true };
const groups = [
  group('general', [
    target('up/plain', { model: { capabilities: { ...able, vision: false } } }),
    target('up/able', { model: { capabilities: able } }),
    target('up/silent'),
  ]),
  group('words', [target('up/words', { model: { capabilities: { ...able, tools: false, vision: false } } })]),
  group('hidden', [target('up/able')]),
];
const policy = snapshot(groups);
const allowed = holder(['general', 'words']);

function explained(model: string, features: readonly ExplainFeature[], who = allowed) {
  const context = { snapshot: policy, holder: who, health: createTargetHealth(), now: 0, random: seededRandom(1) };
  return explainExchange(featuresRequest({ model, features }), 'chat/completions', context);
}

describe('an explanation', () => {
  it('numbers the targets, and says who lacks what and who was never declared', () => {
    const { targets, order, fault, group: found } = explained('general', ['images']);
    expect([found, fault, order]).toEqual(['general', null, [2, 3]]);
    expect(targets).toMatchObject([
      { number: 1, eligible: false, lacks: [{ name: 'vision', words: 'images' }] },
      { number: 2, eligible: true, lacks: [], undeclared: [] },
      { number: 3, eligible: true, undeclared: [{ name: 'vision' }] },
    ]);
  });

  it('says what a request would be refused with, and which groups could', () => {
    const { fault, order, able_groups } = explained('words', ['tools', 'images']);
    expect(fault).toMatchObject({ code: 'no-eligible-target', status: 422, page: '/docs/errors/no-eligible-target' });
    expect([order, able_groups]).toEqual([[], ['general']]);
  });

  it('looks the same for a group that is not allowed and one that does not exist', () => {
    const { fault, targets, group: found, able_groups } = explained('hidden', []);
    expect(fault).toMatchObject({ code: 'model-not-allowed' });
    expect({ ...explained('nothing', []), model: 'hidden' }).toEqual({
      ...explained('hidden', []),
      fault: { ...fault, message: fault?.message.replace('"hidden"', '"nothing"') },
    });
    expect([targets, found, able_groups]).toEqual([[], null, ['general', 'words']]);
  });

  it('says first of an inactive token that it is, and then what would be', () => {
    const { fault, order } = explained('general', [], { ...allowed, status: 'expired' });
    expect([fault?.code, order.toSorted()]).toEqual(['token-expired', [1, 2, 3]]);
  });

  it('names no provider, model, weight or price', () => {
    expect(JSON.stringify(explained('general', [...explainFeatures]))).not.toMatch(
      /up\/|plain|able\b|silent|weight|price/,
    );
  });
});

describe('a plan and its explanation', () => {
  const dialects: DialectId[] = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'];
  const said = fc.constantFrom(true, false, undefined);
  const someTarget = fc.record({
    dialect: fc.constantFrom(...dialects),
    enabled: fc.boolean(),
    weight: fc.integer({ min: 0, max: 9 }),
    priority: fc.integer({ min: 0, max: 2 }),
    contextTokens: fc.constantFrom(null, 1_000, 100_000),
    tools: said,
    vision: said,
  });
  const someCase = fc.record({
    targets: fc.array(someTarget, { maxLength: 5 }),
    strategy: fc.constantFrom('weighted' as const, 'failover' as const),
    model: fc.constantFrom('general', 'other'),
    endpoint: fc.constantFrom(...explainEndpoints),
    features: fc.uniqueArray(fc.constantFrom(...explainFeatures)),
    input: fc.constantFrom(10, 5_000),
    seed: fc.nat(),
  });

  it('agree on what happens, whatever is asked of whatever policy', () => {
    fc.assert(
      fc.property(someCase, ({ targets, strategy, model, endpoint, features, input, seed }) => {
        const made = targets.map(({ dialect, enabled, weight, priority, contextTokens, tools, vision }, place) =>
          target(`up/m${place}`, {
            ...{ enabled, weight, priority, provider: { dialect } },
            model: {
              contextTokens,
              capabilities: { ...(tools === undefined ? {} : { tools }), ...(vision === undefined ? {} : { vision }) },
            },
          }),
        );
        const asked = group('general', made, { strategy });
        const view = snapshot([asked, group('other', [])]);
        const who = holder(['general']);
        const request = featuresRequest({ model, endpoint, features, input_tokens: input });
        const context = {
          snapshot: view,
          holder: who,
          health: createTargetHealth(),
          now: 0,
          random: seededRandom(seed),
        };
        const told = explainExchange(request, endpoint, context);
        try {
          const plan = planExchange(view, who, request, seededRandom(seed));
          expect(told.fault).toBeNull();
          expect(told.order).toEqual(plan.order.map((planned) => made.indexOf(planned.target) + 1));
        } catch (error) {
          if (!isFault(error)) throw error;
          expect([told.fault?.code, told.fault?.message]).toEqual([error.code, error.message]);
          expect(told.order).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
