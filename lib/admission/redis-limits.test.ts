import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../e2e/_support/eventually';
import { keepsLimits } from './__fixtures__/keeps-limits';
import { type Amounts, type Counter, isQuota, nothing } from './counters';
import { countersOf } from './counters-of';
import { createRedisClient } from './redis-client';
import { createRedisLimits, type RedisLimits } from './redis-limits';
import { findRedisServer, startRedisServer } from './testing/redis-server.mjs';

const program = findRedisServer();
const where = program ? 'Redis' : 'Redis (skipped: no redis-server on this machine; npm run test:services installs it)';

describe.skipIf(!program)(where, () => {
  let server: Awaited<ReturnType<typeof startRedisServer>>;
  const opened: RedisLimits[] = [];
  beforeAll(async () => {
    server = await startRedisServer();
  });
  afterAll(async () => {
    for (const limits of opened) await limits.close();
    await server?.remove();
  });

  async function open(leaseMs?: number): Promise<RedisLimits> {
    const client = createRedisClient(server.url);
    await eventually('Redis answers', () =>
      client.ping().then(
        () => true,
        () => false,
      ),
    );
    const limits = createRedisLimits({ client, clock: Date.now, leaseMs });
    opened.push(limits);
    return limits;
  }

  keepsLimits('Redis', () => open());

  const some: Amounts = { inputTokens: 100, outputTokens: 50, usd: 0.1 };
  let last = 0;
  function newCounters(limits: Parameters<typeof countersOf>[0][number]['limits'], now = Date.now()) {
    last += 1;
    return countersOf([{ scope: 'token', id: `token-${last}`, limits }], now);
  }
  async function seedAll(limits: RedisLimits, counters: readonly Counter[], used = 0) {
    for (const counter of counters.filter(isQuota)) await limits.seed(counter, used);
  }
  const usedOf = async (limits: RedisLimits, counters: readonly Counter[]) =>
    (await limits.read(counters, Date.now())).map(({ used }) => used);

  it('admits exactly as many of two processes as the limits have room for, whoever asks (field-failures 31, 40)', async () => {
    const both = [await open(), await open()] as const;
    const counters = newCounters({ requests_per_minute: 100, concurrency: 100, usd: { month: 100 } });
    await seedAll(both[0], counters);
    const now = Date.now();
    const all = await Promise.all(
      Array.from({ length: 300 }, (_each, place) =>
        both[(place % 2) as 0 | 1].take(`both-${place}`, counters, { ...nothing, usd: 1 }, now),
      ),
    );
    expect(all.filter(({ isTaken }) => isTaken)).toHaveLength(100);
    expect(await usedOf(both[1], counters)).toEqual([100, 100, 100]);
  });

  it('gives back what a process held and had reserved once it has not been heard of (field-failures 39)', async () => {
    const killed = await open(300);
    const other = await open(300);
    const counters = newCounters({ concurrency: 1, usd: { lifetime: 0.1 } });
    await seedAll(killed, counters);
    expect(await killed.take('killed', counters, some, Date.now())).toMatchObject({ isTaken: true });
    expect(await other.take('too-many', counters, some, Date.now())).toMatchObject({ isTaken: false });
    // While it says that it lives, it keeps them.
    await killed.renew();
    expect(await usedOf(other, counters)).toEqual([1, 0.1]);
    await eventually('they are free', async () => (await usedOf(other, counters))[0] === 0, 2_000);
    expect(await usedOf(other, counters)).toEqual([0, 0]);
    expect(await other.take('next', counters, some, Date.now())).toMatchObject({ isTaken: true });
  });

  it('adds what a request used whose lease is over, and takes no reservation away twice', async () => {
    const slow = await open(200);
    const counters = newCounters({ concurrency: 5, usd: { lifetime: 10 } });
    await seedAll(slow, counters);
    const at = Date.now();
    await slow.take('slow', counters, some, at);
    await eventually('its lease is over', async () => (await usedOf(slow, counters))[0] === 0, 2_000);
    // It lives after all, under a lease of its own, with another request under way.
    await slow.take('second', counters, some, Date.now());
    await slow.settle('slow', counters, { amounts: some, at }, { ...nothing, usd: 0.05 }, Date.now());
    expect(await slow.read(counters, Date.now())).toMatchObject([
      { used: 1 },
      { used: expect.closeTo(0.15, 9), reserved: 0.1 },
    ]);
  });

  it('begins no counter with the end of a request, where Redis has forgotten', async () => {
    const limits = await open();
    const counters = newCounters({ requests_per_minute: 5, concurrency: 5, usd: { month: 10 } });
    await seedAll(limits, counters, 3);
    const at = Date.now();
    await limits.take('lost', counters, some, at);
    await server.stop();
    await server.start();
    await eventually('Redis is back', () =>
      limits.read(counters, at).then(
        () => true,
        () => false,
      ),
    );
    await limits.settle('lost', counters, { amounts: some, at }, some, at);
    expect(await limits.read(counters, at)).toMatchObject([{ used: 0 }, { used: 0 }, { used: 0, isKnown: false }]);
    expect(await limits.take('next', counters, some, at)).toMatchObject({ unknown: [{ name: 'usd_per_month' }] });
    await limits.seed(counters.filter(isQuota)[0] as never, 3.1);
    expect(await limits.take('next', counters, some, at)).toMatchObject({ isTaken: true });
    expect(await usedOf(limits, counters)).toEqual([1, 1, 3.2]);
  });

  it('tells Redis once of an end that it could not be told of, and of a request nobody knows was let in', async () => {
    const limits = await open();
    const counters = newCounters({ requests_per_minute: 5, concurrency: 5, usd: { month: 10 } });
    await seedAll(limits, counters);
    const at = Date.now();
    await limits.take('first', counters, some, at);
    await server.pause();
    const used = { ...nothing, usd: 0.02 };
    await expect(limits.settle('first', counters, { amounts: some, at }, used, at)).rejects.toThrow();
    await expect(limits.take('second', counters, some, at)).rejects.toThrow();
    await server.resume();
    await eventually('Redis is back', () =>
      limits.catchUp().then(
        () => true,
        () => false,
      ),
    );
    await limits.catchUp();
    expect(await usedOf(limits, counters)).toEqual([1, 0, 0.02]);
  });

  it('adds once what was used while Redis was away, unless its records were read since', async () => {
    const limits = await open();
    const counters = newCounters({ requests_per_minute: 5, usd: { month: 10 } });
    await seedAll(limits, counters, 1);
    const added = counters.map((counter) => ({ counter, amount: 2 }));
    await limits.add('outage-1', added, 100, Date.now());
    await limits.add('outage-1', added, 100, Date.now());
    expect(await usedOf(limits, counters)).toEqual([2, 3]);
    await limits.add('outage-2', added, 60_000, Date.now());
    expect(await usedOf(limits, counters)).toEqual([4, 3]);
  });

  it('leaves nothing in Redis that stays for ever', async () => {
    const { default: Redis } = await import('ioredis');
    const redis = new Redis(server.url);
    const limits = await open();
    const counters = newCounters({ requests_per_minute: 5, concurrency: 5, usd: { day: 10, lifetime: 20 } });
    await seedAll(limits, counters, 1);
    await limits.take('kept', counters, some, Date.now());
    await limits.take('over', counters, some, Date.now());
    await limits.settle('over', counters, { amounts: some, at: Date.now() }, some, Date.now());
    const keys = await redis.keys('*');
    expect(keys.filter((key) => !key.startsWith('smart-router:'))).toEqual([]);
    const lasting = await Promise.all(keys.map(async (key) => ({ key, ttl: await redis.pttl(key) })));
    expect(lasting.filter(({ ttl }) => ttl < 0)).toEqual([]);
    redis.disconnect();
  });
});
