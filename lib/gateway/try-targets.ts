import { isObject, parseJson } from '../dialects/json-values';
import type { DialectId } from '../exchange/dialect-ids';
import { Fault } from '../faults/fault';
import type { Attempt } from '../upstream/attempt';
import { AttemptFailure } from '../upstream/failure';
import { finalFault } from './final-fault';
import type { Plan, PlannedTarget } from './plan';
import type { Run } from './run';

/** The caller's own mistake, in the upstream's own words: passed through as it is (design section 8). */
export class UpstreamRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    /** What the body is written in. */
    readonly dialect: DialectId,
  ) {
    super(`the upstream refused the request with ${status}`);
    this.name = 'UpstreamRefusal';
  }
}

/** Timers count whole milliseconds and may fire one early: what is left then is no time for another try. */
const LEAST_MS = 2;

/**
 * Tries the plan's targets in order until one answers. A failure that the next target would only repeat ends it; when none
 * is left the failures together say what the caller reads.
 */
export async function tryTargets<T>(plan: Plan, run: Run, tryOnce: (attempt: Attempt) => Promise<T>): Promise<T> {
  const failures: AttemptFailure[] = [];
  const { attemptTimeoutMs, totalTimeoutMs } = plan.group.retry;
  for (const planned of plan.order) {
    const left = totalTimeoutMs === null ? null : totalTimeoutMs - run.elapsed();
    if (left !== null && left < LEAST_MS) break;
    if (run.cancelled) throw new AttemptFailure('cancelled');
    run.beginAttempt(planned.target);
    try {
      return await tryOnce(attemptAt(planned, plan, run, shorter(attemptTimeoutMs, left)));
    } catch (error) {
      if (!(error instanceof AttemptFailure)) throw error;
      run.reportFailure(error);
      run.endAttempt(error.failure, error.details.status ?? null);
      if (!error.movesOn) throw error.isOurs ? error : refusal(error, planned.target.provider.dialect);
      failures.push(error);
    }
  }
  throw finalFault(failures, plan);
}

/** One try at one target of the plan; `attemptMs` is how long its first content may take. */
export function attemptAt(
  { target, undeclared }: PlannedTarget,
  plan: Plan,
  run: Run,
  attemptMs: number | null,
): Attempt {
  return {
    request: plan.request,
    target,
    undeclared,
    attemptMs,
    marks: plan.group.targets.length > 1,
    answerId: run.requestId.slice('req_'.length),
    createdAt: Math.floor(run.startedAtMs / 1000),
    control: run.control,
  };
}

function shorter(one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : Math.min(one, other);
}

/** JSON passes word for word; a proxy's HTML page would tell the caller's SDK nothing, so its status is told in our words. */
function refusal(failure: AttemptFailure, dialect: DialectId): Error {
  const { status = 400, body, internal } = failure.details;
  if (body !== undefined && isObject(parseJson(body))) return new UpstreamRefusal(status, body, dialect);
  if (status === 413)
    return new Fault('request-too-large', { message: 'The provider refused the request as too large.', internal });
  return new Fault('invalid-request', { message: `The provider refused the request with status ${status}.`, internal });
}
