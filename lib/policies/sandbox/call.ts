/** What the sandbox is asked to do: plain values, so that they cross to a thread. */
export interface SandboxCall {
  /** Compiled JavaScript: the body of a CommonJS module. */
  code: string;
  entry: PolicyEntry;
  /** JSON: what the policy is called with. */
  input: string;
  /** How long it may compute, counted from when it begins. */
  deadlineMs: number;
}

export type PolicyEntry = 'route' | 'validate';

/**
 * How a call ended. `said` is what the sandbox's prelude says in JSON, as little to be trusted as the policy itself; it
 * `hasGrown` where the call wanted so much memory that its engine had to be thrown away.
 */
export type CallOutcome =
  | { said: string; failed?: undefined; hasGrown: boolean; ms: number }
  | { said?: undefined; failed: CallFailure; message: string; ms: number };

/**
 * `overran`: past its deadline; `crashed`: it took the engine or the thread with it; `suspended`: it has done so again and
 * again and is not run for a while; `overloaded`: too many calls wait; `too-large`: what the policy would be told is more than it has memory for; `unavailable`: there is no sandbox to run it in.
 */
export const callFailures = [
  'threw',
  'overran',
  'out-of-memory',
  'crashed',
  'suspended',
  'overloaded',
  'too-large',
  'unavailable',
] as const;
export type CallFailure = (typeof callFailures)[number];

/** In UTF-16 units: what QuickJS can take in, parse and leave a policy room beside. */
export const mostInput = 1_000_000;
