import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../e2e/_support/eventually';
import type { Limits } from '../exchange/limits';
import { type Admission, type Admitted, createAdmission } from './admission';
import { type Amounts, nothing } from './counters';
import { createRedisClient } from './redis-client';
import { createRedisLimits } from './redis-limits';
import { type SharedLimits, startSharedLimits } from './shared-limits';
import { findRedisServer, startRedisServer } from './testing/redis-server.mjs';

const program = findRedisServer();
const where = program ? '' : ' (skipped: no redis-server on this machine; npm run test:services installs it)';

describe.skipIf(!program)(`limits while Redis is away${where}`, () => {
  let server: Awaited<ReturnType<typeof startRedisServer>>;
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(() => server?.remove());
  const opened: SharedLimits[] = [];
  let logged: string[] = [];
  beforeEach(() => {
    logged = [];
  });
  afterEach(async () => {
    await server.resume();
    for (const store of opened.splice(0)) await store.close();
  });

  let last = 0;
  async function start(whenAway: 'refuse' | 'share', limits: Limits, spent: () => Promise<number> = async () => 0) {
    const client = createRedisClient(server.url);
    const log = {
      error: (_facts: unknown, words?: string) => void logged.push(String(words)),
      info: (_facts: unknown, words?: string) => void logged.push(String(words)),
      warn: () => {},
    } as never;
    const store = await startSharedLimits({
      limits: createRedisLimits({ client, clock: Date.now }),
      ...{ whenAway, replicas: () => 2, log, clock: Date.now, beatMs: 100 },
    });
    opened.push(store);
    await eventually('Redis is there', () => store.awaySince() === null);
    logged.length = 0;
    const admission = createAdmission({ store, readSpent: spent, log, startedAt: Date.now(), clock: Date.now });
    return { store, admission, limited: [{ scope: 'token', id: `away-${last}`, limits }] as const };
  }
  type Started = Awaited<ReturnType<typeof start>>;
  const some: Amounts = { ...nothing, usd: 1 };
  async function ask({ admission, limited }: { admission: Admission; limited: Started['limited'] }, amounts = some) {
    last += 1;
    return admission.admit({ requestId: `req-${last}`, limited, amounts, now: Date.now() });
  }
  const isAdmitted = (answer: Awaited<ReturnType<Admission['admit']>>): answer is Admitted => 'settle' in answer;
  const usedOf = async ({ admission, limited }: Started) =>
    (await admission.look({ limited, amounts: nothing, now: Date.now() })).limits.map(({ used }) => used);

  it('refuses requests with limits, says so once, and tells Redis what ended meanwhile', async () => {
    last += 1;
    const here = await start('refuse', { requests_per_minute: 100, concurrency: 5, usd: { month: 100 } });
    const before = await ask(here);
    if (!isAdmitted(before)) throw new Error('refused');
    await server.pause();
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(ask(here)).rejects.toMatchObject({ code: 'overloaded', options: { retryAfterSeconds: 1 } });
    }
    before.settle({ ...nothing, usd: 0.25 });
    expect(await usedOf(here)).toEqual([null, null, null]);
    expect(here.store.awaySince()).not.toBeNull();
    await server.resume();
    await eventually('it is back', () => here.store.awaySince() === null);
    expect(await usedOf(here)).toEqual([1, 0, 0.25]);
    expect(isAdmitted(await ask(here))).toBe(true);
    expect(logged).toEqual([
      'Redis is away: requests with limits are refused until it is back',
      'Redis is back: limits are counted there again',
    ]);
  });

  it('goes on with a share of what was left, never more than the whole (field-failures 40)', async () => {
    last += 1;
    const limits: Limits = { requests_per_minute: 1_000, usd: { month: 100 } };
    const one = await start('share', limits);
    const other = { ...(await start('share', limits)), limited: one.limited };
    for (let turn = 0; turn < 20; turn += 1) expect(isAdmitted(await ask(turn % 2 ? one : other))).toBe(true);
    expect(await usedOf(one)).toEqual([20, 20]);
    expect(await usedOf(other)).toEqual([20, 20]);
    await server.pause();
    const admitted: Admitted[] = [];
    for (const process of [one, other]) {
      for (let turn = 0; turn < 60; turn += 1) {
        const answer = await ask(process);
        if (isAdmitted(answer)) admitted.push(answer);
        else expect(answer.refusals).toMatchObject([{ counter: { name: 'usd_per_month', limit: 100 }, used: 100 }]);
      }
    }
    // Of the 80 that were left half for each of the two.
    expect(admitted).toHaveLength(80);
    for (const each of admitted.slice(0, 70)) each.settle({ ...nothing, usd: 0.5 });
    await server.resume();
    await eventually('both are back', () => one.store.awaySince() === null && other.store.awaySince() === null);
    // 20 from before, 70 that used half of what they had reserved, 10 still under way.
    expect(await usedOf(one)).toEqual([100, 65]);
    for (const each of admitted.slice(70)) each.settle({ ...nothing, usd: 0.5 });
    await eventually('they are settled', async () => (await usedOf(one))[1] === 60);
    const words = new Set(logged.map((line) => line.slice(0, 14)));
    expect([words.size, logged.length]).toEqual([2, 4]);
  });

  it('gives each process its part of the places, what it holds already included', async () => {
    last += 1;
    const here = await start('share', { concurrency: 6 });
    const held = await Promise.all([ask(here), ask(here)]);
    expect(held.every(isAdmitted)).toBe(true);
    await server.stop();
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) answers.push(await ask(here));
    expect(answers.map(isAdmitted)).toEqual([true, false, false, false]);
    expect(answers[1]).toMatchObject({ refusals: [{ waitMs: 1_000 }] });
    await server.start();
    await eventually('it is back', () => here.store.awaySince() === null);
    for (const answer of [...held, ...answers]) if (isAdmitted(answer)) answer.settle(nothing);
    await eventually('all are free', async () => (await usedOf(here))[0] === 0);
  });

  it('asks the records for a quota that it has not heard of', async () => {
    last += 1;
    const here = await start('share', { usd: { month: 10 } }, async () => 6);
    await server.pause();
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) answers.push(isAdmitted(await ask(here)));
    expect(answers).toEqual([true, true, false, false]);
  });
});
