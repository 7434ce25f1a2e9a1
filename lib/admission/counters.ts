import type { LimitScope, QuotaName, RateName } from '../exchange/limits';

/**
 * One limit as the back ends count it. `rate` counts what was taken in the last 60 seconds, `quota` what was taken in a period,
 * `places` who is under way.
 */
export interface Counter {
  kind: 'rate' | 'quota' | 'places';
  /** Names the limit of one scope, and of a quota its period: what is counted under it is counted together. */
  key: string;
  limit: number;
  /** Whose it is, and what a caller reads of it. */
  scope: LimitScope;
  scopeId: string;
  /** `requests_per_minute`, `usd_per_day`, `tokens_lifetime`, `concurrency`. */
  name: string;
  /** What of a request is counted. */
  measure: Measure;
  /** Epoch milliseconds: when the period began and when it is over; null where it has no such end. */
  beganAt: number | null;
  endsAt: number | null;
}

export type QuotaCounter = Counter & { kind: 'quota'; measure: QuotaName };

export function isQuota(counter: Counter): counter is QuotaCounter {
  return counter.kind === 'quota';
}

export type Measure = RateName | QuotaName | 'concurrency';

/** What a request takes of each measure: an upper bound when it is let in, the truth when it has ended. */
export interface Amounts {
  inputTokens: number;
  outputTokens: number;
  usd: number;
}

export type Taken =
  /** How much of each is used now, this request's part included. */
  | { isTaken: true; uses: readonly Use[] }
  /** Nothing was taken of any. */
  | { isTaken: false; refusals: readonly Refusal[] }
  /** Nothing is known of these yet: they are asked for again once they are seeded. */
  | { isTaken: false; unknown: readonly QuotaCounter[] };

/** One limit that has no room for a request. */
export interface Refusal {
  counter: Counter;
  used: number;
  /** When there may be room, in milliseconds from now; null where waiting mends nothing. */
  waitMs: number | null;
}

export interface Use {
  /** What has ended and what is reserved, together. */
  used: number;
  /** The part of it that is reserved for requests under way. */
  reserved: number;
  /** False of a quota that was not seeded yet. */
  isKnown: boolean;
  /** Milliseconds until all of it is free again; null where it never is, or nobody knows. */
  resetMs: number | null;
}

/**
 * Where limits are counted: in memory for one process, in Redis for several. One contract test holds both
 * (__fixtures__/keeps-limits.ts). Nobody else's limits are touched by a call.
 */
export interface LimitStore {
  /** All or nothing: takes an amount of each counter under the request's id, or says which have no room. */
  take(id: string, counters: readonly Counter[], amounts: Amounts, now: number): Taken | Promise<Taken>;
  /**
   * The request has ended: what it really used stands in the place of what it took, and its places are free; null where it came to
   * nothing and so was none. Once for each id.
   */
  settle(
    id: string,
    counters: readonly Counter[],
    taken: Taking,
    used: Amounts | null,
    now: number,
  ): void | Promise<void>;
  /** What a quota's period had used before anybody counted it here; a second word about the same is not heard. */
  seed(counter: QuotaCounter, used: number): void | Promise<void>;
  /** What has ended in a quota's period is so much: the records say so. Where it was never counted nothing changes. */
  repair(counter: QuotaCounter, settled: number): void | Promise<void>;
  /** How much of each is used; of what was never counted nothing. */
  read(counters: readonly Counter[], now: number): readonly Use[] | Promise<readonly Use[]>;
}

/** What was taken, and when. */
export interface Taking {
  amounts: Amounts;
  at: number;
}

export const nothing: Amounts = { inputTokens: 0, outputTokens: 0, usd: 0 };

/** Of nothing, nothing: not even the request itself. */
export function amountOf({ measure }: Counter, amounts: Amounts | null): number {
  if (amounts === null) return 0;
  const { inputTokens, outputTokens, usd } = amounts;
  switch (measure) {
    case 'input_tokens_per_minute':
      return inputTokens;
    case 'output_tokens_per_minute':
      return outputTokens;
    case 'tokens':
      return inputTokens + outputTokens;
    case 'usd':
      return usd;
    case 'requests_per_minute':
    case 'requests':
    case 'concurrency':
      return 1;
    default:
      return measure satisfies never;
  }
}

/** What has no room for these amounts, by how much of each is used. */
export function refusalsOf(counters: readonly Counter[], uses: readonly Use[], amounts: Amounts): Refusal[] {
  return counters.flatMap((counter, place) => {
    const use = uses[place] ?? { used: 0, isKnown: true, resetMs: null };
    if (use.isKnown === false) return [];
    const mayWait = fits(0, amountOf(counter, amounts), counter.limit);
    if (fits(use.used, amountOf(counter, amounts), counter.limit)) return [];
    const waitMs = counter.kind === 'places' ? placeWaitMs : use.resetMs;
    return [{ counter, used: use.used, waitMs: mayWait ? waitMs : null }];
  });
}

/** When a place is free nobody knows; the next may be in a moment. */
export const placeWaitMs = 1_000;

/** Sums of decimals are off by so much: nobody is refused for it. */
const rounding = 1e-9;

export function fits(used: number, amount: number, limit: number): boolean {
  return used + amount <= limit + rounding;
}
