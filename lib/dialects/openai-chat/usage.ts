import type { Usage } from '../../exchange/events';
import { countOrNull, isObject } from '../json-values';

/** OpenAI's `usage` object, of an answer or of the last chunk. Input includes the cached part, output the reasoning part. */
export function parseUsage(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const input = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const output = isObject(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  return {
    inputTokens: countOrNull(usage.prompt_tokens),
    cachedInputTokens: countOrNull(input.cached_tokens),
    cacheWriteTokens: countOrNull(input.cache_write_tokens),
    outputTokens: countOrNull(usage.completion_tokens),
    reasoningTokens: countOrNull(output.reasoning_tokens),
  };
}

/** Zero where the upstream said nothing: SDKs of this dialect type the three totals as numbers. */
export function renderUsage(usage: Usage | null): Record<string, unknown> {
  const input = usage?.inputTokens ?? 0;
  const output = usage?.outputTokens ?? 0;
  const cacheWrites = usage?.cacheWriteTokens;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: {
      cached_tokens: usage?.cachedInputTokens ?? 0,
      ...(cacheWrites ? { cache_write_tokens: cacheWrites } : {}),
    },
    completion_tokens_details: { reasoning_tokens: usage?.reasoningTokens ?? 0 },
  };
}
