import type { DialectId } from '../exchange/dialect-ids';
import type { ExchangeEvent, Usage } from '../exchange/events';
import type { ExchangeRequest, OperationId } from '../exchange/request';
import type { Fault } from '../faults/fault';

/**
 * A dialect is a wire language: how one request and its answer are written. It is used on both sides of the router, to read
 * callers and to speak to targets, so that translation is 2N files and never N×M (design rule 2).
 *
 * It is not a provider (a place: address, credentials, quirks), not a transport (bytes, deadlines, cancelling) and not a
 * decision (which target, whether to try again). Everything in it is a pure function of what it is given: no network,
 * no clock, no environment.
 */
export interface Dialect {
  id: DialectId;
  operations: Partial<Record<OperationId, Operation>>;
  /** What an upstream's own failure says of itself, from its body. */
  parseFault(body: string): UpstreamFault;
  renderFault: RenderFault;
  /** The frame that ends a stream which has already begun. */
  renderFaultEvent(fault: Fault, context: FaultContext): string;
}

/** One thing that can be asked for in a dialect. `OperationId` is also the path that a provider's base URL is followed by. */
export interface Operation {
  /** Reads a caller's body; throws a Fault that says what was expected. */
  parseRequest(text: string): ExchangeRequest;
  /** The body for a target that speaks this same dialect. */
  renderRequest(request: ExchangeRequest, upstreamModel: string): string;
  /** Reads a whole answer; null when it is not one. */
  parseAnswer(text: string): Answer | null;
  /** The caller's own copy of a whole answer: `model` is the name they asked for. */
  renderAnswer(text: string, request: ExchangeRequest): string;
  /** Absent where an operation does not stream. */
  openStream?(request: ExchangeRequest): StreamRelay;
}

export interface Answer {
  usage: Usage | null;
}

/** A stream on its way through. State is the closure's. */
export interface StreamRelay {
  /** One frame in, its neutral events and the caller's own copy of it out. */
  step(data: string, event: string | null): StreamOutput;
  /** The dialect's last word, for an upstream that finished every choice and forgot to say it. */
  end(): string;
}

export interface StreamOutput {
  events: readonly ExchangeEvent[];
  /** Bytes for the caller: whole frames, or nothing where the frame is not theirs to see. */
  text: string;
}

export interface UpstreamFault {
  code: string | null;
  message: string | null;
}

export interface FaultContext {
  requestId: string;
  /** This deployment's origin, for the address of the fault's docs page. */
  origin: string;
}

/** The JSON body of a fault in the shape this dialect's own SDKs understand. */
export type RenderFault = (fault: Fault, context: FaultContext) => unknown;

/** A sign of life that fits every dialect: a comment, which readers of server-sent events skip. */
export const keepAliveFrame = ': keep-alive\n\n';
