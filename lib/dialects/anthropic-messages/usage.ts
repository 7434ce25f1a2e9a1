import type { Usage } from '../../exchange/events';
import { countOrNull, isObject } from '../json-values';

/** What the wire says of usage. Its `input` is without what was read from a cache or written to one. */
export interface WireUsage {
  input: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  output: number | null;
  thinking: number | null;
}

export function parseUsage(value: unknown): Usage | null {
  const usage = readUsage(value);
  return usage && toUsage(usage);
}

/**
 * Counts of a stream grow: the first event has those of the input and the last all of them. The larger of two wins, because
 * some servers begin with zeros and others end with them.
 */
export function openUsage(): (value: unknown) => Usage | null {
  let known: WireUsage | null = null;
  return (value) => {
    const said = readUsage(value);
    if (!said) return null;
    known = known
      ? {
          input: larger(known.input, said.input),
          cacheRead: larger(known.cacheRead, said.cacheRead),
          cacheWrite: larger(known.cacheWrite, said.cacheWrite),
          output: larger(known.output, said.output),
          thinking: larger(known.thinking, said.thinking),
        }
      : said;
    return toUsage(known);
  };
}

function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function readUsage(value: unknown): WireUsage | null {
  if (!isObject(value)) return null;
  const details = isObject(value.output_tokens_details) ? value.output_tokens_details : {};
  return {
    input: countOrNull(value.input_tokens),
    cacheRead: countOrNull(value.cache_read_input_tokens),
    cacheWrite: countOrNull(value.cache_creation_input_tokens),
    output: countOrNull(value.output_tokens),
    thinking: countOrNull(details.thinking_tokens),
  };
}

function toUsage({ input, cacheRead, cacheWrite, output, thinking }: WireUsage): Usage {
  return {
    inputTokens: input === null ? null : input + (cacheRead ?? 0) + (cacheWrite ?? 0),
    cachedInputTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    outputTokens: output,
    reasoningTokens: thinking,
  };
}

/** The sum of the three input figures is the whole input, as Anthropic's own clients take it. */
export function renderUsage(usage: Usage | null, estimate: { input: number; output: number }): Record<string, unknown> {
  const cacheRead = usage?.cachedInputTokens ?? 0;
  const cacheWrite = usage?.cacheWriteTokens ?? 0;
  const input = usage?.inputTokens ?? estimate.input;
  const thinking = usage?.reasoningTokens;
  return {
    input_tokens: Math.max(0, input - cacheRead - cacheWrite),
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    output_tokens: usage?.outputTokens ?? estimate.output,
    ...(thinking ? { output_tokens_details: { thinking_tokens: thinking } } : {}),
  };
}
