import { Fault } from '../faults/fault';
import type { Log } from '../telemetry/log';
import {
  type Amounts,
  type Counter,
  isQuota,
  type LimitStore,
  type QuotaCounter,
  type Refusal,
  refusalsOf,
  type Taken,
  type Use,
} from './counters';
import { countersOf, type Limited } from './counters-of';
import { type LimitState, tellLimits } from './limit-state';

/** A request that asks to be let in: by whose limits, and what it may come to at most. */
export interface Asked {
  requestId: string;
  limited: readonly Limited[];
  amounts: Amounts;
  now: number;
}

export interface Admitted {
  limits: readonly LimitState[];
  /** It has ended: what it used stands in the place of what it took; null where it came to nothing. Later calls do nothing. */
  settle(used: Amounts | null): void;
}

export interface Admission {
  /** The quotas of these, with what is counted of each; those that nobody has asked for yet are left out. */
  quotas(limited: readonly Limited[], now: number): Promise<{ counter: QuotaCounter; use: Use }[]>;
  repair(counter: QuotaCounter, settled: number): Promise<void>;
  /** Let in by all limits at once, or refused by those that have no room, with nothing taken of any. */
  admit(asked: Asked): Promise<Admitted | { refusals: readonly Refusal[]; limits: readonly LimitState[] }>;
  /** The same question with nothing taken; a limit of which nothing is known at the moment refuses nobody here. */
  look(asked: Omit<Asked, 'requestId'>): Promise<{ refusals: readonly Refusal[]; limits: readonly LimitState[] }>;
}

interface Parts {
  store: LimitStore;
  /** What a quota's period has used by the usage records; rejects where the store is away. */
  readSpent(counter: QuotaCounter): Promise<number>;
  log: Pick<Log, 'error' | 'warn'>;
  /** Since when this process has been counting, epoch milliseconds. */
  startedAt: number;
  clock(): number;
}

/**
 * The one gate for what may be spent (design section 1): rates, places, quotas and money, of the token, its project and the group, all
 * or nothing. It reserves an upper bound before anything is sent and puts the truth in its place afterwards.
 */
export function createAdmission({ store, readSpent, log, startedAt, clock }: Parts): Admission {
  const seeding = new Map<string, Promise<void>>();

  async function take({ requestId, amounts, now }: Asked, counters: readonly Counter[]): Promise<Taken> {
    let taken = await store.take(requestId, counters, amounts, now);
    // More than once where the store of limits goes away meanwhile, or comes back.
    for (let turn = 0; turn < 3 && !taken.isTaken && 'unknown' in taken; turn += 1) {
      await Promise.all(taken.unknown.map(seed));
      taken = await store.take(requestId, counters, amounts, now);
    }
    return taken;
  }

  /** Once for each period of a quota: what was used before it was counted here. */
  function seed(counter: QuotaCounter): Promise<void> {
    const known = seeding.get(counter.key);
    if (known) return known;
    const begun = readSpent(counter)
      .catch((cause: unknown) => {
        // Whoever has counted since the period began needs nobody to say what was used in it.
        if (counter.beganAt !== null && counter.beganAt >= startedAt) return 0;
        throw new Fault('overloaded', {
          message: 'What was used of a limit is not known at the moment: the store does not answer.',
          retryAfterSeconds: 1,
          internal: `no figures for ${counter.key}`,
          cause,
        });
      })
      .then((used) => store.seed(counter, used))
      .finally(() => seeding.delete(counter.key));
    seeding.set(counter.key, begun);
    return begun;
  }

  return {
    async quotas(limited, now) {
      const counters = countersOf(limited, now).filter(isQuota);
      const uses = await store.read(counters, now);
      return counters.flatMap((counter, place) => {
        const use = uses[place];
        return use?.isKnown ? [{ counter, use }] : [];
      });
    },

    async repair(counter, settled) {
      await store.repair(counter, settled);
    },

    async admit(asked) {
      const { requestId, limited, amounts, now } = asked;
      const counters = countersOf(limited, now);
      const taken = await take(asked, counters);
      if (!taken.isTaken) {
        if ('unknown' in taken) throw new Error(`a limit that was seeded is unknown: ${taken.unknown[0]?.key}`);
        return { refusals: taken.refusals, limits: tellLimits(counters, await store.read(counters, now), now) };
      }
      let isSettled = false;
      return {
        limits: tellLimits(counters, taken.uses, now),
        settle(used) {
          if (isSettled) return;
          isSettled = true;
          const done = store.settle(requestId, counters, { amounts, at: now }, used, clock());
          if (done) done.catch((err: unknown) => log.error({ requestId, err }, 'what a request used was not settled'));
        },
      };
    },

    async look({ limited, amounts, now }) {
      const counters = countersOf(limited, now);
      let uses = await store.read(counters, now);
      const unknown = counters.filter(isQuota).filter((counter) => uses[counters.indexOf(counter)]?.isKnown === false);
      if (unknown.length > 0) {
        // Where the store is away they stay unknown, and are told so.
        await Promise.all(unknown.map(seed)).catch((err: unknown) =>
          log.warn({ err }, 'what limits have used is not known'),
        );
        uses = await store.read(counters, now);
      }
      return { refusals: refusalsOf(counters, uses, amounts), limits: tellLimits(counters, uses, now) };
    },
  };
}
