import { describeRequirements } from '../eligibility/choose-eligible';
import type { FaultCode } from '../faults/catalogue';
import { Fault } from '../faults/fault';
import type { AttemptFailure, FailureClass } from '../upstream/failure';
import type { Plan } from './plan';
import type { Skipped } from './try-targets';

/**
 * What a caller reads when every target failed. Failures that a retry may mend speak first, the last of them loudest,
 * because it is the freshest news; when all are the deployment's own, no retry will mend it and the answer says so.
 */
export function finalFault(
  failures: readonly AttemptFailure[],
  plan: Plan,
  skipped: Skipped = { full: 0, alone: 0 },
  /** What it comes to when nobody was asked because all are left alone. */
  leftAlone: () => Fault = () => new Fault('upstream-unavailable'),
): Fault {
  const internal = failures.map((failure) => failure.message).join('; ');
  const mendable = failures.filter((failure) => codes[failure.failure] !== undefined);
  const last = mendable.at(-1);
  const code = last && codes[last.failure];
  if (code) return new Fault(code, { internal, ...awayWords(code, failures), ...soonestRetry(mendable) });
  if (failures.length === 0 && skipped.full > 0)
    return new Fault('overloaded', {
      message: 'Every provider behind this model group has as many requests as it takes.',
      retryAfterSeconds: 1,
    });
  if (failures.length === 0 && skipped.alone > 0) return leftAlone();
  if (failures.length === 0)
    return new Fault('upstream-timeout', { internal: 'the total deadline passed before a try' });
  const broken = failures.findLast((failure) => failure.failure === 'invalid');
  if (broken)
    return new Fault('validation-failed', {
      message: `No answer kept the rules of this model group. ${broken.details.words ?? ''}`,
      internal,
    });
  if (failures.every((failure) => failure.failure === 'unfit')) {
    const needs = describeRequirements(plan.request, []).join(', ');
    return new Fault('no-eligible-target', {
      message: `No target of this model group can carry the request: each one tried refused what it requires (${needs}).`,
      internal,
    });
  }
  return new Fault('upstream-failed', { internal, retry: false });
}

/** To have answered that one is busy is another thing than not to be reached. */
function awayWords(code: FaultCode, failures: readonly AttemptFailure[]): { message?: string } {
  if (code !== 'upstream-unavailable' || failures.every(({ failure }) => failure === 'unreachable')) return {};
  if (failures.every(({ failure }) => failure === 'busy'))
    return { message: 'Every provider behind this model group answered that it is away or busy.' };
  return { message: 'No provider behind this model group could answer: each is busy, cannot be reached or failed.' };
}

const codes: Partial<Record<FailureClass, FaultCode>> = {
  unreachable: 'upstream-unavailable',
  busy: 'upstream-unavailable',
  timeout: 'upstream-timeout',
  'rate-limited': 'upstream-rate-limited',
  'server-error': 'upstream-failed',
  malformed: 'upstream-failed',
  cut: 'upstream-failed',
};

/** The soonest moment at which any of them asked to be tried again. */
function soonestRetry(failures: readonly AttemptFailure[]): { retryAfterSeconds?: number } {
  const waits = failures.map((failure) => failure.details.retryAfterSeconds).filter((wait) => wait !== undefined);
  return waits.length > 0 ? { retryAfterSeconds: Math.min(...waits) } : {};
}
