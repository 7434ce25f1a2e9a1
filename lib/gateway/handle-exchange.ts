import { identifyHolder, requireActive } from '../callers/authenticate-caller';
import { dialects } from '../dialects';
import type { FaultContext } from '../dialects/dialect';
import type { DialectId } from '../exchange/dialect-ids';
import type { OperationId } from '../exchange/request';
import { Fault } from '../faults/fault';
import { randomOf } from '../routing/digest';
import { requestIdOf } from '../runtime/request-id';
import { requestOrigin } from '../runtime/request-origin';
import { getRuntime } from '../runtime/runtime';
import { AttemptFailure } from '../upstream/failure';
import { admit } from './admit';
import { answerCount } from './answer-count';
import { createAnswerJudge } from './answer-judge';
import { answerStream, settleFailure } from './answer-stream';
import { answerWhole } from './answer-whole';
import { asFault } from './as-fault';
import { discardBody } from './discard-body';
import { faultResponse } from './fault-response';
import { conditionsOf, makePlan } from './make-plan';
import { onLeave } from './node-door';
import { readRequestBody } from './read-request-body';
import { requestHeaders } from './request-headers';
import { routerHeaders } from './router-headers';
import { Run } from './run';
import { UpstreamRefusal } from './try-targets';

/**
 * The way of one request: know the caller, take a place, read the request, plan it, carry it out; and however it ends,
 * one settled run and one answer in the caller's own dialect.
 */
export async function handleExchange(
  request: Request,
  dialectId: DialectId,
  operationId: OperationId,
): Promise<Response> {
  const startedAt = performance.now();
  const runtime = getRuntime();
  const caller = dialects[dialectId].caller;
  const parseRequest = caller?.parseRequest[operationId];
  if (!caller || !parseRequest) throw new Error(`nobody calls ${operationId} in ${dialectId}`);
  const requestId = requestIdOf(request.headers);
  const contextOf = (): FaultContext => ({ requestId, origin: requestOrigin(request, runtime) });
  let run: Run | null = null;

  try {
    const snapshot = runtime.snapshot.current();
    const now = Date.now();
    const holder = identifyHolder(request.headers, snapshot, now);
    run = new Run({
      runtime,
      requestId,
      holder,
      operation: operationId,
      userAgent: request.headers.get('user-agent'),
      now,
      startedAt,
    });
    const begun = run;
    onLeave(request, () => begun.cancel());

    requireActive(holder);
    const place = runtime.inFlight.enter();
    run.place = place;
    const waitsFrom = run.elapsed();
    const text = await readRequestBody(request, place, runtime.settings.maxBodyBytes);
    run.waitedMs += run.elapsed() - waitsFrom;
    const exchange = parseRequest(text, requestHeaders(request.headers));
    run.modelAsked = exchange.model;
    run.stream = exchange.stream;
    const random = randomOf(requestId);
    const conditions = conditionsOf(runtime, { now, random, headers: request.headers });
    const plan = await makePlan(snapshot, holder, exchange, conditions, runtime.sandbox);
    // Whoever left while a policy was asked is told nothing any more.
    if (run.cancelled) throw new AttemptFailure('cancelled');
    run.plan = plan;

    if (exchange.operation === 'messages/count_tokens') return await answerCount(runtime, plan, run);
    await admit(runtime, plan, holder, run);
    if (run.cancelled) throw new AttemptFailure('cancelled');
    const judge = createAnswerJudge(plan, { holder, conditions, sandbox: runtime.sandbox });
    if (!exchange.stream) return await answerWhole(runtime, plan, run, judge);
    const streaming = run;
    return await answerStream(runtime, plan, run, judge, {
      renderFailure(error, stream) {
        const fault = error instanceof UpstreamRefusal ? tellRefusal(error) : asFault(error, runtime.log, requestId);
        settleFailure(streaming, error, fault);
        return stream ? stream.fail(fault, contextOf()) : caller.renderFaultEvent(fault, contextOf());
      },
    });
  } catch (error) {
    discardBody(request);
    if (run && hasLeft(error, run)) return new Response(null, { status: 499 });
    if (run && error instanceof UpstreamRefusal && error.dialect === dialectId) return passRefusal(error, run);
    const fault = error instanceof UpstreamRefusal ? tellRefusal(error) : asFault(error, runtime.log, requestId);
    if (run) settleFault(run, fault);
    else if (fault.code === 'unauthorized') runtime.unauthenticated.count += 1;
    return faultResponse(fault, caller.renderFault, contextOf());
  }
}

/** Nobody is there to read an answer; how the caller's going was noticed does not matter. */
function hasLeft(error: unknown, run: Run): boolean {
  if (error instanceof AttemptFailure && error.failure === 'cancelled') run.cancel();
  return run.cancelled;
}

function settleFault(run: Run, fault: Fault): void {
  run.refused = fault.options.plan ?? null;
  // Too much to do is refused; a policy that fails, and targets that are all left alone, are failures.
  const isFailed = run.attemptCount > 0 || (fault.entry.status >= 500 && fault.code !== 'overloaded');
  const outcome = isFailed ? 'failed' : 'refused';
  run.settle(outcome, fault.entry.status, fault.code);
}

/** The same in another dialect, or once the status has gone out: the upstream's message, in the caller's own kind of error. */
function tellRefusal({ status, body, dialect }: UpstreamRefusal): Fault {
  const { message } = dialects[dialect].upstream.parseFault(body);
  return new Fault(status === 413 ? 'request-too-large' : 'invalid-request', message === null ? {} : { message });
}

/** The upstream's own words about the caller's own mistake: clients repair themselves by them. */
function passRefusal(refusal: UpstreamRefusal, run: Run): Response {
  run.settle('failed', refusal.status, null);
  return new Response(refusal.body, {
    status: refusal.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-request-id': run.requestId,
      ...(run.plan ? routerHeaders(run.plan, run) : {}),
      'x-should-retry': 'false',
    },
  });
}
