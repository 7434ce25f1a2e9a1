import { identifyHolder, requireActive } from '../callers/authenticate-caller';
import { dialects } from '../dialects';
import type { Dialect, FaultContext } from '../dialects/dialect';
import type { DialectId } from '../exchange/dialect-ids';
import type { OperationId } from '../exchange/request';
import { Fault } from '../faults/fault';
import { requestIdOf } from '../runtime/request-id';
import { requestOrigin } from '../runtime/request-origin';
import { getRuntime } from '../runtime/runtime';
import { AttemptFailure } from '../upstream/failure';
import { answerStream, settleFailure } from './answer-stream';
import { answerWhole } from './answer-whole';
import { asFault } from './as-fault';
import { discardBody } from './discard-body';
import { faultResponse } from './fault-response';
import { onLeave } from './node-door';
import { planExchange } from './plan';
import { readRequestBody } from './read-request-body';
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
  const dialect = dialects[dialectId];
  const operation = dialect.operations[operationId];
  if (!operation) throw new Error(`dialect ${dialectId} has no ${operationId}`);
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
    const text = await readRequestBody(request, place, runtime.settings.maxBodyBytes);
    const exchange = operation.parseRequest(text);
    run.modelAsked = exchange.model;
    run.stream = exchange.stream;
    const plan = planExchange(snapshot, holder, exchange, Math.random);
    run.plan = plan;

    if (!exchange.stream) return await answerWhole(runtime, plan, run);
    const streaming = run;
    return await answerStream(runtime, plan, run, {
      renderFailure(error) {
        const fault =
          error instanceof UpstreamRefusal ? tellRefusal(error, dialect) : asFault(error, runtime.log, requestId);
        settleFailure(streaming, error, fault);
        return dialect.renderFaultEvent(fault, contextOf());
      },
    });
  } catch (error) {
    discardBody(request);
    if (run && hasLeft(error, run)) return new Response(null, { status: 499 });
    if (run && error instanceof UpstreamRefusal) return passRefusal(error, run);
    const fault = asFault(error, runtime.log, requestId);
    if (run) settleFault(run, fault);
    else if (fault.code === 'unauthorized') runtime.unauthenticated.count += 1;
    return faultResponse(fault, dialect.renderFault, contextOf());
  }
}

/** Nobody is there to read an answer; how the caller's going was noticed does not matter. */
function hasLeft(error: unknown, run: Run): boolean {
  if (error instanceof AttemptFailure && error.failure === 'cancelled') run.cancel();
  return run.cancelled;
}

function settleFault(run: Run, fault: Fault): void {
  run.refused = fault.options.plan ?? null;
  const outcome = run.attemptCount > 0 ? 'failed' : 'refused';
  run.settle(outcome, fault.entry.status, fault.code);
}

/** The same once the status has gone out: the upstream's message is all that an error event has room for. */
function tellRefusal(refusal: UpstreamRefusal, dialect: Dialect): Fault {
  const { message } = dialect.parseFault(refusal.body);
  return new Fault('invalid-request', message === null ? {} : { message });
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
      'x-router-attempts': String(run.attemptCount),
      'x-should-retry': 'false',
    },
  });
}
