import { describe, expect, it } from 'vitest';
import type { LimitState } from '../admission/limit-state';
import { limitHeaders, renderWait } from './limit-headers';

const now = Date.UTC(2027, 0, 31, 12);
const state = (
  name: string,
  limit: number,
  used: number,
  resetMs: number | null,
  scope: LimitState['scope'] = 'token',
): LimitState => ({
  ...{ name, scope, id: 'any', limit, used, remaining: limit - used },
  resets_at: resetMs === null ? null : new Date(now + resetMs).toISOString(),
});
const limits = [
  state('requests_per_minute', 100, 10, 42_500),
  state('requests_per_minute', 60, 1, 59_000, 'group'),
  state('input_tokens_per_minute', 10_000, 400, 59_000),
  state('output_tokens_per_minute', 5_000, 1_000, 59_000, 'project'),
  state('usd_per_month', 20, 19.5, 86_400_000),
  state('concurrency', 4, 1, null),
];

describe('what is left of the limits', () => {
  it('is told to OpenAI’s SDKs in their headers, by the narrowest of each kind', () => {
    expect(limitHeaders(limits, 'openai-chat', now)).toEqual({
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': '59s',
      'x-ratelimit-limit-tokens': '5000',
      'x-ratelimit-remaining-tokens': '4000',
      'x-ratelimit-reset-tokens': '59s',
      'x-ratelimit-limit-usd': '20',
      'x-ratelimit-remaining-usd': '0.5',
      'x-ratelimit-reset-usd': '24h0m0s',
    });
  });

  it('is told to Anthropic’s in theirs, input and output apart', () => {
    expect(limitHeaders(limits, 'anthropic-messages', now)).toMatchObject({
      'anthropic-ratelimit-requests-limit': '60',
      'anthropic-ratelimit-requests-remaining': '59',
      'anthropic-ratelimit-requests-reset': '2027-01-31T12:00:59Z',
      'anthropic-ratelimit-input-tokens-remaining': '9600',
      'anthropic-ratelimit-output-tokens-remaining': '4000',
      'anthropic-ratelimit-tokens-remaining': '4000',
      'anthropic-ratelimit-usd-remaining': '0.5',
    });
  });

  it('is nothing where nothing is limited, and has no reset where there is none', () => {
    expect(limitHeaders([], 'openai-chat', now)).toEqual({});
    expect(limitHeaders([state('usd_lifetime', 5, 1, null)], 'openai-responses', now)).toEqual({
      'x-ratelimit-limit-usd': '5',
      'x-ratelimit-remaining-usd': '4',
    });
  });

  it.each([
    [-5, '0ms'],
    [120, '120ms'],
    [1_001, '2s'],
    [360_000, '6m0s'],
    [43_200_000, '12h0m0s'],
  ])('waits of %d ms are %s', (ms, text) => {
    expect(renderWait(ms)).toBe(text);
  });
});
