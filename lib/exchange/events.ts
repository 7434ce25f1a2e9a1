import type { Signature } from './conversation';

/**
 * The neutral events of an answer's stream, named noun-verb. A block is one text, one thought, one refusal or one tool call;
 * blocks are numbered from 0 in the order they start, each starts once and ends once, and deltas of two may interleave.
 */
export type ExchangeEvent =
  | { type: 'start'; usage: Usage | null }
  | { type: 'text-start' | 'refusal-start'; block: number }
  | { type: 'reasoning-start'; block: number; isSummary: boolean }
  | { type: 'text-delta' | 'reasoning-delta' | 'refusal-delta'; block: number; text: string }
  | { type: 'text-logprobs'; block: number; logprobs: readonly TokenLogprob[] }
  | { type: 'text-annotation'; block: number; annotation: Annotation }
  /** The thought goes on in a new paragraph: a second summary part. */
  | { type: 'reasoning-break'; block: number }
  | { type: 'reasoning-signature'; block: number; signature: Signature }
  | {
      type: 'tool-call-start';
      block: number;
      id: string;
      name: string;
      namespace: string | null;
      kind: 'function' | 'custom';
    }
  /** A piece of the arguments' JSON text, or of a custom tool's input. */
  | { type: 'tool-call-delta'; block: number; text: string }
  | { type: 'tool-call-signature'; block: number; signature: Signature }
  | { type: 'block-end'; block: number }
  /** The latest figures; what an event leaves null the one before it said. */
  | { type: 'usage'; usage: Usage }
  | { type: 'finish'; reason: FinishReason; stopSequence: string | null }
  /** The upstream says itself that it failed. `malformed` is what could not be read. */
  | { type: 'error'; code: string | null }
  /** The dialect's own last word. */
  | { type: 'end' };

/** What a relay tells of a stream on its way: all that the gateway and the meter need of it, whatever its dialect. */
export type StreamSignal =
  /** Any delta of text, reasoning, refusal or a tool call: the moment from which a stream is committed. */
  | { type: 'content' }
  | { type: 'usage'; usage: Usage }
  /** The upstream says itself that it failed. */
  | { type: 'error'; code: string | null }
  /** The dialect's own last word. */
  | { type: 'end' };

/** Why an answer ended. `pause`: a provider's own tool runs on; `context-length`: the window is full. */
export const finishReasons = [
  'stop',
  'stop-sequence',
  'length',
  'context-length',
  'tool-calls',
  'content-filter',
  'refusal',
  'pause',
] as const;
export type FinishReason = (typeof finishReasons)[number];

/**
 * What models count, as the upstream reported it; null where it said nothing. `inputTokens` is all of the input, what was
 * read from a cache or written to one included; `outputTokens` includes reasoning.
 */
export interface Usage {
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
}

/** A citation of an address. Offsets are in UTF-16 units of the block's text; null where the upstream gives none. */
export interface Annotation {
  url: string;
  title: string | null;
  start: number | null;
  end: number | null;
}

export interface TokenLogprob {
  token: string;
  logprob: number;
  bytes: readonly number[] | null;
  top: readonly { token: string; logprob: number; bytes: readonly number[] | null }[];
}
