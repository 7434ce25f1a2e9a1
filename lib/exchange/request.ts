import type { Need } from './capabilities';
import type { DialectId } from './dialect-ids';

/**
 * The neutral request: what planning and metering need to know of it, whatever wire language it came in.
 *
 * It is not the request's whole content. A target that speaks the caller's own dialect is sent the caller's own bytes
 * (`source`), so that no field is lost; for any other the content is read into a Conversation, and only then.
 */
export interface ExchangeRequest {
  dialect: DialectId;
  /** The thing asked for, named after its path: `chat/completions`, `embeddings`. */
  operation: OperationId;
  /** As the caller wrote it: a group's id or alias. */
  model: string;
  stream: boolean;
  /** What a target's model must be able to do, each once, in the order of lib/exchange/capabilities.ts. */
  requires: readonly Need[];
  inputTokens: TokenEstimate;
  /** The output cap the caller asked for, in tokens. */
  maxOutputTokens: number | null;
  source: SourceBody;
  /** The mark of the only target that can go on from what it has kept, where the request names such (lib/dialects/provenance.ts). */
  boundTo: string | null;
  /** What its headers say of the request's own meaning. */
  headers: RequestHeaders;
}

/** What a caller can ask for, named after its path. */
export const operationIds = [
  'chat/completions',
  'responses',
  'messages',
  'messages/count_tokens',
  'embeddings',
] as const;
export type OperationId = (typeof operationIds)[number];

/** Anthropic's version and feature headers: a request means what its headers and its body say together. */
export interface RequestHeaders {
  anthropicVersion: string | null;
  /** The names in `anthropic-beta`, in order. */
  anthropicBetas: readonly string[];
}

export const noHeaders: RequestHeaders = { anthropicVersion: null, anthropicBetas: [] };

/** Made without a tokenizer (design rule 11). Images count by size class, never by encoded length. */
export interface TokenEstimate {
  /** What such text usually comes to: for deciding whether a context window is certainly too small. */
  likely: number;
  /** Of that, what is no text: images and documents. None where it is left out. */
  media?: number;
  /** What it cannot exceed in ordinary use: for reserving limits and money. */
  atMost: number;
}

/** The body as it came, what it says, and where its top-level members stand in it. */
export interface SourceBody {
  text: string;
  value: Readonly<Record<string, unknown>>;
  members: readonly SourceMember[];
}

export interface SourceMember {
  name: string;
  /** Offset of the name's opening quote. */
  start: number;
  valueStart: number;
  /** Offset just past the value. */
  end: number;
}
