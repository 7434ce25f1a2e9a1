import { describe, expect, it } from 'vitest';
import type { Limits } from '../../exchange/limits';
import { type Amounts, isQuota, type LimitStore } from '../counters';
import { countersOf } from '../counters-of';

/** What every place where limits are counted keeps to: called by the tests of each of them. */
export function keepsLimits(name: string, open: () => Promise<LimitStore>): void {
  const noon = Date.UTC(2027, 0, 31, 12);
  const some: Amounts = { inputTokens: 100, outputTokens: 50, usd: 0.25 };
  const nothing: Amounts = { inputTokens: 0, outputTokens: 0, usd: 0 };
  let last = 0;

  async function setUp(...limits: Limits[]) {
    const store = await open();
    const scopes = ['token', 'project', 'group'] as const;
    last += 1;
    const limited = limits.map((each, place) => ({ scope: scopes[place] ?? 'group', id: `id-${last}`, limits: each }));
    const at = (now: number) => countersOf(limited, now);
    let asked = 0;
    const take = async (amounts: Amounts = some, now = noon) => {
      asked += 1;
      const id = `req-${last}-${asked}`;
      const counters = at(now);
      let taken = await store.take(id, counters, amounts, now);
      if (!taken.isTaken && 'unknown' in taken) {
        for (const counter of taken.unknown) await store.seed(counter, 0);
        taken = await store.take(id, counters, amounts, now);
      }
      const settle = async (used: Amounts | null, then = now) => {
        await store.settle(id, counters, { amounts, at: now }, used, then);
      };
      return { taken, settle };
    };
    const used = async (now = noon) => (await store.read(at(now), now)).map((each) => each.used);
    return { store, at, take, used };
  }
  type Took = Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>['take']>>;
  const refusal = ({ taken }: Took) => (!taken.isTaken && 'refusals' in taken ? taken.refusals : null);

  describe(`limits in ${name}`, () => {
    it('let in as many requests as a minute may have, and more as they go by', async () => {
      const { take, used } = await setUp({ requests_per_minute: 3 });
      for (const now of [noon, noon + 1_000, noon + 1_000]) expect((await take(some, now)).taken.isTaken).toBe(true);
      const [refused] = refusal(await take(some, noon + 2_000)) ?? [];
      expect(refused).toMatchObject({ used: 3, counter: { name: 'requests_per_minute' } });
      // The first one's second is over at 61,000.
      expect(refused?.waitMs).toBe(59_000);
      expect((await take(some, noon + 60_999)).taken.isTaken).toBe(false);
      expect((await take(some, noon + 61_000)).taken.isTaken).toBe(true);
      expect(await used(noon + 61_000)).toEqual([3]);
      expect(await used(noon + 200_000)).toEqual([0]);
    });

    it('count tokens by their upper bound until the truth is known', async () => {
      const { take, used } = await setUp({
        input_tokens_per_minute: 250,
        output_tokens_per_minute: 1_000,
        tokens: { day: 400 },
      });
      const first = await take();
      await take();
      expect(await used()).toEqual([200, 100, 300]);
      expect(refusal(await take())?.map(({ counter }) => counter.name)).toEqual([
        'input_tokens_per_minute',
        'tokens_per_day',
      ]);
      await first.settle({ inputTokens: 20, outputTokens: 5, usd: 0 }, noon + 5_000);
      expect(await used(noon + 5_000)).toEqual([120, 55, 175]);
      expect((await take()).taken.isTaken).toBe(true);
    });

    it('take nothing of any limit where one refuses (field-failures 41)', async () => {
      const { take, used } = await setUp(
        { requests_per_minute: 10, concurrency: 10, usd: { day: 0.3 } },
        { requests: { month: 10 } },
      );
      await take();
      const before = await used();
      expect(refusal(await take())).toMatchObject([
        { counter: { name: 'usd_per_day' }, used: 0.25, waitMs: 43_200_000 },
      ]);
      expect(await used()).toEqual(before);
    });

    it('give money for ten to ten of two hundred at once (field-failures 31, 32)', async () => {
      const { take, used } = await setUp({ usd: { lifetime: 2.5 } });
      await take(nothing);
      const all = await Promise.all(Array.from({ length: 200 }, () => take()));
      expect(all.filter(({ taken }) => taken.isTaken)).toHaveLength(10);
      expect(await used()).toEqual([2.5]);
      expect(refusal(all.at(-1) as Took)).toMatchObject([{ waitMs: null }]);
      await Promise.all(all.slice(0, 10).map(({ settle }) => settle({ ...nothing, usd: 0.1 })));
      expect((await used())[0]).toBeCloseTo(1, 9);
    });

    it('give a place back when its request has ended, and once', async () => {
      const { take, used } = await setUp({ concurrency: 2 });
      const first = await take();
      const second = await take();
      expect(refusal(await take())).toMatchObject([{ counter: { name: 'concurrency' }, used: 2 }]);
      await first.settle(some);
      await first.settle(some);
      expect(await used()).toEqual([1]);
      await second.settle(null);
      expect(await used()).toEqual([0]);
    });

    it('count a request that came to nothing as none', async () => {
      const { take, used } = await setUp({ requests_per_minute: 5, requests: { day: 5 }, usd: { day: 1 } });
      const { settle } = await take();
      await settle(null);
      expect(await used()).toEqual([0, 0, 0]);
    });

    it('begin anew with each day and month of UTC', async () => {
      const { take, used } = await setUp({ requests: { day: 1, month: 2, lifetime: 3 } });
      const midnight = Date.UTC(2027, 1, 1);
      expect((await take(some, midnight - 1)).taken.isTaken).toBe(true);
      expect(refusal(await take(some, midnight - 1))?.map(({ waitMs }) => waitMs)).toEqual([1]);
      expect((await take(some, midnight)).taken.isTaken).toBe(true);
      expect(await used(midnight)).toEqual([1, 1, 2]);
      expect((await take(some, midnight + 86_400_000)).taken.isTaken).toBe(true);
      expect(refusal(await take(some, midnight + 2 * 86_400_000))?.map(({ counter }) => counter.name)).toEqual([
        'requests_per_month',
        'requests_lifetime',
      ]);
    });

    it('settle in the period in which a request was let in', async () => {
      const { take, used } = await setUp({ usd: { day: 1 } });
      const midnight = Date.UTC(2027, 1, 1);
      const { settle } = await take(some, midnight - 1);
      await take(some, midnight);
      await settle({ ...nothing, usd: 0.9 }, midnight + 10);
      expect([await used(midnight - 1), await used(midnight)]).toEqual([[0.9], [0.25]]);
    });

    it('go on from what was used before they were counted here, whoever says so first', async () => {
      const { store, at, take, used } = await setUp({ usd: { month: 1 } });
      const [counter] = at(noon).filter(isQuota);
      if (!counter) throw new Error('no counter');
      const taken = await store.take('early', [counter], some, noon);
      expect(taken).toMatchObject({ isTaken: false, unknown: [{ name: 'usd_per_month' }] });
      await store.seed(counter, 0.9);
      await store.seed(counter, 0);
      expect(refusal(await take())).toMatchObject([{ used: 0.9 }]);
      expect(await used()).toEqual([0.9]);
    });

    it('are put right by what the records say, with what is reserved on top (field-failures 33)', async () => {
      const { store, at, take, used } = await setUp({ usd: { month: 1 } });
      const [counter] = at(noon).filter(isQuota);
      if (!counter) throw new Error('no counter');
      await store.repair(counter, 0.5);
      expect((await store.read([counter], noon))[0]?.isKnown, 'what nobody counts is not begun by it').toBe(false);
      const { settle } = await take();
      await store.repair(counter, 0.5);
      expect(await store.read([counter], noon)).toMatchObject([{ used: 0.75, reserved: 0.25 }]);
      await settle({ ...nothing, usd: 0.1 });
      expect((await used())[0]).toBeCloseTo(0.6, 9);
    });

    it('say of what is larger than a whole limit that waiting mends nothing', async () => {
      const { take } = await setUp({ output_tokens_per_minute: 40 });
      expect(refusal(await take())).toMatchObject([{ waitMs: null }]);
    });

    it('say when all of it is free again', async () => {
      const { store, at, take } = await setUp({
        requests_per_minute: 5,
        requests: { day: 5, lifetime: 5 },
        concurrency: 3,
      });
      await take(some, noon + 500);
      const read = await store.read(at(noon), noon + 10_500);
      expect(read.map(({ resetMs }) => resetMs)).toEqual([50_500, null, 43_189_500, null]);
    });
  });
}
