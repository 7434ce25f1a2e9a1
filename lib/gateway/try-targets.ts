import { isObject, parseJson } from '../dialects/json-values';
import type { DialectId } from '../exchange/dialect-ids';
import { Fault } from '../faults/fault';
import type { Runtime } from '../runtime/runtime';
import type { Attempt } from '../upstream/attempt';
import type { Ticket } from '../upstream/circuit-breaker';
import type { Release } from '../upstream/concurrency';
import { AttemptFailure, notTheTargets } from '../upstream/failure';
import { finalFault } from './final-fault';
import { leftAloneFault } from './left-alone';
import { pause } from './pause';
import type { Plan, PlannedTarget } from './plan';
import type { Run } from './run';
import { takePlace } from './take-place';

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

/** A connection that broke is tried again at the same target after so long, and as much again by chance. */
const RETRY_PAUSE_MS = 50;

/**
 * Tries the plan's targets in order until one answers. A failure that the next target would only repeat ends it; when none
 * is left the failures together say what the caller reads.
 */
export async function tryTargets<T>(
  runtime: Pick<Runtime, 'health' | 'places'>,
  plan: Plan,
  run: Run,
  tryOnce: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const failures: AttemptFailure[] = [];
  const skipped: Skipped = { full: 0, alone: 0 };
  const { attempts, attemptTimeoutMs, totalTimeoutMs } = plan.group.retry;
  const waiting = [...plan.order, ...plan.beyond];
  const again = new Set<PlannedTarget>();
  let tries = attempts;
  let invalid = 0;
  let failedTrials = 0;
  while (tries > 0) {
    const planned = waiting.shift();
    if (!planned) break;
    const left = timeLeft(totalTimeoutMs, run);
    if (left !== null && left < LEAST_MS) break;
    if (run.cancelled) throw new AttemptFailure('cancelled');
    const { provider } = planned.target;
    const place = provider.places.concurrency === null ? null : await takePlace(runtime.places, provider, run, left);
    if (place === 'full') {
      skipped.full += 1;
      continue;
    }
    const ticket = beginAttempt(runtime, plan, run, planned, place);
    if (!ticket) {
      skipped.alone += 1;
      continue;
    }
    tries -= 1;
    try {
      // Counted anew: the wait for a place has taken some of it.
      const attemptMs = shorter(attemptTimeoutMs, timeLeft(totalTimeoutMs, run));
      return await tryOnce(attemptAt(planned, plan, run, attemptMs === null ? null : Math.max(LEAST_MS, attemptMs)));
    } catch (error) {
      if (!(error instanceof AttemptFailure)) throw error;
      run.reportFailure(error);
      run.endAttempt(error.failure, error.details.status ?? null, error.details);
      if (!error.movesOn) throw error.isOurs ? error : refusal(error, planned.target.provider.dialect);
      failures.push(error);
      if (ticket.trial !== null && !notTheTargets.has(error.failure)) failedTrials += 1;
      if (error.failure === 'invalid') {
        invalid += 1;
        if (invalid > (plan.group.validation?.attempts ?? 0)) break;
      }
      // A try to spare is spent where the connection broke: never one that another target would have had.
      if (error.failure === 'unreachable' && !again.has(planned) && tries > waiting.length) {
        again.add(planned);
        waiting.unshift(planned);
        await pause(RETRY_PAUSE_MS * (1 + Math.random()), run);
      }
    }
  }
  // Whoever was let through to see how they are reads what all others read meanwhile, and when to come again.
  if (failures.length > 0 && failedTrials === failures.length && waiting.length === 0)
    throw leftAlone(runtime, plan, run, failures);
  throw finalFault(failures, plan, skipped, () => leftAlone(runtime, plan, run));
}

/** Targets that were passed over without a try: no place was free, or they are left alone by now. */
export interface Skipped {
  full: number;
  alone: number;
}

/** Null where the target is left alone after all: it has failed since the plan was made, or another request is its trial. */
function beginAttempt(
  { health }: Pick<Runtime, 'health'>,
  plan: Plan,
  run: Run,
  { target }: PlannedTarget,
  leavePlace: Release | null,
): Ticket | null {
  const now = run.startedAtMs + run.elapsed();
  const ticket = plan.isLastResort ? health.beginLastResort(target, now) : health.begin(target, now);
  if (ticket) run.beginAttempt(target, ticket, leavePlace);
  else leavePlace?.();
  return ticket;
}

function leftAlone(
  { health }: Pick<Runtime, 'health'>,
  { order, beyond, alone }: Plan,
  run: Run,
  failures: readonly AttemptFailure[] = [],
): Fault {
  const targets = new Set([...[...order, ...beyond].map(({ target }) => target), ...alone]);
  return leftAloneFault([...targets], { health, now: run.startedAtMs + run.elapsed() }, { failures });
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
    meter: run.meter,
  };
}

function timeLeft(totalMs: number | null, run: Run): number | null {
  return totalMs === null ? null : totalMs - run.elapsed();
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
