import type { Dispatcher } from 'undici';
import { dialects } from '../dialects';
import type { Operation } from '../dialects/dialect';
import type { ExchangeRequest } from '../exchange/request';
import { upstreamAddress } from '../providers/address';
import type { Target } from '../snapshot/snapshot';
import { type CallControl, callUpstream, type UpstreamAnswer } from './call';
import { AttemptFailure, classifyStatus } from './failure';

/** What one try needs to know. Times are milliseconds from now. */
export interface Attempt {
  request: ExchangeRequest;
  target: Target;
  /** Something the request needs was not declared for this target. */
  undeclared: boolean;
  /** Time to first content, where the group has a deadline of its own. */
  attemptMs: number | null;
  control: CallControl;
}

/** Sends one attempt and gives back a call that has said 200; anything else is an AttemptFailure. */
export async function beginAttempt(agent: Dispatcher, attempt: Attempt): Promise<UpstreamAnswer> {
  const { request, target } = attempt;
  const { provider, model } = target;
  const body = operationOf(attempt).renderRequest(request, model.upstreamModel);
  const call = await callUpstream(
    agent,
    {
      address: upstreamAddress(provider),
      operation: request.operation,
      stream: request.stream,
      body,
      timeouts: provider.timeouts,
      attemptMs: attempt.attemptMs,
    },
    attempt.control,
  );
  if (call.status === 200 && isReadable(call)) return call;
  try {
    throw await readFailure(call, attempt);
  } finally {
    call.close();
  }
}

export function operationOf(attempt: Attempt): Operation {
  const operation = dialects[attempt.target.provider.dialect].operations[attempt.request.operation];
  if (!operation) throw new Error(`dialect ${attempt.target.provider.dialect} has no ${attempt.request.operation}`);
  return operation;
}

/** Compressed although nothing was said of accepting it: we would relay bytes nobody can read. */
function isReadable(call: UpstreamAnswer): boolean {
  return (call.header('content-encoding') ?? 'identity') === 'identity';
}

/** An error's body is read for its code, and kept word for word for a caller who made the mistake; 64 KB says enough. */
async function readFailure(call: UpstreamAnswer, attempt: Attempt): Promise<AttemptFailure> {
  if (call.status === 200)
    return new AttemptFailure('malformed', { status: 200, internal: 'the answer is compressed' });
  const body = isReadable(call) ? await readText(call, 65_536) : null;
  const said = dialects[attempt.target.provider.dialect].parseFault(body ?? '');
  const details = {
    status: call.status,
    retryAfterSeconds: parseRetryAfter(call.header('retry-after')),
    internal: `status ${call.status}${said.code ? `, code ${said.code}` : ''}`,
  };
  // Words that show the deployment's own key are no answer to a caller, whatever their status says they are about.
  const { apiKey } = attempt.target.provider;
  const showsKey = Boolean(apiKey && body?.includes(apiKey));
  const failure = showsKey ? 'deployment' : classifyStatus(call.status, said.code, attempt.undeclared);
  return failure === 'request' && body !== null
    ? new AttemptFailure(failure, { ...details, body })
    : new AttemptFailure(failure, details);
}

/** A whole body as text, or null past the limit. */
export async function readText(call: UpstreamAnswer, limitBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (let chunk = await call.read(); chunk !== null; chunk = await call.read()) {
    size += chunk.length;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  const [first] = chunks;
  return (chunks.length === 1 && first ? first : Buffer.concat(chunks, size)).toString('utf8');
}

/** Seconds, from either form of the header; nothing for what cannot be read or lies more than a day ahead. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds >= 0 && seconds <= 86_400 ? seconds : undefined;
}
