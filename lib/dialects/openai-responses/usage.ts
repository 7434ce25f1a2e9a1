import type { Usage } from '../../exchange/events';
import { countOrNull, isObject } from '../json-values';

/** The `usage` of a response. Input includes the cached part, output the reasoning part. */
export function parseUsage(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const input = isObject(usage.input_tokens_details) ? usage.input_tokens_details : {};
  const output = isObject(usage.output_tokens_details) ? usage.output_tokens_details : {};
  return {
    inputTokens: countOrNull(usage.input_tokens),
    cachedInputTokens: countOrNull(input.cached_tokens),
    cacheWriteTokens: countOrNull(input.cache_write_tokens),
    outputTokens: countOrNull(usage.output_tokens),
    reasoningTokens: countOrNull(output.reasoning_tokens),
  };
}

/** Zero where the upstream left a figure out: SDKs type them as numbers. Null where it reported nothing at all. */
export function renderUsage(usage: Usage | null): Record<string, unknown> | null {
  if (!usage) return null;
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cachedInputTokens ?? 0,
      ...(usage.cacheWriteTokens ? { cache_write_tokens: usage.cacheWriteTokens } : {}),
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: input + output,
  };
}
