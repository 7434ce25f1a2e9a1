import type { Admitted } from '../admission/admission';
import type { Amounts } from '../admission/counters';
import type { Place } from '../admission/in-flight';
import type { Holder } from '../callers/authenticate-caller';
import type { OperationId } from '../exchange/request';
import type { FaultCode } from '../faults/catalogue';
import type { LatencySample } from '../routing/latency-figures';
import type { Runtime } from '../runtime/runtime';
import type { Target } from '../snapshot/snapshot';
import { AttemptMeter } from '../upstream/attempt-meter';
import type { CallControl } from '../upstream/call';
import type { AttemptResult, Ticket } from '../upstream/circuit-breaker';
import type { Release } from '../upstream/concurrency';
import type { AttemptFailure, FailureDetails } from '../upstream/failure';
import type { Outcome } from '../usage/outcomes';
import { timeOrderedId } from '../usage/time-ordered-id';
import type { UsageRecord } from '../usage/usage-record';
import type { Plan } from './plan';
import { requestLine } from './request-line';
import { findDues, settleDues, type Tried, textsToCount } from './settle-usage';
import { type RunFacts, roundMs, toRecord } from './to-record';

export interface RunStart {
  runtime: Runtime;
  requestId: string;
  holder: Holder;
  operation: OperationId;
  userAgent: string | null;
  /** When the request came: epoch milliseconds, and `performance.now()`. */
  now: number;
  startedAt: number;
}

/**
 * What is known of one request while it is carried out, and the one place where it ends: `settle` frees what it holds and
 * records its usage, exactly once, whoever calls it first.
 *
 * A class and not a closure, here and in lib/upstream: an object literal with a getter has a hidden class of its own each
 * time, which keeps all it refers to alive until a full collection; that was a third of a request's time.
 */
export class Run {
  plan: Plan | null = null;
  /** What planning had found when it gave up. */
  refused: { group: string; reasons: readonly string[] } | null = null;
  modelAsked: string | null = null;
  stream = false;
  /** What the attempt under way, or the last one, has come to. */
  meter = new AttemptMeter();
  /** True once the caller has left. */
  cancelled = false;
  /** What it holds of the process, from the moment it is let in. */
  place: Place | null = null;
  /** What the answer's headers say of the limits that it was let in by; null where there are none. */
  limitHeaders: Readonly<Record<string, string>> | null = null;
  /** What the answer's headers say of the rules it was held to. */
  validation: Readonly<Record<string, string>> = {};
  /** Milliseconds in which it waited for others than a provider's answer: its body, a place, a pause before another try. */
  waitedMs = 0;
  readonly control: CallControl = { cancel: null };
  readonly requestId: string;
  readonly #start: RunStart;
  readonly #id: string;
  #admitted: Admitted | null = null;
  readonly #tried: Tried[] = [];
  #current: Target | null = null;
  #ticket: Ticket | null = null;
  #leavePlace: Release | null = null;
  #currentStartedMs = 0;
  /** The stream has said something, so that its target counts as one that answers. */
  #hasAnswered = false;
  /** Whose answer, or whose part of one, the caller got. */
  #servedBy: Target | null = null;
  #firstTokenMs: number | null = null;
  #settled = false;

  constructor(start: RunStart) {
    this.#start = start;
    start.runtime.active.add(this);
    this.requestId = start.requestId;
    this.#id = timeOrderedId(start.now);
  }

  /** Its own among all requests: callers may use one request id several times. */
  get admissionId(): string {
    return this.#id;
  }

  /** Holds what it was let in with until it ends; one that has ended meanwhile gives it back. */
  letIn(admitted: Admitted, limitHeaders: Readonly<Record<string, string>>): void {
    this.limitHeaders = limitHeaders;
    if (this.#settled) admitted.settle(null);
    else this.#admitted = admitted;
  }

  /** When the request came, epoch milliseconds. */
  get startedAtMs(): number {
    return this.#start.now;
  }

  /** Whose answer this is, or will be. */
  get target(): Target | null {
    return this.#current ?? this.#servedBy;
  }

  /** Attempts begun, the present one included. */
  get attemptCount(): number {
    return this.#tried.length + (this.#current ? 1 : 0);
  }

  /** Milliseconds since the request came. */
  elapsed(): number {
    return performance.now() - this.#start.startedAt;
  }

  /**
   * Without a ticket nothing is told of the target's health. `leavePlace` gives its place at the provider back, where the
   * provider has only so many.
   */
  beginAttempt(target: Target, ticket: Ticket | null, leavePlace: Release | null = null): void {
    this.#current = target;
    this.#ticket = ticket;
    this.#leavePlace = leavePlace;
    this.#currentStartedMs = this.elapsed();
    this.#hasAnswered = false;
    this.meter = new AttemptMeter();
  }

  /** `answered`, or the class of the failure; an attempt is under way from its beginning to the end of its answer. */
  endAttempt(
    result: AttemptResult,
    status: number | null,
    said: Pick<FailureDetails, 'retryAfterSeconds' | 'waitedMs'> = {},
  ): void {
    const target = this.#current;
    if (!target) return;
    this.#current = null;
    this.#leavePlace?.();
    this.#leavePlace = null;
    this.#tellHealth(target, result, said);
    // An answer that was not good enough was given, and is paid for.
    const hasServed = result === 'answered' || result === 'cancelled' || result === 'invalid';
    if (hasServed || this.#firstTokenMs !== null) this.#servedBy = target;
    this.#tried.push({
      attempt: {
        provider_id: target.provider.id,
        model_id: target.model.id,
        status,
        result,
        started_ms: roundMs(this.#currentStartedMs),
        duration_ms: roundMs(this.elapsed() - this.#currentStartedMs),
      },
      target,
      meter: this.meter,
    });
  }

  #tellHealth(
    target: Target,
    result: AttemptResult,
    { retryAfterSeconds = 0, waitedMs }: Pick<FailureDetails, 'retryAfterSeconds' | 'waitedMs'>,
  ): void {
    const { health } = this.#start.runtime;
    const ticket = this.#ticket;
    if (!ticket) return;
    const at = this.#start.now + this.elapsed();
    if (!(result === 'answered' && this.#hasAnswered))
      health.note(ticket, result, at, retryAfterSeconds * 1000, waitedMs);
    if (result === 'answered') health.measure(target.id, this.#speed(), at);
  }

  /** An answer that came whole has no first token of its own. */
  #speed(): LatencySample {
    const firstMs = this.#firstTokenMs;
    const beganMs = this.#currentStartedMs;
    return {
      timeToFirstTokenMs: firstMs === null ? null : firstMs - beganMs,
      outputTokens: this.meter.usage?.outputTokens ?? null,
      outputMs: this.elapsed() - (firstMs ?? beganMs),
    };
  }

  markFirstToken(): void {
    this.#firstTokenMs ??= this.elapsed();
    if (!this.#ticket || this.#hasAnswered) return;
    this.#hasAnswered = true;
    const { runtime, now } = this.#start;
    runtime.health.note(this.#ticket, 'answered', now + this.elapsed());
  }

  /** The caller has left: stops whatever is under way and settles. */
  cancel(): void {
    if (this.#settled) return;
    this.cancelled = true;
    this.control.cancel?.();
    this.endAttempt('cancelled', null);
    // 499 is nginx's word for a caller who left; nobody is there to read it.
    this.settle('cancelled', 499, null);
  }

  /** A shutdown has waited long enough: ends the attempt under way, and with it the answer, in words the caller reads. */
  stop(): void {
    this.control.cancel?.('stopped');
  }

  /** Tells an operator which target failed and how, whether or not another one answers. */
  reportFailure(failure: AttemptFailure): void {
    const target = this.#current;
    // One that has ended was told of when it did.
    if (!target || failure.failure === 'cancelled') return;
    const { runtime, holder } = this.#start;
    // A caller's own mistake is no news to an operator; everything else is a target that did not do its part.
    runtime.log[failure.failure === 'request' ? 'info' : 'warn'](
      {
        requestId: this.requestId,
        tokenId: holder.token.tokenId,
        group: this.plan?.group.id,
        provider: target.provider.id,
        model: target.model.id,
        failure: failure.failure,
        status: failure.details.status,
        internal: failure.message,
      },
      'an attempt failed',
    );
  }

  settle(outcome: Outcome, status: number, fault: FaultCode | null): void {
    if (this.#settled) return;
    this.#settled = true;
    this.place?.release();
    // Whatever ended the request in the middle of an attempt ended that too.
    this.endAttempt('internal', null);
    const { runtime, now } = this.#start;
    const facts: RunFacts = {
      id: this.#id,
      start: this.#start,
      outcome,
      status,
      fault,
      latencyMs: roundMs(this.elapsed()),
      firstTokenMs: this.#firstTokenMs,
      servedBy: this.#servedBy,
      tries: this.#tried.map(({ attempt }) => attempt),
    };
    const request = this.plan?.request ?? null;
    const dues = findDues(this.#tried, request);
    const texts = request && textsToCount(dues, request);
    const record = (counts: readonly number[] | null) => {
      // Until here: a shutdown waits for it.
      runtime.active.delete(this);
      const settlement = settleDues(dues, request, counts, now, this.#tried.length === 1);
      const told = toRecord(this, facts, settlement);
      this.#admitted?.settle(this.#used(told));
      runtime.usage.record(told);
      runtime.metrics.record(told, this.#overheadMs(told));
      if (runtime.settings.logRequests) runtime.log.info(requestLine(told), 'request');
    };
    if (texts) void runtime.modelTokens.count(texts).then(record);
    else record(null);
  }

  /** The router's own share: nothing of it where nobody was sent anything. */
  #overheadMs({ latency_ms, tries }: UsageRecord): number | null {
    if (tries.length === 0) return null;
    const atProvidersMs = tries.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
    return Math.max(0, latency_ms - atProvidersMs - this.waitedMs);
  }

  /** What the limits are charged, by the record's own figures, so that the two agree: nothing of a request that was never sent (lib/usage/read-spent.ts). */
  #used({ attempts, input_tokens, output_tokens, cost_usd }: UsageRecord): Amounts | null {
    if (attempts === 0) return null;
    return { inputTokens: input_tokens ?? 0, outputTokens: output_tokens ?? 0, usd: cost_usd ?? 0 };
  }
}
