import type { Usage } from '../../exchange/events';
import type { Answer } from '../dialect';
import { countOrNull, isObject, parseJson } from '../json-values';

/** Reads a whole chat completion; null when it is none, an error in a 200 among them. */
export function parseAnswer(text: string): Answer | null {
  const body = parseJson(text);
  if (!isObject(body) || !Array.isArray(body.choices) || body.choices.length === 0) return null;
  return { usage: parseUsage(body.usage) };
}

/** OpenAI's `usage` object, of an answer or of the last chunk. Input includes the cached part, output the reasoning part. */
export function parseUsage(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const input = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const output = isObject(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  return {
    inputTokens: countOrNull(usage.prompt_tokens),
    cachedInputTokens: countOrNull(input.cached_tokens),
    outputTokens: countOrNull(usage.completion_tokens),
    reasoningTokens: countOrNull(output.reasoning_tokens),
  };
}
