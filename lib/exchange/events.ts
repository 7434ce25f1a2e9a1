/**
 * The neutral events of an answer, as far as a relay and a meter need them. Text itself does not pass through here while
 * caller and target speak one dialect.
 */
export type ExchangeEvent =
  /** Any delta of text, reasoning, refusal or a tool call: the moment from which a stream is committed. */
  | { type: 'content' }
  | { type: 'usage'; usage: Usage }
  /** Every choice that was begun has its finish reason. */
  | { type: 'finish'; reason: string }
  /** The upstream says itself that it failed. */
  | { type: 'error'; code: string | null }
  /** The dialect's own last word. */
  | { type: 'end' };

/** What models count, as the upstream reported it; null where it said nothing. */
export interface Usage {
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
}
