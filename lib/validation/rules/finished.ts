import type { FinishReason } from '../../exchange/events';
import { fails, type Rule } from '../judging';

/** It came to its own end, and was not cut by a length. */
export const finished: Rule = ({ answer }) => (isCut(answer.finish) ? fails(cutWords[answer.finish]) : null);

export function isCut(reason: FinishReason): reason is keyof typeof cutWords {
  return reason in cutWords;
}

export const cutWords = {
  length: 'The answer was cut at its longest length.',
  'context-length': 'The answer was cut because the model’s context window was full.',
} as const;
