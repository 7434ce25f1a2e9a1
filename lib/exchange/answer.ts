import type { ReasoningPart, RefusalPart, ToolCallPart } from './conversation';
import type { Annotation, FinishReason, TokenLogprob, Usage } from './events';

/** A whole answer in neutral form: one choice, since more than one is asked only of targets in the caller's own dialect. */
export interface ExchangeAnswer {
  parts: readonly AnswerPart[];
  finish: FinishReason;
  /** Which of the caller's stop sequences ended it, where the upstream says. */
  stopSequence: string | null;
  usage: Usage | null;
  serviceTier: string | null;
}

export type AnswerPart =
  | { type: 'text'; text: string; annotations: readonly Annotation[]; logprobs: readonly TokenLogprob[] | null }
  | ReasoningPart
  | RefusalPart
  | ToolCallPart;
