import type { LimitState } from '../admission/limit-state';
import type { DialectId } from '../exchange/dialect-ids';

/**
 * What is left of a token's limits, in the headers that the SDKs of each dialect know. Of several limits of a kind the one with the
 * least left speaks: the narrowest wins. Reservations of requests under way count as used, this one's too.
 */
export function limitHeaders(limits: readonly LimitState[], dialect: DialectId, now: number): Record<string, string> {
  if (limits.length === 0) return {};
  return dialect === 'anthropic-messages' ? anthropic(limits) : openai(limits, now);
}

const kinds = {
  requests: ['requests_per_minute', 'requests_per_day', 'requests_per_month', 'requests_lifetime'],
  inputTokens: ['input_tokens_per_minute', 'tokens_per_day', 'tokens_per_month', 'tokens_lifetime'],
  outputTokens: ['output_tokens_per_minute', 'tokens_per_day', 'tokens_per_month', 'tokens_lifetime'],
  tokens: [
    ...['input_tokens_per_minute', 'output_tokens_per_minute'],
    ...['tokens_per_day', 'tokens_per_month', 'tokens_lifetime'],
  ],
  usd: ['usd_per_day', 'usd_per_month', 'usd_lifetime'],
} as const;

function narrowest(limits: readonly LimitState[], names: readonly string[]): LimitState | null {
  let found: LimitState | null = null;
  for (const limit of limits) {
    if (names.includes(limit.name) && (found === null || leftOf(limit) < leftOf(found))) found = limit;
  }
  return found;
}

const leftOf = ({ remaining, limit }: LimitState) => remaining ?? limit;

/** OpenAI's: the time to wait as `6m0s`. Money is ours, in the same manner. */
function openai(limits: readonly LimitState[], now: number): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const kind of ['requests', 'tokens', 'usd'] as const) {
    const limit = narrowest(limits, kinds[kind]);
    if (!limit) continue;
    headers[`x-ratelimit-limit-${kind}`] = String(limit.limit);
    headers[`x-ratelimit-remaining-${kind}`] = String(leftOf(limit));
    if (limit.resets_at !== null) headers[`x-ratelimit-reset-${kind}`] = renderWait(Date.parse(limit.resets_at) - now);
  }
  return headers;
}

/** Anthropic's: moments as RFC 3339, input and output tokens apart and together. */
function anthropic(limits: readonly LimitState[]): Record<string, string> {
  const headers: Record<string, string> = {};
  const all = [
    ['requests', kinds.requests],
    ['tokens', kinds.tokens],
    ['input-tokens', kinds.inputTokens],
    ['output-tokens', kinds.outputTokens],
    ['usd', kinds.usd],
  ] as const;
  for (const [kind, names] of all) {
    const limit = narrowest(limits, names);
    if (!limit) continue;
    headers[`anthropic-ratelimit-${kind}-limit`] = String(limit.limit);
    headers[`anthropic-ratelimit-${kind}-remaining`] = String(leftOf(limit));
    if (limit.resets_at !== null)
      headers[`anthropic-ratelimit-${kind}-reset`] = limit.resets_at.replace(/\.\d+Z$/, 'Z');
  }
  return headers;
}

/** As Go writes a duration: `120ms`, `59s`, `6m0s`, `12h0m0s`. */
export function renderWait(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.ceil(ms))}ms`;
  const seconds = Math.ceil(ms / 1_000);
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h > 0) return `${h}h${m}m${s}s`;
  return m > 0 ? `${m}m${s}s` : `${s}s`;
}
