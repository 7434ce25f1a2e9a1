import type { ExchangeAnswer } from '../exchange/answer';
import type { Conversation } from '../exchange/conversation';
import type { DialectId } from '../exchange/dialect-ids';
import type { ExchangeEvent, StreamSignal, Usage } from '../exchange/events';
import type { Feature, FeatureTable } from '../exchange/features';
import type { Quirk } from '../exchange/quirks';
import type { ExchangeRequest, OperationId, RequestHeaders } from '../exchange/request';
import type { Fault } from '../faults/fault';
import type { Delivered } from './delivered';

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
  /** Reading callers and answering them. Null for a dialect that is only spoken to providers. */
  caller: CallerHalf | null;
  /** Speaking to providers and reading their answers. */
  upstream: UpstreamHalf;
  /** Both ends speak it: what it came in is passed on, byte for byte but for what design rule 2 names. */
  passThrough: Partial<Record<OperationId, Relay>>;
}

export interface CallerHalf {
  /** Reads a caller's body as far as planning needs; throws a Fault that says what was expected. */
  parseRequest: Partial<Record<OperationId, (text: string, headers: RequestHeaders) => ExchangeRequest>>;
  /** Reads the content too. Never throws: what it cannot read is named in `foreign`. */
  parseConversation(request: ExchangeRequest): Conversation;
  /** The features a request in this dialect can ask for at all: the rows of its compatibility table. */
  asks: readonly Feature[];
  /** A whole answer as its JSON text. */
  renderAnswer(answer: ExchangeAnswer, context: RelayContext): string;
  openRenderer(context: RelayContext): EventRenderer;
  renderFault: RenderFault;
  /** The frame that ends a stream of which nothing but comments was sent. */
  renderFaultEvent(fault: Fault, context: FaultContext): string;
}

export interface UpstreamHalf {
  /** What becomes of each feature of a request that came in another dialect. */
  carries: FeatureTable;
  /** What one model in particular is not sent beside that, for `x-router-degraded`. */
  loses?(conversation: Conversation, upstreamModel: string, quirks: ReadonlySet<Quirk>): readonly Feature[];
  /** What follows the provider's base URL, from its slash on, a query included. */
  path(context: RelayContext): string;
  headers?(context: RelayContext): Readonly<Record<string, string>>;
  /** The body for this target. Tools are already bridged where `carries` says so (bridge-tools.ts). */
  renderRequest(conversation: Conversation, context: RelayContext): string;
  /** Reads a whole answer; null when it is not one. */
  parseAnswer(text: string, context: RelayContext): ExchangeAnswer | null;
  openParser(context: RelayContext): EventParser;
  /** What an upstream's own failure says of itself, from its body. */
  parseFault(body: string): UpstreamFault;
}

/** step(frame) → neutral events. State is the closure's. */
export interface EventParser {
  step(data: string, event: string | null): readonly ExchangeEvent[];
  /** The bytes have ended: what is still to be said, `end` included if the answer is whole without its last word. */
  end(): readonly ExchangeEvent[];
}

/** step(event) → whole frames for the caller, or nothing. Never sees `error` events: those become faults. */
export interface EventRenderer {
  step(event: ExchangeEvent): string;
  /** The last frames of a stream that has begun and cannot go on. */
  fail(fault: Fault, context: FaultContext): string;
}

/** What stands between a caller and a target for one operation: passed through, or translated (translate.ts). */
export interface Relay {
  path(context: RelayContext): string;
  headers?(context: RelayContext): Readonly<Record<string, string>>;
  renderRequest(context: RelayContext): string;
  /** A whole answer of the target as the caller's own; null when it is not an answer. */
  relayAnswer(text: string, context: RelayContext): RelayedAnswer | null;
  /** Absent where an operation does not stream. */
  openStream?(context: RelayContext): StreamRelay;
}

/** One request at one target: all that translation may know. */
export interface RelayContext {
  request: ExchangeRequest;
  /** The model's name at its provider. */
  upstreamModel: string;
  /** The most the model gives, in tokens, where that is declared. */
  maxOutputTokens: number | null;
  /** Does the model reason? Null where nobody has declared it. */
  reasons: boolean | null;
  quirks: ReadonlySet<Quirk>;
  /** Betas this provider takes beside its own dialect's; null for all. */
  betas: ReadonlySet<string> | null;
  /** The target's mark on what only it can read back (provenance.ts). */
  maker: string;
  /** Is the mark needed where both ends speak one dialect? Not where a group has one target. */
  marks: boolean;
  /** 32 hex digits of this request's own: the ids of a translated answer are made of it. */
  answerId: string;
  /** Epoch seconds. */
  createdAt: number;
}

export interface RelayedAnswer {
  text: string;
  usage: Usage | null;
}

/** A stream on its way through. State is the closure's. */
export interface StreamRelay {
  /** What the upstream has said so far, read where it gives no figure of its own. */
  delivered: Delivered;
  /** One frame in, its signals and the caller's own copy of it out. */
  step(data: string, event: string | null): StreamOutput;
  /** The bytes have ended without the dialect's last word: that word, for an upstream that finished and forgot to say it. */
  end(): StreamOutput;
  /** The last frames after a failure, in the middle of it. */
  fail(fault: Fault, context: FaultContext): string;
}

export interface StreamOutput {
  signals: readonly StreamSignal[];
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
