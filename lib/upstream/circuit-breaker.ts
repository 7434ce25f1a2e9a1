import { type Backoff, backOff, noBackoff, recover } from './backoff';
import {
  beginPass,
  type CircuitState,
  circuitState,
  hold,
  mayPass,
  mayPassAsLastResort,
  noteAnswer,
  noteFailure,
  noteNothing,
} from './circuit';
import { type FailureClass, notTheTargets } from './failure';
import { type Pause, tellPauses } from './pauses';
import { createRecentMap } from './recent-map';
import { circuitsFor, createCircuits, type TargetCircuits, takeOwn } from './target-circuits';

/** How an attempt ended. `internal` is what ended it from the router's own side. */
export type AttemptResult = 'answered' | 'internal' | FailureClass;

/** As much of a Target as it needs. */
export interface Breakable {
  id: string;
  provider: { id: string };
  /** How long its group waits for the first content; null where the provider's own deadlines are all there is. */
  patienceMs: number | null;
}

/** A target as one group has it; without `patienceMs` as any group has it, the worst of them. */
export type Seen = Pick<Breakable, 'id'> & { patienceMs?: number | null };

/**
 * One attempt on its way. A stream is answered with its first content, so that a trial does not last as long as an answer;
 * if it is cut after that, that is noted with the same ticket.
 */
export interface Ticket {
  target: Breakable;
  begunAt: number;
  /** The number of the trial it is, or null. */
  trial: number | null;
}

/**
 * Which targets are left alone for now, as this process saw them: circuits (target-circuits.ts) and a backoff for each target,
 * and a backoff for each provider. Times are epoch milliseconds and handed in; to ask changes nothing, so that a plan can ask and be explained.
 */
export interface CircuitBreaker {
  mayTry(target: Breakable, now: number): boolean;
  /** Takes the one trial where the circuit is half-open. Null where it may not be tried after all. */
  begin(target: Breakable, now: number): Ticket | null;
  /** With none of them to be tried, the one that may be tried all the same; null where the answer is a 503 at once. */
  findLastResort<T extends Breakable>(targets: readonly T[], now: number): T | null;
  /** Takes that trial. Null where another request was quicker. */
  beginLastResort(target: Breakable, now: number): Ticket | null;
  /**
   * `retryAfterMs`: what a 429 or 503 asked for. `waitedMs`: of a time-out that the group's own deadline made, how long that let
   * the target have; it speaks for groups that wait as long, and for no other.
   */
  note(ticket: Ticket, result: AttemptResult, now: number, retryAfterMs?: number, waitedMs?: number | null): void;
  stateOf(target: Seen, now: number): CircuitState;
  /** What callers are told: `unknown` is a target that nobody has had an answer from lately, good or bad. */
  healthOf(target: Seen, now: number): 'healthy' | 'unhealthy' | 'unknown';
  /** Failures since its last answer, where the last of them is not long ago. */
  failuresInRow(target: Seen, now: number): number;
  /** The share of the tries of the last 30 seconds that failed. */
  errorRate(target: Seen, now: number): number;
  /** Why it is left alone, the longest first; none where it is not. */
  pausesOf(target: Seen & Pick<Breakable, 'provider'>, now: number): Pause[];
  /** Ends every pause of it and of its provider, and forgets its failures: somebody knows better. */
  reset(target: Pick<Breakable, 'id' | 'provider'>): void;
  /** How long until the first of these may be tried: 0 where one may be now, without end where there is none. */
  retryAfterMs(targets: readonly Breakable[], now: number): number;
}

interface TargetRecord {
  circuits: TargetCircuits;
  backoff: Backoff;
  seenAt: number;
  answeredAt: number;
}

interface ProviderRecord {
  backoff: Backoff;
  /** Which target was refused last, with no answer since. */
  limitedTarget: string | null;
}

/** Targets come and go with the policy; those not asked for longest are forgotten first. */
const MOST_TARGETS = 10_000;
const MOST_PROVIDERS = 2_000;
/** What nobody has tried for so long is known no more. */
const REMEMBERED_MS = 600_000;
/** While another request is the trial there is no telling; this is when to ask again. */
const TRIAL_WAIT_MS = 1_000;
/** A try that had less of its group's patience, because the total deadline was near, tells nothing of the target. */
const FULL_PATIENCE = 0.9;

/** `random` gives numbers from 0 up to but not including 1. */
export function createCircuitBreaker(random: () => number): CircuitBreaker {
  const targets = createRecentMap<TargetRecord>(MOST_TARGETS, () => ({
    circuits: createCircuits(),
    backoff: noBackoff(),
    seenAt: -Infinity,
    answeredAt: -Infinity,
  }));
  const providers = createRecentMap<ProviderRecord>(MOST_PROVIDERS, () => ({
    backoff: noBackoff(),
    limitedTarget: null,
  }));
  let trials = 0;

  /** How long the two backoffs still ask for. */
  function backoffMs({ id, provider }: Breakable, now: number): number {
    const until = Math.max(
      targets.peek(id)?.backoff.until ?? -Infinity,
      providers.peek(provider.id)?.backoff.until ?? -Infinity,
    );
    return Math.max(0, until - now);
  }

  function circuitsOf(target: Seen) {
    const record = targets.peek(target.id);
    return record ? circuitsFor(record.circuits, target.patienceMs) : [];
  }

  function mayTry(target: Breakable, now: number): boolean {
    const circuits = targets.peek(target.id)?.circuits;
    if (circuits === undefined) return backoffMs(target, now) === 0;
    if (!mayPass(circuits.shared, now) || backoffMs(target, now) > 0) return false;
    const own = target.patienceMs === null ? undefined : circuits.own.get(target.patienceMs);
    return own === undefined || mayPass(own, now);
  }

  function mayBeLast(target: Breakable, now: number): boolean {
    const circuits = circuitsOf(target);
    if (circuits.length === 0 || backoffMs(target, now) > 0) return false;
    return circuits.every((circuit) => mayPassAsLastResort(circuit, now));
  }

  function take(target: Breakable, now: number, isLastResort: boolean): Ticket {
    trials += 1;
    let trial: number | null = null;
    for (const circuit of circuitsOf(target)) trial = beginPass(circuit, trials, now, isLastResort) ?? trial;
    return { target, begunAt: now, trial };
  }

  function waitMs(target: Breakable, now: number): number {
    const circuits = circuitsOf(target);
    const openMs = Math.max(0, ...circuits.map(({ openUntil }) => (openUntil ?? -Infinity) - now));
    const isOnTrial = openMs === 0 && circuits.some((circuit) => !mayPass(circuit, now));
    return Math.max(openMs, isOnTrial ? TRIAL_WAIT_MS : 0, backoffMs(target, now));
  }

  return {
    mayTry,
    begin: (target, now) => (mayTry(target, now) ? take(target, now, false) : null),
    findLastResort(given, now) {
      const able = given.filter((target) => mayBeLast(target, now));
      const [soonest] = able.sort((one, other) => waitMs(one, now) - waitMs(other, now));
      return soonest ?? null;
    },
    beginLastResort: (target, now) => (mayBeLast(target, now) ? take(target, now, true) : null),
    note({ target, begunAt, trial }, result, now, retryAfterMs = 0, waitedMs = null) {
      const { patienceMs } = target;
      const isImpatient = result === 'timeout' && waitedMs !== null && patienceMs !== null;
      const isSilent =
        notTheTargets.has(result) || result === 'internal' || (isImpatient && waitedMs < patienceMs * FULL_PATIENCE);
      const record = isSilent ? targets.peek(target.id) : targets.touch(target.id);
      if (!record) return;
      const { circuits, backoff } = record;
      if (isSilent) {
        for (const circuit of circuitsFor(circuits, patienceMs)) noteNothing(circuit, trial);
        return;
      }
      record.seenAt = now;
      const provider = providers.touch(target.provider.id);
      if (result === 'answered') {
        record.answeredAt = now;
        for (const circuit of circuitsFor(circuits, patienceMs)) noteAnswer(circuit, trial, now);
        recover(backoff, begunAt);
        if (begunAt >= provider.backoff.limitedAt) provider.limitedTarget = null;
        return recover(provider.backoff, begunAt);
      }
      const failed = isImpatient ? takeOwn(circuits, patienceMs) : circuits.shared;
      for (const circuit of circuitsFor(circuits, patienceMs)) if (circuit !== failed) noteNothing(circuit, trial);
      noteFailure(failed, trial, now, { result, jitter: random() });
      if (result === 'rate-limited' || result === 'busy') hold(circuits.shared, retryAfterMs, now);
      if (result !== 'rate-limited') return;
      backOff(backoff, now, random(), retryAfterMs > 0);
      // Limits are often a model's own: only where a second target is refused as well is it the provider that is busy.
      if (provider.limitedTarget !== null && provider.limitedTarget !== target.id)
        backOff(provider.backoff, now, random());
      provider.backoff.limitedAt = now;
      provider.limitedTarget = target.id;
    },
    stateOf(target, now) {
      const states = circuitsOf(target).map((circuit) => circuitState(circuit, now));
      return states.find((state) => state === 'open') ?? states.find((state) => state === 'half-open') ?? 'closed';
    },
    healthOf(target, now) {
      const record = targets.peek(target.id);
      if (!record || now - record.seenAt > REMEMBERED_MS) return 'unknown';
      if (circuitsOf(target).some(({ openUntil }) => openUntil !== null)) return 'unhealthy';
      return now - record.answeredAt > REMEMBERED_MS ? 'unknown' : 'healthy';
    },
    failuresInRow(target, now) {
      const record = targets.peek(target.id);
      if (!record || now - record.seenAt > REMEMBERED_MS) return 0;
      return Math.max(...circuitsOf(target).map(({ failuresInRow }) => failuresInRow));
    },
    errorRate: (target, now) => Math.max(0, ...circuitsOf(target).map(({ window }) => window.failedShare(now))),
    pausesOf: ({ id, provider, patienceMs }, now) =>
      tellPauses(targets.peek(id), providers.peek(provider.id)?.backoff, patienceMs, now),
    reset({ id, provider }) {
      targets.forget(id);
      providers.forget(provider.id);
    },
    retryAfterMs: (given, now) => given.reduce((least, target) => Math.min(least, waitMs(target, now)), Infinity),
  };
}
