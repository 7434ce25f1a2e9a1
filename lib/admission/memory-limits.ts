import {
  type Amounts,
  amountOf,
  type Counter,
  fits,
  isQuota,
  type LimitStore,
  placeWaitMs,
  type Refusal,
  type Taken,
  type Use,
} from './counters';
import { SlidingWindow } from './sliding-window';

interface Quota {
  settled: number;
  reserved: number;
  endsAt: number | null;
}

/** Limits of one process, in its memory: whole and at once, because nothing else runs between two lines. */
export function createMemoryLimits(): LimitStore {
  const rates = new Map<string, SlidingWindow>();
  const quotas = new Map<string, Quota>();
  const places = new Map<string, Set<string>>();
  let sweptAt = 0;

  function usedOf({ kind, key }: Counter, now: number): number {
    if (kind === 'rate') return rates.get(key)?.used(now) ?? 0;
    if (kind === 'quota') return usedOfQuota(quotas.get(key));
    return places.get(key)?.size ?? 0;
  }

  function refusalOf(counter: Counter, amounts: Amounts, now: number): Refusal | null {
    const amount = amountOf(counter, amounts);
    const used = usedOf(counter, now);
    return fits(used, amount, counter.limit) ? null : { counter, used, waitMs: waitFor(counter, used, amount, now) };
  }

  function waitFor(counter: Counter, used: number, amount: number, now: number): number | null {
    if (!fits(0, amount, counter.limit)) return null;
    if (counter.kind === 'rate') return rates.get(counter.key)?.waitFor(used + amount - counter.limit, now) ?? null;
    if (counter.kind === 'quota') return counter.endsAt === null ? null : counter.endsAt - now;
    return placeWaitMs;
  }

  function give(id: string, counter: Counter, amount: number, now: number): void {
    const { kind, key } = counter;
    if (kind === 'rate') {
      const window = rates.get(key) ?? new SlidingWindow();
      rates.set(key, window);
      window.add(amount, now);
    } else if (kind === 'quota') {
      const quota = quotas.get(key);
      if (quota) quota.reserved += amount;
    } else {
      const taken = places.get(key) ?? new Set();
      places.set(key, taken.add(id));
    }
  }

  /** Rates and periods that are over leave nothing behind, however many tokens there are. */
  function sweep(now: number): void {
    if (now - sweptAt < sweepMs) return;
    sweptAt = now;
    for (const [key, window] of rates) if (window.used(now) <= 0) rates.delete(key);
    for (const [key, { endsAt }] of quotas) if (endsAt !== null && endsAt + sweepMs < now) quotas.delete(key);
  }

  return {
    take(id, counters, amounts, now): Taken {
      sweep(now);
      const unknown = counters.filter(isQuota).filter(({ key }) => !quotas.has(key));
      if (unknown.length > 0) return { isTaken: false, unknown };
      const refusals = counters.flatMap((counter) => refusalOf(counter, amounts, now) ?? []);
      if (refusals.length > 0) return { isTaken: false, refusals };
      for (const counter of counters) give(id, counter, amountOf(counter, amounts), now);
      return { isTaken: true, uses: read(counters, now) };
    },

    settle(id, counters, { amounts, at }, used, now): void {
      for (const counter of counters) {
        const difference = amountOf(counter, used) - amountOf(counter, amounts);
        if (counter.kind === 'rate') rates.get(counter.key)?.correct(difference, at, now);
        const quota = counter.kind === 'quota' ? quotas.get(counter.key) : undefined;
        if (quota) {
          quota.reserved -= amountOf(counter, amounts);
          quota.settled += amountOf(counter, used);
        }
        const taken = counter.kind === 'places' ? places.get(counter.key) : undefined;
        if (taken?.delete(id) && taken.size === 0) places.delete(counter.key);
      }
    },

    seed(counter, used): void {
      if (!quotas.has(counter.key)) quotas.set(counter.key, { settled: used, reserved: 0, endsAt: counter.endsAt });
    },

    repair(counter, settled): void {
      const quota = quotas.get(counter.key);
      if (quota) quota.settled = settled;
    },

    read,
  };

  function read(counters: readonly Counter[], now: number): readonly Use[] {
    return counters.map((counter) => ({
      used: usedOf(counter, now),
      reserved: counter.kind === 'quota' ? Math.max(0, quotas.get(counter.key)?.reserved ?? 0) : 0,
      isKnown: counter.kind !== 'quota' || quotas.has(counter.key),
      resetMs: resetMs(counter, now),
    }));
  }

  function resetMs({ kind, key, endsAt }: Counter, now: number): number | null {
    if (kind === 'rate') return rates.get(key)?.resetMs(now) ?? 0;
    return kind === 'quota' && endsAt !== null ? endsAt - now : null;
  }
}

const sweepMs = 60_000;

/** Sums of what comes and goes drift by the last digits. */
function usedOfQuota(quota: Quota | undefined): number {
  return quota ? quota.settled + Math.max(0, quota.reserved) : 0;
}
