import type { ExchangeRequest } from '../../exchange/request';
import type { RelayContext } from '../dialect';
import { parseRequest } from '../openai-chat/parse-request';

/** One request at one target, as far as a test does not say otherwise. */
export function relayContext(some: Partial<RelayContext> = {}): RelayContext {
  return {
    request: chatRequest(),
    upstreamModel: 'upstream-model',
    maxOutputTokens: null,
    reasons: true,
    quirks: new Set(),
    betas: null,
    maker: '0123456789abcdef',
    marks: true,
    answerId: '00112233445566778899aabbccddeeff',
    createdAt: 1_790_000_000,
    ...some,
  };
}

export function chatRequest(body: object = {}): ExchangeRequest {
  return parseRequest(JSON.stringify({ model: 'general', messages: [{ role: 'user', content: 'hello' }], ...body }));
}
