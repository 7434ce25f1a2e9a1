import { Fault } from '../faults/fault';
import type { Target } from '../snapshot/snapshot';
import type { AttemptFailure } from '../upstream/failure';
import type { Pause } from '../upstream/pauses';
import type { PlanConditions } from './plan';

/**
 * Every target is left alone, so that nobody was asked, or one request to see how they are: not down, for all that is known, but paused. Where all of them are that
 * limit requests it is what a 429 of each would have come to; the caller reads why, and when to come again.
 */
export function leftAloneFault(
  targets: readonly Target[],
  { health, now }: Pick<PlanConditions, 'health' | 'now'>,
  { plan, failures = [] }: Known = {},
): Fault {
  const causes = new Set(targets.map((target) => causeOf(health.pausesOf(target, now)[0])));
  const [cause] = causes;
  const sent = failures.length > 0 ? 'this request was tried all the same, and failed' : 'nothing was sent';
  const { code, why } = told[causes.size === 1 && cause ? cause : 'several'];
  return new Fault(code, {
    message: `Every target of this model group ${why} and is left alone for now: ${sent}. Retry-After says when to come again.`,
    internal: ['every target is left alone', ...failures.map(({ message }) => message)].join('; '),
    ...(plan ? { plan } : {}),
    ...retryAfter(health.retryAfterMs(targets, now)),
  });
}

const limiting: ReadonlySet<Pause['why']> = new Set([
  'too-many-requests',
  'too-many-requests-again',
  'provider-too-many-requests',
]);

interface Known {
  plan?: { group: string; reasons: readonly string[] };
  /** Of the request that was to see how they are. */
  failures?: readonly AttemptFailure[];
}

type Cause = 'limited' | 'asked' | 'failed';

function causeOf(pause: Pause | undefined): Cause {
  if (pause && limiting.has(pause.why)) return 'limited';
  if (pause?.why !== 'retry-after') return 'failed';
  return pause.lastFailure === 'rate-limited' ? 'limited' : 'asked';
}

const told = {
  limited: { code: 'upstream-rate-limited', why: 'is limiting requests' },
  asked: { code: 'upstream-unavailable', why: 'has asked for a pause' },
  failed: { code: 'upstream-unavailable', why: 'has failed lately' },
  several: { code: 'upstream-unavailable', why: 'has failed lately or asked for a pause' },
} as const;

function retryAfter(ms: number): { retryAfterSeconds?: number } {
  return Number.isFinite(ms) ? { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)) } : {};
}
