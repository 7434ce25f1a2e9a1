import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAnswer } from './ask-router';
import { askToken, findingOf } from './ask-token';
import { TokenAnswer } from './token-answer';

const works = { works: true, certain: true, lacks: [], degraded: [] };
const answer = {
  object: 'token',
  id: 'rtr_metrum_alice_demo_dev_k1',
  user: 'alice',
  kind: 'person',
  caller: 'alice@demo',
  project: 'demo',
  environment: 'dev',
  key: 'k1',
  status: 'active',
  expires_at: null,
  rotates_at: null,
  groups: ['default'],
  group_details: [
    {
      id: 'default',
      title: 'General work',
      description: null,
      aliases: [],
      can: { tools: true, vision: false, files: null, structured_output: null, reasoning: null, embeddings: false },
      context_tokens: 128_000,
      max_output_tokens: null,
      health: 'healthy',
      clients: { codex: works, 'claude-code': works, 'openai-sdk': works, 'anthropic-sdk': works },
    },
  ],
  discoverable: [{ id: 'vision', title: null, description: null }],
  limits: [],
};
const refusal = {
  error: { message: 'No.', type: 'x', code: 'unauthorized', param: null, request_id: 'req_1', doc_url: '' },
};

const readFinding = (status: number, requestId: string | null, body: string) =>
  findingOf(readAnswer(TokenAnswer, status, new Headers(requestId ? { 'x-request-id': requestId } : {}), body));

describe('what is found of a token', () => {
  it('knows a token by the whole answer', () => {
    expect(readFinding(200, 'req_1', JSON.stringify(answer))).toMatchObject({
      kind: 'known',
      token: { user: 'alice' },
    });
  });

  it('tells an unknown token from a failure', () => {
    expect(readFinding(401, null, JSON.stringify(refusal))).toEqual({ kind: 'unknown', requestId: 'req_1' });
    expect(readFinding(503, null, JSON.stringify(refusal))).toMatchObject({
      kind: 'failed',
      status: 503,
      message: 'No.',
    });
  });

  it.each([
    [200, '<!doctype html>'],
    [200, '{"object":"list"}'],
    [404, 'Not Found'],
    [401, '{"detail":"login"}'],
  ])('sees another server in %i %s', (status, body) => {
    expect(readFinding(status, 'req_2', body)).toEqual({ kind: 'wrong-server', status, requestId: 'req_2' });
  });
});

describe('askToken', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('puts the token in one header and not into the address', async () => {
    const fetched = vi.fn(async (_address: string, _options: RequestInit) => new Response(JSON.stringify(answer)));
    vi.stubGlobal('fetch', fetched);
    await askToken('rtr_secret', new AbortController().signal);
    const [address, options] = fetched.mock.calls[0] ?? [];
    expect(address).toBe('/v1/token');
    expect(options).toMatchObject({ credentials: 'omit', cache: 'no-store' });
    expect(new Headers(options?.headers).get('authorization')).toBe('Bearer rtr_secret');
  });

  it('says that nothing answered when nothing did', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    expect(await askToken('rtr_secret', new AbortController().signal)).toEqual({
      kind: 'unreachable',
      timedOut: false,
    });
  });
});
