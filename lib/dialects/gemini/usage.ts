import type { Usage } from '../../exchange/events';
import { countOrNull, isObject } from '../json-values';

/**
 * Gemini's `usageMetadata`, cumulative in each chunk. The prompt includes what came from a cache; thoughts are counted beside
 * the candidates and not in them. A count that is zero is left out by Google's JSON.
 */
export function parseUsage(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const prompt = countOrNull(usage.promptTokenCount);
  const toolUse = countOrNull(usage.toolUsePromptTokenCount);
  const said = countOrNull(usage.candidatesTokenCount);
  const thought = countOrNull(usage.thoughtsTokenCount);
  const isSaid = prompt !== null || said !== null || thought !== null;
  return {
    inputTokens: prompt === null && toolUse === null ? null : (prompt ?? 0) + (toolUse ?? 0),
    cachedInputTokens: countOrNull(usage.cachedContentTokenCount),
    cacheWriteTokens: null,
    outputTokens: isSaid ? (said ?? 0) + (thought ?? 0) : null,
    reasoningTokens: thought,
  };
}
