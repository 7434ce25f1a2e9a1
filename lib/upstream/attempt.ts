import type { Dispatcher } from 'undici';
import { dialects, relayFor } from '../dialects';
import type { Relay, RelayContext } from '../dialects/dialect';
import { makerOf } from '../dialects/provenance';
import type { ExchangeRequest } from '../exchange/request';
import { upstreamAddress, upstreamPath } from '../providers/address';
import type { Target } from '../snapshot/snapshot';
import type { AttemptMeter } from './attempt-meter';
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
  /** Must what only this target can read back be marked as its own? Not where the group has no other. */
  marks: boolean;
  /** 32 hex digits of the request's own. */
  answerId: string;
  /** Epoch seconds. */
  createdAt: number;
  control: CallControl;
  /** Told what the upstream counts and says. */
  meter: AttemptMeter;
}

/** An attempt on its way: a call that has said 200, and what stands between its dialect and the caller's. */
export interface Begun {
  call: UpstreamAnswer;
  relay: Relay;
  context: RelayContext;
}

/** Sends one attempt; anything but a 200 is an AttemptFailure. */
export async function beginAttempt(agent: Dispatcher, attempt: Attempt): Promise<Begun> {
  const { request, target } = attempt;
  const { provider } = target;
  const relay = relayFor(request.dialect, request.operation, provider.dialect);
  if (!relay) throw new Error(`no way from ${request.dialect} ${request.operation} to ${provider.dialect}`);
  const context = relayContextOf(attempt);
  const address = upstreamAddress(provider);
  const call = await callUpstream(
    agent,
    {
      origin: address.origin,
      path: upstreamPath(address, relay.path(context)),
      headers: headersOf(request.stream ? address.headers.stream : address.headers.whole, relay.headers?.(context)),
      body: relay.renderRequest(context),
      timeouts: provider.timeouts,
      attemptMs: attempt.attemptMs,
      meter: attempt.meter,
    },
    attempt.control,
  );
  if (call.status === 200 && isReadable(call)) return { call, relay, context };
  try {
    throw await readFailure(call, attempt);
  } finally {
    call.close();
  }
}

/** All that translation may know of it. */
export function relayContextOf({ request, target, marks, answerId, createdAt }: Attempt): RelayContext {
  const { provider, model } = target;
  return {
    request,
    upstreamModel: model.upstreamModel,
    maxOutputTokens: model.maxOutputTokens,
    reasons: model.capabilities.reasoning ?? null,
    quirks: provider.quirks,
    betas: provider.betas,
    maker: makerOf(target.id),
    marks,
    answerId,
    createdAt,
  };
}

type Headers = Readonly<Record<string, string>>;

/** The provider's own headers win: an operator wrote them. */
function headersOf(provider: Headers, dialect: Headers | undefined): Headers {
  return dialect ? { ...dialect, ...provider } : provider;
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
  const said = dialects[attempt.target.provider.dialect].upstream.parseFault(body ?? '');
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

const longestWaitSeconds = 3_600;
/** What `Date.parse` would read of anything else is a guess. */
const dateForms = /^(?:[a-z]{3,9},? |\d{4}-\d\d-\d\dt)/i;

/** Seconds, from either form of the header, an hour at most; nothing for what cannot be read or is over. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const isCount = /^\d+$/.test(value);
  if (!isCount && !dateForms.test(value)) return undefined;
  const seconds = isCount ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds >= 0 ? Math.min(seconds, longestWaitSeconds) : undefined;
}
