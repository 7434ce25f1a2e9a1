import { randomUUID } from 'node:crypto';
import {
  type Amounts,
  amountOf,
  type Counter,
  fits,
  isQuota,
  type LimitStore,
  placeWaitMs,
  type Taken,
  type Taking,
  type Use,
} from './counters';
import type { RedisClient } from './redis-client';

export interface RedisLimits extends LimitStore {
  settle(...ending: Parameters<LimitStore['settle']>): Promise<void>;
  seed(...seed: Parameters<LimitStore['seed']>): Promise<void>;
  repair(...repair: Parameters<LimitStore['repair']>): Promise<void>;
  read(...asked: Parameters<LimitStore['read']>): Promise<readonly Use[]>;
  /** Takes whether or not there is room: for what was let in while Redis was away. */
  force(id: string, counters: readonly Counter[], amounts: Amounts, now: number): Promise<void>;
  /** Adds, once, what requests have used that Redis never knew of; the last of them ended so long ago. */
  add(onceId: string, added: readonly Added[], endedMs: number, now: number): Promise<void>;
  /** Tells those that could not be told: ends of requests, and requests of which nobody knows whether they were let in. */
  catchUp(): Promise<void>;
  /** Says that this process lives, for all its requests at once. Rejects where Redis is away, or takes no writes. */
  renew(): Promise<void>;
  /** Once what is being told has been told. */
  close(): Promise<void>;
}

export interface Added {
  counter: Counter;
  amount: number;
}

export interface RedisLimitsOptions {
  client: RedisClient;
  clock(): number;
  /** How long a process is believed to live without a word, in milliseconds. */
  leaseMs?: number;
}

export const defaultLeaseMs = 60_000;

/**
 * Limits of all processes on one Redis, by the same rules as memory-limits.ts. What a process has reserved, and the places it holds, are a
 * lease: they are there while it says that it lives, and free when it has not for a minute (field-failures 39).
 */
export function createRedisLimits({ client, clock, leaseMs = defaultLeaseMs }: RedisLimitsOptions): RedisLimits {
  /** Anew each time that the one before has run out: a lease that is over never begins again. */
  let lease: string | null = null;
  let beginning: Promise<string> | null = null;
  /** Under which lease each request of this process was let in. */
  const underWay = new Map<string, string>();
  /** What Redis has not been told yet. */
  const untold = new Map<string, Untold>();
  const telling = new Set<Promise<void>>();

  async function begin(): Promise<string> {
    const id = randomUUID();
    await client.run('lease', [leasesKey, underWayKey(id)], [id, String(leaseMs), String(keptMs()), '1']);
    lease = id;
    return id;
  }

  const keptMs = () => leaseMs * 10;

  function currentLease(): string | Promise<string> {
    if (lease !== null) return lease;
    beginning ??= begin().finally(() => {
      beginning = null;
    });
    return beginning;
  }

  async function takeUnder(held: string, { id, counters, amounts, now, isForced }: Asking): Promise<string[][]> {
    const keys = [leasesKey, underWayKey(held), endedKey(id), ...counters.map(keyOf)];
    const each = counters.flatMap((counter) => [
      counter.kind,
      String(counter.limit),
      String(amountOf(counter, amounts)),
      timeToLive(counter, now, leaseMs),
    ]);
    underWay.set(id, held);
    try {
      return answerOf(
        await client.run('take', keys, [String(now), held, id, String(keptMs()), isForced ? '1' : '0', ...each]),
      );
    } catch (error) {
      // It may have been let in all the same, and then nobody would end it.
      const taking = { amounts, at: now };
      underWay.delete(id);
      untold.set(id, { id, lease: held, counters, taking, used: null, endedAt: performance.now(), isUncertain: true });
      throw error;
    }
  }

  async function take(asking: Asking): Promise<string[][]> {
    const held = await currentLease();
    const answer = await takeUnder(held, asking);
    if (answer[0]?.[0] !== 'lapsed') return answer;
    // This process was away for too long, or Redis has lost what it knew: whatever it held is free.
    if (lease === held) lease = null;
    return takeUnder(await currentLease(), asking);
  }

  async function tellEnd(ended: Untold): Promise<void> {
    const { id, counters, taking, used, isUncertain } = ended;
    const now = clock();
    const keys = [leasesKey, underWayKey(ended.lease), endedKey(id), ...counters.map(keyOf)];
    const each = counters.flatMap((counter) => [
      counter.kind,
      String(amountOf(counter, taking.amounts)),
      String(amountOf(counter, used)),
      timeToLive(counter, now, leaseMs),
    ]);
    const waitedMs = Math.round(performance.now() - ended.endedAt);
    const facts = [String(taking.at), String(waitedMs), isUncertain ? '1' : '0'];
    await client.run('settle', keys, [
      String(ended.now ?? now),
      ended.lease,
      id,
      String(rememberedMs),
      ...facts,
      ...each,
    ]);
    untold.delete(id);
  }

  return {
    async take(id, counters, amounts, now): Promise<Taken> {
      const answer = await take({ id, counters, amounts, now, isForced: false });
      const [[word] = []] = answer;
      const rest = answer.slice(1);
      if (word === 'taken') return { isTaken: true, uses: rest.map((use, place) => toUse(use, counters[place], now)) };
      underWay.delete(id);
      const at = (place: string | undefined) => counters[Number(place) - 1];
      if (word === 'unknown') {
        const unknown = rest.flatMap(([place]) => at(place) ?? []).filter(isQuota);
        return { isTaken: false, unknown };
      }
      if (word !== 'refused') throw new Error(`Redis has no room to say of a request: ${word}`);
      const refusals = rest.flatMap(([place, used, wait]) => {
        const counter = at(place);
        if (!counter) return [];
        const mayEverFit = fits(0, amountOf(counter, amounts), counter.limit);
        const waitMs = counter.kind === 'rate' ? toNumber(wait) : waitOf(counter, now);
        return [{ counter, used: Number(used), waitMs: mayEverFit ? waitMs : null }];
      });
      return { isTaken: false, refusals };
    },

    async force(id, counters, amounts, now) {
      await take({ id, counters, amounts, now, isForced: true });
    },

    async settle(id, counters, taking, used, now) {
      const held = underWay.get(id);
      if (held === undefined) return;
      underWay.delete(id);
      const ended = { id, lease: held, counters, taking, used, endedAt: performance.now(), isUncertain: false };
      untold.set(id, ended);
      const told = tellEnd({ ...ended, now }).finally(() => telling.delete(told));
      telling.add(told);
      await told;
    },

    async seed(counter, used) {
      await client.run('seed', [leasesKey, keyOf(counter)], [String(used), timeToLive(counter, clock(), leaseMs), '0']);
    },

    async repair(counter, settled) {
      const args = [String(settled), timeToLive(counter, clock(), leaseMs), '1'];
      await client.run('seed', [leasesKey, keyOf(counter)], args);
    },

    async read(counters, now) {
      const kinds = counters.map(({ kind }) => kind);
      const answer = await client.run('read', [leasesKey, ...counters.map(keyOf)], [String(now), ...kinds]);
      return answerOf(answer).map((use, place) => toUse(use, counters[place], now));
    },

    async add(onceId, added, endedMs, now) {
      const keys = [leasesKey, endedKey(onceId), ...added.map(({ counter }) => keyOf(counter))];
      const each = added.flatMap(({ counter, amount }) => [
        ...[counter.kind, String(amount), timeToLive(counter, now, leaseMs)],
      ]);
      await client.run('add', keys, [String(now), String(rememberedMs), String(Math.round(endedMs)), ...each]);
    },

    async catchUp() {
      for (const ended of [...untold.values()]) await tellEnd(ended);
    },

    async renew() {
      const held = await currentLease();
      const args = [held, String(leaseMs), String(keptMs()), '0'];
      const isHeld = await client.run('lease', [leasesKey, underWayKey(held)], args);
      if (isHeld === 0 && lease === held) lease = null;
    },

    async close() {
      // Each of them ends by the time that an answer may take.
      await Promise.allSettled(telling);
      client.close();
    },
  };
}

interface Asking {
  id: string;
  counters: readonly Counter[];
  amounts: Amounts;
  now: number;
  isForced: boolean;
}

interface Untold {
  id: string;
  lease: string;
  counters: readonly Counter[];
  taking: Taking;
  used: Amounts | null;
  /** `performance.now()` of its end. */
  endedAt: number;
  isUncertain: boolean;
  /** What the clock said at its end, when it is told at once. */
  now?: number;
}

const prefix = 'smart-router:';
const leasesKey = `${prefix}leases`;
const underWayKey = (lease: string) => `${prefix}under-way:${lease}`;
const endedKey = (id: string) => `${prefix}ended:${id}`;
const keyOf = ({ kind, key }: Counter) => `${prefix}${kind}:${key}`;

const dayMs = 86_400_000;
/** An end that was told is remembered for so long, against its being told again. */
const rememberedMs = dayMs;
const rateMs = 120_000;

/** Nothing stays for ever: a period goes a day after its end, a lifetime's counter when nobody has asked for a month. */
function timeToLive({ kind, endsAt }: Counter, now: number, leaseMs: number): string {
  if (kind === 'rate') return String(rateMs);
  if (kind === 'places') return String(leaseMs * 10);
  return String(endsAt === null ? 30 * dayMs : Math.max(0, endsAt - now) + dayMs);
}

function waitOf({ kind, endsAt }: Counter, now: number): number | null {
  if (kind === 'places') return placeWaitMs;
  return endsAt === null ? null : endsAt - now;
}

function toUse([used, reserved, isKnown, reset]: string[], counter: Counter | undefined, now: number): Use {
  const endsAt = counter?.kind === 'quota' ? counter.endsAt : null;
  const resetMs = counter?.kind === 'rate' ? toNumber(reset) : endsAt === null ? null : endsAt - now;
  return { used: Number(used), reserved: Number(reserved), isKnown: isKnown === '1', resetMs };
}

const toNumber = (word: string | undefined) => (word ? Number(word) : null);

/** What our scripts give: lists of strings and whole numbers, the first of them one word. */
function answerOf(answer: unknown): string[][] {
  if (!Array.isArray(answer)) throw new Error('Redis gave no list');
  return answer.map((part) => (Array.isArray(part) ? part.map(String) : [String(part)]));
}
