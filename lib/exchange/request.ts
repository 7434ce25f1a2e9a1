import type { Capability } from './capabilities';
import type { DialectId } from './dialect-ids';

/**
 * The neutral request: what planning and metering need to know of it, whatever wire language it came in.
 *
 * It is not the request's whole content. A target that speaks the caller's own dialect is sent the caller's own bytes
 * (`source`), so that no field is lost; the neutral content that translation needs is added with the second dialect.
 */
export interface ExchangeRequest {
  dialect: DialectId;
  /** The thing asked for, named after its path: `chat/completions`, `embeddings`. */
  operation: OperationId;
  /** As the caller wrote it: a group's id or alias. */
  model: string;
  stream: boolean;
  /** Capabilities a target must have, each once, in the order of lib/exchange/capabilities.ts. */
  requires: readonly Capability[];
  inputTokens: TokenEstimate;
  /** The output cap the caller asked for, in tokens. */
  maxOutputTokens: number | null;
  source: SourceBody;
}

export const operationIds = ['chat/completions', 'embeddings'] as const;
export type OperationId = (typeof operationIds)[number];

/** Made without a tokenizer (design rule 11). Images count by size class, never by encoded length. */
export interface TokenEstimate {
  /** What such text usually comes to: for deciding whether a context window is certainly too small. */
  likely: number;
  /** What it cannot exceed in ordinary use: for reserving limits and money. */
  atMost: number;
}

/** The body as it came, and where its top-level members stand in it. */
export interface SourceBody {
  text: string;
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
