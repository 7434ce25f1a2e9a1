import { randomUUID } from 'node:crypto';
import { Fault } from '../faults/fault';
import type { Log } from '../telemetry/log';
import { type Amounts, type Counter, isQuota, type LimitStore, type Taken, type Use } from './counters';
import { createLocalShare, type Figure, type LocalShare } from './local-share';
import type { Added, RedisLimits } from './redis-limits';

export interface SharedLimits extends LimitStore {
  /** Since when Redis has been away, epoch milliseconds; null while it is there. */
  awaySince(): number | null;
  close(): Promise<void>;
}

export interface SharedLimitsOptions {
  limits: RedisLimits;
  /** What becomes of requests with limits while Redis is away. */
  whenAway: 'refuse' | 'share';
  /** How many processes share the limits, as far as anybody knows. */
  replicas(): number;
  log: Pick<Log, 'error' | 'info'>;
  clock(): number;
  /** Between two words to Redis, milliseconds. */
  beatMs?: number;
}

/**
 * Limits in Redis for as long as it is there. When it goes away nobody's limit is multiplied in silence (field-failures 40): requests
 * with limits are refused, or each process goes on with its share; what is used meanwhile is told to Redis when it is back.
 */
export async function startSharedLimits(options: SharedLimitsOptions): Promise<SharedLimits> {
  const { limits, whenAway, replicas, log, clock, beatMs = 5_000 } = options;
  let away: { since: number; share: LocalShare } | null = null;
  let returning: Promise<void> | null = null;
  const figures = new Map<string, Figure>();
  /** Requests under way that Redis let in, with what they hold. */
  const underWay = new Map<string, readonly Counter[]>();
  /** Let in while it was away, and told to a Redis that went away again. */
  const forced = new Set<string>();
  /** What an earlier outage has left to be told. */
  const owed: { onceId: string; added: readonly Added[]; endedAt: number }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function goAway(cause: unknown): LocalShare {
    if (away) return away.share;
    const heldOf = (key: string) => {
      let held = 0;
      for (const counters of underWay.values()) if (counters.some((counter) => counter.key === key)) held += 1;
      return held;
    };
    const share = createLocalShare({
      replicas: Math.max(1, replicas()),
      figureOf: (key) => figures.get(key),
      heldOf,
    });
    away = { since: clock(), share };
    const how =
      whenAway === 'refuse'
        ? 'requests with limits are refused until it is back'
        : `each of ${Math.max(1, replicas())} processes goes on with its share of the limits until it is back`;
    log.error({ err: cause }, `Redis is away: ${how}`);
    schedule(awayBeatMs);
    return share;
  }

  /** Tells Redis what it has missed, and only then is it asked again; whoever asks meanwhile waits for that. */
  async function comeBack(): Promise<void> {
    await limits.renew();
    await limits.catchUp();
    const present = away;
    if (!present) return;
    for (const [id, { counters, taking }] of present.share.underWay) {
      forced.add(id);
      await limits.force(id, counters, taking.amounts, taking.at);
    }
    const { added, endedMs } = await present.share.ended(clock());
    if (added.length > 0) owed.push({ onceId: randomUUID(), added, endedAt: performance.now() - endedMs });
    for (const debt of [...owed]) {
      await limits.add(debt.onceId, debt.added, performance.now() - debt.endedAt, clock());
      owed.splice(owed.indexOf(debt), 1);
    }
    for (const [id, { counters }] of present.share.underWay) underWay.set(id, counters);
    forced.clear();
    away = null;
    log.info({ awayMs: clock() - present.since }, 'Redis is back: limits are counted there again');
  }

  async function beat(): Promise<void> {
    if (!away) {
      await limits.renew().catch(goAway);
      forgetFigures();
    } else {
      returning = comeBack().catch(() => {});
      await returning;
      returning = null;
    }
    schedule(away ? awayBeatMs : beatMs);
  }

  /** The connection takes a moment. A server whose Redis is away starts all the same: what has no limits is served. */
  async function begin(): Promise<void> {
    const giveUpAt = performance.now() + startMs;
    for (;;) {
      try {
        return await limits.renew();
      } catch (error) {
        if (performance.now() > giveUpAt) return void goAway(error);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  function schedule(milliseconds: number): void {
    clearTimeout(timer);
    if (isClosed) return;
    timer = setTimeout(() => void beat(), milliseconds);
    timer.unref();
  }

  function noteFigures(counters: readonly Counter[], uses: readonly Use[], at: number): void {
    for (const [place, { key, kind }] of counters.entries()) {
      const use = uses[place];
      if (kind !== 'places' && use?.isKnown) figures.set(key, { used: use.used, at });
    }
  }

  /** Those of tokens that nobody has shown for a while are read from the records, where they are needed. */
  function forgetFigures(): void {
    if (figures.size < mostFigures) return;
    const oldest = clock() - figureMs;
    for (const [key, { at }] of figures) if (at < oldest) figures.delete(key);
  }

  await begin();
  schedule(away ? awayBeatMs : beatMs);

  return {
    async take(id, counters, amounts, now): Promise<Taken> {
      if (returning) await returning;
      if (!away) {
        try {
          const taken = await limits.take(id, counters, amounts, now);
          if (taken.isTaken) {
            underWay.set(id, counters);
            noteFigures(counters, taken.uses, now);
          }
          return taken;
        } catch (error) {
          goAway(error);
        }
      }
      return takeAway(id, counters, amounts, now);
    },

    async settle(id, counters, taking, used, now) {
      if (returning) await returning;
      if (away?.share.settle(id, used, now)) {
        // What it used is told with all the others'; what it holds there is given back.
        if (forced.delete(id)) await limits.settle(id, counters, taking, null, now).catch(goAway);
        return;
      }
      underWay.delete(id);
      // What cannot be told is kept, and told when Redis is back.
      await limits.settle(id, counters, taking, used, now).catch(goAway);
    },

    async seed(counter, used) {
      if (!away) {
        try {
          return await limits.seed(counter, used);
        } catch (error) {
          goAway(error);
        }
      }
      away?.share.seed(counter, used);
    },

    /** Somebody asked for it and reads what comes of it: where it cannot be done it fails. */
    repair: (counter, settled) => limits.repair(counter, settled),

    async read(counters, now) {
      if (!away) {
        try {
          const uses = await limits.read(counters, now);
          noteFigures(counters, uses, now);
          return uses;
        } catch (error) {
          goAway(error);
        }
      }
      if (whenAway === 'share' && away) return away.share.read(counters, now);
      return counters.map(() => ({ used: 0, reserved: 0, isKnown: false, resetMs: null }));
    },

    awaySince: () => away?.since ?? null,

    async close() {
      isClosed = true;
      clearTimeout(timer);
      await limits.close();
    },
  };

  async function takeAway(id: string, counters: readonly Counter[], amounts: Amounts, now: number): Promise<Taken> {
    if (whenAway === 'share' && away) return away.share.take(id, counters, amounts, now);
    throw new Fault('overloaded', {
      message: 'What limits have left is not known at the moment, and this request has limits.',
      retryAfterSeconds: 1,
      internal: `Redis is away: ${counters.filter(isQuota).length} quotas of ${counters.length} limits`,
    });
  }
}

const startMs = 2_000;
const awayBeatMs = 500;
const mostFigures = 10_000;
const figureMs = 600_000;
