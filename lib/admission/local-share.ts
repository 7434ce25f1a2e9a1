import {
  type Amounts,
  amountOf,
  type Counter,
  fits,
  isQuota,
  type QuotaCounter,
  type Taken,
  type Taking,
  type Use,
} from './counters';
import { createMemoryLimits } from './memory-limits';
import type { Added } from './redis-limits';
import { windowMs } from './sliding-window';

/** A figure that Redis told last. */
export interface Figure {
  used: number;
  at: number;
}

export interface LocalShareOptions {
  /** How many processes share the limits. */
  replicas: number;
  /** What Redis told last of a counter. */
  figureOf(key: string): Figure | undefined;
  /** How many places of a counter this process's requests hold that Redis let in. */
  heldOf(key: string): number;
}

/**
 * What one process may let in while Redis is away: its share of a limit, so that all of them together are never more than the whole. Of
 * a quota that is a share of what was left when it was last heard of; of a rate, too, for the minute in which that counts.
 */
export function createLocalShare({ replicas, figureOf, heldOf }: LocalShareOptions) {
  const store = createMemoryLimits();
  const underWay = new Map<string, { counters: readonly Counter[]; taking: Taking }>();
  const spent = new Map<string, Added>();
  const seeded = new Map<string, number>();
  let lastEndAt = performance.now();

  function shareOf(counter: Counter, now: number): Counter {
    return { ...counter, limit: Math.max(0, shareLimit(counter, now)) };
  }

  function shareLimit({ kind, key, limit }: Counter, now: number): number {
    if (kind === 'places') return Math.floor(limit / replicas + 1e-9) - heldOf(key);
    const figure = figureOf(key);
    if (kind === 'quota') {
      const used = seeded.get(key) ?? 0;
      return used + Math.max(0, limit - used) / replicas;
    }
    const isRecent = figure !== undefined && now < figure.at + windowMs + 1_000;
    return (limit - (isRecent ? figure.used : 0)) / replicas;
  }

  function seed(counter: QuotaCounter, used: number): void {
    if (seeded.has(counter.key)) return;
    seeded.set(counter.key, used);
    void store.seed(counter, used);
  }

  function seedKnown(counters: readonly Counter[]): void {
    for (const counter of counters.filter(isQuota)) {
      const figure = figureOf(counter.key);
      if (figure) seed(counter, figure.used);
    }
  }

  /** What others may have counts as used, so that what remains is what there is for this process. */
  const tellUses = (uses: readonly Use[], counters: readonly Counter[], now: number): Use[] =>
    uses.map((use, place) => {
      const counter = counters[place];
      return counter && use.isKnown ? { ...use, used: use.used + counter.limit - shareOf(counter, now).limit } : use;
    });

  return {
    async take(id: string, counters: readonly Counter[], amounts: Amounts, now: number): Promise<Taken> {
      seedKnown(counters);
      const shares = counters.map((counter) => shareOf(counter, now));
      const taken = await store.take(id, shares, amounts, now);
      if (taken.isTaken) {
        underWay.set(id, { counters, taking: { amounts, at: now } });
        return { isTaken: true, uses: tellUses(taken.uses, counters, now) };
      }
      if ('unknown' in taken) return taken;
      const refusals = taken.refusals.map(({ counter: share, used, waitMs }) => {
        const counter = counters[shares.indexOf(share)] ?? share;
        // What is larger than a share may be smaller than the whole, which will be there again.
        const isForGood = !fits(0, amountOf(counter, amounts), counter.limit);
        return { counter, used: used + counter.limit - share.limit, waitMs: isForGood ? null : (waitMs ?? retryMs) };
      });
      return { isTaken: false, refusals };
    },

    /** False of a request that was not let in here. */
    settle(id: string, used: Amounts | null, now: number): boolean {
      const one = underWay.get(id);
      if (!one) return false;
      underWay.delete(id);
      lastEndAt = performance.now();
      void store.settle(id, one.counters, one.taking, used, now);
      for (const counter of one.counters) {
        if (counter.kind === 'places') continue;
        const amount = (spent.get(counter.key)?.amount ?? 0) + amountOf(counter, used);
        spent.set(counter.key, { counter, amount });
      }
      return true;
    },

    seed,

    async read(counters: readonly Counter[], now: number): Promise<readonly Use[]> {
      seedKnown(counters);
      return tellUses(await store.read(counters, now), counters, now);
    },

    /** What those have used that have ended, for Redis to hear, once: of a rate what its last minute still holds. */
    async ended(now: number): Promise<{ added: Added[]; endedMs: number }> {
      const added: Added[] = [];
      const all = [...spent.values()];
      spent.clear();
      for (const { counter, amount } of all) {
        const sum = counter.kind === 'rate' ? await endedOfRate(counter, now) : amount;
        if (sum > 0) added.push({ counter, amount: sum });
      }
      return { added, endedMs: performance.now() - lastEndAt };
    },

    underWay,
  };

  async function endedOfRate(counter: Counter, now: number): Promise<number> {
    const [use] = await store.read([counter], now);
    let sum = use?.used ?? 0;
    for (const { counters, taking } of underWay.values()) {
      const isRecent = taking.at > now - windowMs;
      if (isRecent && counters.some(({ key }) => key === counter.key)) sum -= amountOf(counter, taking.amounts);
    }
    return sum;
  }
}

export type LocalShare = ReturnType<typeof createLocalShare>;

const retryMs = 1_000;
