import { parseJson } from '../dialects/json-values';
import type { ExchangeAnswer } from '../exchange/answer';
import type { Conversation, ToolCallPart } from '../exchange/conversation';
import type { Budget } from './budget';

/** What a request asked for, as far as its answer is judged by it. */
export type Asked = Pick<Conversation, 'output' | 'tools'>;

/** One answer while it is judged: what several rules look at is worked out once. */
export interface Judging {
  asked: Asked;
  answer: ExchangeAnswer;
  budget: Budget;
  /** All that it says in words. */
  text: string;
  calls: readonly ToolCallPart[];
  /** It goes on after this: a tool's result, or the provider's own tool, comes before the answer that was asked for. */
  goesOn: boolean;
  /** The text as JSON; undefined where it is none. */
  json(): unknown;
}

/**
 * Why an answer does not pass, as a sentence its caller may read. `blame` is the request where what it carries cannot be
 * judged by: the next target's answer could not either.
 */
export interface Failing {
  reason: string;
  blame: 'answer' | 'request';
}

export type Rule = (judging: Judging) => Failing | null;

export function openJudging(asked: Asked, answer: ExchangeAnswer, budget: Budget): Judging {
  const text = answer.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const calls = answer.parts.filter((part) => part.type === 'tool-call');
  let parsed: { value: unknown } | null = null;
  return {
    asked,
    answer,
    budget,
    text,
    calls,
    goesOn: calls.length > 0 || answer.finish === 'tool-calls' || answer.finish === 'pause',
    json() {
      parsed ??= { value: readJson(text, budget) };
      return parsed.value;
    },
  };
}

/** Longer than any model answers. */
export const MOST_ANSWER_CHARACTERS = 1_000_000;

/** JSON is read at about ten characters a step. */
export function readJson(text: string, budget: Budget): unknown {
  budget.spend(text.length >> 3);
  return parseJson(text);
}

export function fails(reason: string): Failing {
  return { reason, blame: 'answer' };
}
