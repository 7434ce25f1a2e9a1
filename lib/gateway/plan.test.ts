import { describe, expect, it } from 'vitest';
import { isFault } from '../faults/fault';
import { planExchange } from './__fixtures__/plan';
import { exchange, group, holder, seededRandom, snapshot, target } from './__fixtures__/policy';

const able = { model: { capabilities: { tools: true } } };
const unable = { model: { capabilities: { tools: false } } };
const general = group('general', [target('a/1'), target('b/1', { priority: 1 })], { aliases: ['claude-general'] });
const drafting = group('drafting', [target('a/1', unable)]);
const hidden = group('hidden', [target('secret/name', able)], { aliases: ['claude-hidden'] });
const policy = snapshot([general, drafting, hidden]);

const tools = { tools: [{ type: 'function', function: { name: 'f' } }] };
const plan = (body: object, allow = ['general', 'drafting'], from = policy) =>
  planExchange(from, holder(allow), exchange(body), seededRandom(1));
const order = (body: object, ...rest: [string[]?, typeof policy?]) =>
  plan(body, ...rest).order.map((step) => step.target.id);

function faultOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
  throw new Error('a plan was made');
}

describe('a plan', () => {
  it('holds the targets in the order they will be tried', () => {
    expect(order({})).toEqual(['a/1', 'b/1']);
    expect(plan({}).group).toBe(general);
  });

  it('finds a group by its alias too', () => {
    const made = plan({ model: 'claude-general' });
    expect(made.group).toBe(general);
    expect(made.request.model).toBe('claude-general');
  });

  it('tries no more targets than the group has attempts', () => {
    const many = group(
      'general',
      ['a/1', 'b/1', 'c/1', 'd/1'].map((id, priority) => target(id, { priority })),
      {
        retry: { attempts: 2, attemptTimeoutMs: null, totalTimeoutMs: null },
      },
    );
    expect(order({}, ['general'], snapshot([many]))).toEqual(['a/1', 'b/1']);
  });

  it('tries what is declared before what is not, whatever the priorities', () => {
    const mixed = group('general', [target('silent/1', { priority: 0 }), target('able/1', { ...able, priority: 5 })]);
    const made = plan(tools, ['general'], snapshot([mixed]));
    expect(made.order.map((step) => [step.target.id, step.undeclared])).toEqual([
      ['able/1', false],
      ['silent/1', true],
    ]);
    expect(order({}, ['general'], snapshot([mixed]))).toEqual(['silent/1', 'able/1']);
  });

  it('leaves out what is off and what cannot carry the request', () => {
    const mixed = group('general', [
      target('off/1', { enabled: false }),
      target('unable/1', unable),
      target('able/1', able),
    ]);
    expect(order(tools, ['general'], snapshot([mixed]))).toEqual(['able/1']);
  });

  it('says why, a step a line', () => {
    const mixed = group('general', [
      target('off/1', { enabled: false }),
      target('unable/1', unable),
      target('able/1', able),
      target('silent/1'),
    ]);
    expect(plan(tools, ['general'], snapshot([mixed])).reasons).toEqual([
      'group general, failover',
      'off/1 lacks enabled',
      'unable/1 lacks tools',
      'try able/1',
      'try silent/1, undeclared',
    ]);
  });

  it('is the same for the same snapshot, request and random numbers', () => {
    const weighted = group(
      'general',
      ['a/1', 'b/1', 'c/1'].map((id) => target(id)),
      { strategy: 'weighted' },
    );
    const made = () => planExchange(snapshot([weighted]), holder(['general']), exchange(), seededRandom(42));
    expect(made()).toEqual(made());
  });
});

describe('a group outside the allow list', () => {
  const refusal = (name: string, allow = ['general', 'drafting']) => faultOf(() => plan({ model: name }, allow));

  it('is refused in the same words whether it exists or not, by its alias as well', () => {
    const words = (name: string) => refusal(name).message.replace(JSON.stringify(name), 'NAME');
    expect(refusal('hidden')).toMatchObject({ code: 'model-not-allowed', options: { param: 'model' }, retry: false });
    expect(words('claude-hidden')).toBe(words('hidden'));
    expect(words('nothing-of-that-name')).toBe(words('hidden'));
  });

  it('is refused with the groups that the token has, and no other', () => {
    expect(refusal('hidden').message).toContain('It may use: drafting, general.');
    expect(refusal('nothing').message).not.toContain('hidden');
    expect(refusal('hidden', []).message).toContain('no model group yet');
  });

  it('does not count as allowed by a name that every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) expect(refusal(name).code).toBe('model-not-allowed');
  });

  it('is not repeated at length, nor in a way that breaks the words', () => {
    expect(refusal('x'.repeat(10_000)).message.length).toBeLessThan(300);
    expect(refusal('a"\nb').message).toContain('"a\\"\\nb"');
  });

  it('is not offered when the allow list names one that is gone', () => {
    expect(refusal('hidden', ['general', 'gone']).message).toContain('It may use: general.');
    expect(refusal('gone', ['general', 'gone']).code).toBe('model-not-allowed');
  });
});

describe('a group with no target for the request', () => {
  const refusal = (body: object, allow: string[]) => faultOf(() => plan({ model: 'drafting', ...body }, allow));

  it("is refused with what was required and which of the caller's own groups can", () => {
    const fault = refusal(tools, ['general', 'drafting']);
    expect(fault).toMatchObject({ code: 'no-eligible-target', retry: false });
    // The usage record keeps what the caller may not read.
    expect(fault.options.plan).toEqual({
      group: expect.any(String),
      reasons: expect.arrayContaining([expect.stringMatching(/lacks/)]),
    });
    expect(fault.message).toContain('The request requires: tools.');
    expect(fault.message).toContain('these can: general.');
  });

  it('never names a group that the caller may not use, nor what stands behind', () => {
    const fault = refusal(tools, ['drafting']);
    expect(fault.message).toContain('None of your model groups can.');
    for (const word of ['hidden', 'general', 'secret', 'a/1']) expect(fault.message).not.toContain(word);
  });

  it('says so when every target is off', () => {
    const off = snapshot([group('drafting', [target('a/1', { enabled: false })])]);
    expect(faultOf(() => plan({ model: 'drafting' }, ['drafting'], off)).message).toContain(
      'It has no enabled target.',
    );
    const none = snapshot([group('drafting', [])]);
    expect(faultOf(() => plan({ model: 'drafting' }, ['drafting'], none)).message).toContain(
      'It has no enabled target.',
    );
  });

  it('says how large the request was when it is too large', () => {
    const small = snapshot([group('drafting', [target('a/1', { model: { contextTokens: 100 } })])]);
    const body = { model: 'drafting', messages: [{ role: 'user', content: 'word'.repeat(1_000) }] };
    expect(faultOf(() => plan(body, ['drafting'], small)).message).toMatch(
      /context_tokens \(about 1\d\d\d input tokens\)/,
    );
  });
});

describe('what may be spent', () => {
  const price = (usd: number) => [
    { id: 1, effectiveFrom: 0, inputUsdPerMtok: usd, cachedInputUsdPerMtok: null, outputUsdPerMtok: usd },
  ];
  const dear = target('dear/1', { model: { prices: price(1_000), tier: 5 } });
  const cheap = target('cheap/1', { model: { prices: price(1), tier: 1 } });
  const unsaid = target('unsaid/1');
  const made = (some: object, tier: number | null, body: object = { max_tokens: 100 }) => {
    const view = snapshot([group('general', [dear, cheap, unsaid], some)]);
    const who = holder(['general']);
    return planExchange(view, { ...who, token: { ...who.token, tier } }, exchange(body), seededRandom(1));
  };
  const ids = (...asked: Parameters<typeof made>) =>
    made(...asked)
      .order.map(({ target: { id } }) => id)
      .sort();

  it('has no bound unless one is set', () => {
    expect(ids({}, null)).toEqual(['cheap/1', 'dear/1', 'unsaid/1']);
  });

  it('by the group’s ceiling is the estimate at its highest; what has no price does not pass below it', () => {
    expect(ids({ ceilingUsd: 0.05 }, null)).toEqual(['cheap/1']);
    expect(ids({ ceilingUsd: 0.5 }, null)).toEqual(['cheap/1', 'dear/1']);
    // Ten answers are paid for ten times.
    expect(ids({ ceilingUsd: 0.0005 }, null)).toEqual(['cheap/1']);
    expect(() => ids({ ceilingUsd: 0.0005 }, null, { max_tokens: 100, n: 10 })).toThrow();
    expect(made({ ceilingUsd: 0.05 }, null).reasons).toContain('dear/1 lacks usd_per_request');
  });

  it('by the token’s tier is the model’s tier; what has none does not pass below it', () => {
    expect(ids({}, 4)).toEqual(['cheap/1']);
    expect(ids({}, 9)).toEqual(['cheap/1', 'dear/1']);
  });

  it('is told to the caller without a price', () => {
    const fault = faultOf(() => made({ ceilingUsd: 0.000001 }, 0));
    expect(fault).toMatchObject({ code: 'no-eligible-target' });
    expect(fault.message).toContain('usd_per_request (what the model group lets one request cost)');
    expect(fault.message).toContain('By target: target 1 lacks usd_per_request, tier; target 2');
    expect(fault.message).not.toMatch(/dear|cheap|unsaid|\$|0\.000001/);
  });
});

describe('a conversation', () => {
  const many = ['a/1', 'b/1', 'c/1', 'd/1'].map((id) => target(id));
  const first = (affinity: boolean, body: object, session: string | null = null, seed = 1) => {
    const view = snapshot([group('general', many, { affinity, strategy: 'weighted' })]);
    const header = (name: string) => (name === 'session-id' ? session : null);
    return planExchange(view, holder(['general']), exchange(body), seededRandom(seed), { header });
  };

  it('stays on its target whatever chance says, by session, by cache key, else by its beginning', () => {
    const turns = (body: object, session: string | null = null) =>
      new Set([1, 2, 3, 4, 5, 6].map((seed) => first(true, body, session, seed).order[0]?.target.id)).size;
    expect([turns({}, 'one'), turns({ prompt_cache_key: 'one' }), turns({})]).toEqual([1, 1, 1]);
    expect(first(true, {}, 'one').conversation).toBe('session');
    expect(first(true, {}, 'one').reasons).toContain('a conversation is kept on its target, by its session');
  });

  it('does not where its group does not say so, and conversations are shared out among the targets', () => {
    const targets = (affinity: boolean) =>
      new Set(Array.from({ length: 60 }, (_, turn) => first(affinity, {}, `s${turn}`, turn).order[0]?.target.id)).size;
    expect([targets(true), targets(false)]).toEqual([4, 4]);
    expect(first(false, {}, 'one').conversation).toBeNull();
  });
});
