import type { RuleName } from '../exchange/answer-rules';

/** How one attempt failed. The class decides whether the next target is tried; it is what usage and logs name. */
export const failureClasses = [
  /** No connection, or it broke before an answer. */
  'unreachable',
  /** First byte, idle, total or the group's own deadline. */
  'timeout',
  /** 429: rate or quota. */
  'rate-limited',
  /** 503 and 529: it says itself that it is busy. */
  'busy',
  /** Any other 5xx, 408, 409, and an answer that says it failed. */
  'server-error',
  /** 401, 402, 403, unknown model, a redirect, an address that the egress guard refuses: the deployment's own settings are wrong. */
  'deployment',
  /** An answer that is not one. */
  'malformed',
  /** The answer ended before its end. */
  'cut',
  /** A 4xx about the request's shape from a target for which what it needs was not declared. */
  'unfit',
  /** A whole answer that breaks the rules of its group. */
  'invalid',
  /** Any other 4xx: the caller's own mistake, and the next target would be sent the same one. */
  'request',
  /** The caller left. */
  'cancelled',
  /** The router is shutting down and has waited long enough. */
  'stopped',
] as const;

export type FailureClass = (typeof failureClasses)[number];

/** Those that say nothing of how the target does: what it cannot do, callers' mistakes, callers who leave, and our own end. */
export const notTheTargets: ReadonlySet<string> = new Set<FailureClass>([
  'unfit',
  'invalid',
  'request',
  'cancelled',
  'stopped',
]);

/** What is known of a failure beside its class. */
export interface FailureDetails {
  status?: number;
  retryAfterSeconds?: number | undefined;
  /** Of a `timeout` that the group's own deadline made: how long the target had. */
  waitedMs?: number;
  /** The upstream's own answer, where it may pass through word for word. */
  body?: string;
  internal?: string;
  /** Of an `invalid` one: what its caller may read of it. */
  words?: string;
  rule?: RuleName;
  cause?: unknown;
}

/** Thrown by an attempt; never shown to a caller as it is. */
export class AttemptFailure extends Error {
  constructor(
    readonly failure: FailureClass,
    readonly details: FailureDetails = {},
  ) {
    super(details.internal ?? failure, { cause: details.cause });
    this.name = 'AttemptFailure';
  }

  /** Ended from this side, and no upstream's doing. */
  get isOurs(): boolean {
    return this.failure === 'cancelled' || this.failure === 'stopped';
  }

  /** May the next target do better? */
  get movesOn(): boolean {
    return this.failure !== 'request' && !this.isOurs;
  }
}

/**
 * Design section 8: which answers of an upstream move on, and why. `undeclared`: something the request needs was not
 * declared for this target. A 404 or 405 is an unknown model or a wrong base URL, which are the deployment's to mend.
 */
export function classifyStatus(status: number, code: string | null, undeclared: boolean): FailureClass {
  if (status === 429) return 'rate-limited';
  if (status === 503 || status === 529) return 'busy';
  if (status === 501 && undeclared) return 'unfit';
  if (status >= 500 || status === 408 || status === 409) return 'server-error';
  if (status < 400 || status === 401 || status === 402 || status === 403 || status === 407) return 'deployment';
  // Google's word for a key that is wrong, which comes as a 400.
  if (code === 'API_KEY_INVALID') return 'deployment';
  if (status === 404 || status === 405 || code === 'model_not_found') return undeclared ? 'unfit' : 'deployment';
  return undeclared ? 'unfit' : 'request';
}
