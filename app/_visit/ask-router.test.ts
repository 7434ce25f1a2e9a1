import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { askRouter, readAnswer } from './ask-router';
import { problemWords } from './problem-words';

const answers = z.object({ object: z.literal('thing') });
const id = new Headers({ 'x-request-id': 'req_2', date: 'Wed, 25 Nov 2026 00:00:00 GMT' });
const refusal = { error: { message: 'No.', type: 'x', code: 'store-unavailable', request_id: 'req_1' } };

describe('readAnswer', () => {
  it('knows an answer by its whole shape, a refusal by the router’s own, and anything else as another server', () => {
    expect(readAnswer(answers, 200, id, '{"object":"thing"}')).toEqual({
      kind: 'answered',
      value: { object: 'thing' },
      at: Date.UTC(2026, 10, 25),
    });
    expect(readAnswer(answers, 503, id, JSON.stringify(refusal))).toEqual({
      kind: 'refused',
      status: 503,
      code: 'store-unavailable',
      message: 'No.',
      requestId: 'req_1',
    });
    for (const [status, text] of [
      [200, '<!doctype html>'],
      [200, '{"object":"other"}'],
      [404, 'Not Found'],
    ] as const)
      expect(readAnswer(answers, status, id, text)).toEqual({ kind: 'wrong-server', status, requestId: 'req_2' });
  });

  it('says every problem in words, the request id among them', () => {
    const refused = readAnswer(answers, 503, id, JSON.stringify(refusal));
    expect(refused.kind === 'answered' ? '' : problemWords(refused)).toBe('No. (503, request id req_1)');
    expect(problemWords({ kind: 'wrong-server', status: 404, requestId: null })).toContain('404');
    expect(problemWords({ kind: 'unreachable', timedOut: true })).toContain('too long');
    expect(problemWords({ kind: 'unreachable', timedOut: false })).toContain('could not be reached');
  });
});

describe('askRouter', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('puts the token in one header, and what is asked in the body alone', async () => {
    const fetched = vi.fn(
      async (_address: string, _options: RequestInit) => new Response('{"object":"thing"}', { status: 200 }),
    );
    vi.stubGlobal('fetch', fetched);
    const question = { path: '/v1/route/explain', answers, body: '{"model":"default"}' } as const;
    await askRouter(question, 'rtr_secret', new AbortController().signal);
    const [address, options] = fetched.mock.calls[0] ?? [];
    expect(address).toBe('/v1/route/explain');
    expect(options).toMatchObject({ method: 'POST', body: question.body, credentials: 'omit', cache: 'no-store' });
    expect(new Headers(options?.headers).get('authorization')).toBe('Bearer rtr_secret');
  });

  it('says that nothing answered when nothing did', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    const question = { path: '/v1/usage', answers } as const;
    expect(await askRouter(question, 'rtr_secret', new AbortController().signal)).toEqual({
      kind: 'unreachable',
      timedOut: false,
    });
  });
});
