import type { LimitScope } from '../exchange/limits';
import type { Counter, Use } from './counters';

/** One limit as its holder reads it, in `GET /v1/usage`, `/v1/token` and an explanation. Money is US dollars. */
export interface LimitState {
  /** `requests_per_minute`, `concurrency`, `usd_per_month`, `tokens_lifetime`. */
  name: string;
  scope: LimitScope;
  /** The token's, the project's or the group's own id. */
  id: string;
  limit: number;
  /** With what is reserved for requests under way; null where it is not known, because the store is away. */
  used: number | null;
  remaining: number | null;
  /** When all of it is free again, ISO 8601 in UTC; null of what has no such moment. */
  resets_at: string | null;
}

export function tellLimits(counters: readonly Counter[], uses: readonly Use[], now: number): LimitState[] {
  return counters.map(({ name, scope, scopeId, limit }, place) => {
    const { used = 0, isKnown = true, resetMs = null } = uses[place] ?? {};
    const told = round(used);
    return {
      ...{ name, scope, id: scopeId, limit },
      ...(isKnown ? { used: told, remaining: Math.max(0, round(limit - told)) } : { used: null, remaining: null }),
      resets_at: resetMs === null ? null : new Date(now + resetMs).toISOString(),
    };
  });
}

/** Sums of decimals end in dust: nobody is charged less than a thousandth of a millionth. */
function round(amount: number): number {
  return Math.round(amount * 1e9) / 1e9;
}
