import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask, faultOf } from '../_support/client';
import { caller, createToken, failover, provider } from '../_support/configuration';
import { createGate, eventually, type Gate } from '../_support/eventually';
import type { Router } from '../_support/router';
import { useUpstream } from '../_support/scripted-upstream';
import { answersWith } from '../_support/scripts';
import { postgres, skipped, useFleet } from './fleet';

const names = ['rate', 'money', 'places', 'away', 'free'] as const;
const tokens = Object.fromEntries(names.map((name) => [name, createToken(name)])) as Record<
  (typeof names)[number],
  string
>;

describe.skipIf(!postgres)(`limits that two processes count together${skipped}`, () => {
  const upstream = useUpstream();
  const fleet = useFleet(() => ({
    // Ten cents for each token of an answer: a dollar is money for ten of them.
    providers: [provider('up', upstream.url, [{ id: 'one', price: { input: 0, output: 100_000 } }])],
    groups: [failover('default', ['up/one'])],
    callers: [
      caller('rate', tokens.rate, ['default'], { limits: { requests_per_minute: 100 } }),
      caller('money', tokens.money, ['default'], { limits: { usd: { month: 1 } } }),
      caller('places', tokens.places, ['default'], { limits: { concurrency: 2 } }),
      caller('away', tokens.away, ['default'], { limits: { requests_per_minute: 1_000 } }),
      caller('free', tokens.free, ['default']),
    ],
  }));
  let both: [Router, Router];
  let gate: Gate;
  beforeAll(async () => {
    both = [await fleet.start(), await fleet.start()];
  });
  afterEach(() => gate?.open());

  const askBoth = (count: number, token: string, more: Record<string, unknown> = {}) =>
    Array.from({ length: count }, (_each, place) => ask(both[(place % 2) as 0 | 1], token, 'default', more));
  const holdAnswers = () => {
    gate = createGate();
    upstream.when('one', async (call) => {
      await gate.passed;
      return answersWith('pong')(call);
    });
  };
  const countOf = (answers: readonly Response[], status: number) =>
    answers.filter((answer) => answer.status === status).length;

  test('a limit of 100 admits exactly 100 across both, however many come at once (field-failures 40)', async () => {
    const answers = await Promise.all(askBoth(300, tokens.rate));
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([100, 200]);
    expect(upstream.calls).toHaveLength(100);
    const refused = answers.find(({ status }) => status === 429) as Response;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await faultOf(refused)).code).toBe('requests-per-minute-limited');
  });

  test('money for 10 admits exactly 10 of 200 at once (field-failures 31)', async () => {
    holdAnswers();
    const asked = askBoth(200, tokens.money, { max_tokens: 1 });
    let refused = 0;
    for (const each of asked) void each.then(({ status }) => (refused += status === 429 ? 1 : 0));
    await eventually('all the others are refused', () => refused === 190);
    expect(upstream.calls).toHaveLength(10);
    gate.open();
    const answers = await Promise.all(asked);
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([10, 190]);
  });

  test('while Redis is away requests with limits are refused, and only those', async () => {
    const [one] = both;
    expect((await ask(one, tokens.away, 'default')).status).toBe(200);
    await fleet.redis.pause();
    try {
      const refused = await ask(one, tokens.away, 'default');
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(await faultOf(refused)).toMatchObject({ status: 503, code: 'overloaded' });
      expect((await ask(one, tokens.free, 'default')).status).toBe(200);
    } finally {
      await fleet.redis.resume();
    }
    await eventually('it is back', async () => (await ask(one, tokens.away, 'default')).status === 200);
  });

  test('a process killed with -9 gives its places back within a minute (field-failures 39)', async () => {
    const [one, other] = both;
    holdAnswers();
    const held = [0, 1].map(() => ask(one, tokens.places, 'default').catch(() => null));
    await eventually('both are under way', () => upstream.calls.length === 2);
    const refused = await ask(other, tokens.places, 'default');
    expect(await faultOf(refused)).toMatchObject({ status: 429, code: 'concurrency-limited' });
    one.kill('SIGKILL');
    await Promise.all(held);
    gate.open();
    upstream.when('one', answersWith('pong'));
    await eventually(
      'the places are free',
      async () => (await ask(other, tokens.places, 'default')).status === 200,
      70_000,
    );
  });
});
