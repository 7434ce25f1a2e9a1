import { beforeEach, describe, expect, test } from 'vitest';
import { ask, chat, faultOf, post, textOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { type Script, useUpstream } from './_support/scripted-upstream';
import {
  answersWith,
  compressed,
  diesAfterHeaders,
  errorInside,
  failsWith,
  hangsUp,
  malformed,
  stalls,
  stallsAfterHeaders,
} from './_support/scripts';
import { readStream, summarize } from './_support/sse';

const alice = createToken('alice');
const key = 'sk-the-key-of-the-provider';

/** What an upstream may do before its first content, and that the next target is asked then. */
const failures: [string, Script][] = [
  ['answers 503', failsWith(503, {}, { 'retry-after': '1' })],
  ['answers 500', failsWith(500, { error: { message: 'oops' } })],
  ['answers 429', failsWith(429, { error: { message: 'slow down', code: 'rate_limit_exceeded' } })],
  ['answers 408', failsWith(408)],
  ['answers 409', failsWith(409)],
  ['answers 401', failsWith(401, { error: { message: `Incorrect API key provided: ${key}` } })],
  ['answers 402', failsWith(402)],
  ['answers 403', failsWith(403, { error: { message: 'no access' } })],
  ['answers 404', failsWith(404, { error: { message: 'no such model', code: 'model_not_found' } })],
  ['redirects', failsWith(302, {}, { location: 'http://127.0.0.1:9/' })],
  ['stalls before its headers', stalls],
  ['stalls after its headers', stallsAfterHeaders],
  ['hangs up', hangsUp],
  ['dies after its headers', diesAfterHeaders],
  ['answers nonsense', malformed],
  ['answers 200 with an error inside', errorInside],
  ['compresses what nobody asked to be compressed', compressed],
];

/**
 * A pair of targets for each case that breaks one, of a provider of its own: what fails again and again is left alone, and no
 * case is to see what another one did.
 */
const cases = Array.from({ length: 2 * (failures.length + 8) + 16 }, (_, number) => `case-${number}`);

describe.each(doors)('fallback, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        ...cases.map((id) =>
          provider(id, upstream.url, [`${id}-one`, `${id}-two`, `${id}-three`], {
            api_key: key,
            timeouts: { first_byte_ms: 300, idle_ms: 300 },
          }),
        ),
        provider('dead', 'http://127.0.0.1:9/v1', ['gone']),
      ],
      groups: [
        ...cases.map((id) => failover(id, [`${id}/${id}-one`, `${id}/${id}-two`], { retry: { attempts: 2 } })),
        ...cases.map((id) =>
          failover(`${id}-dead-first`, ['dead/gone', `${id}/${id}-two`], { retry: { attempts: 2 } }),
        ),
        ...cases.map((id) => failover(`${id}-three`, threeOf(id), { retry: { attempts: 2 } })),
        ...cases.map((id) =>
          failover(`${id}-impatient`, threeOf(id), { retry: { attempt_timeout_ms: 150, total_timeout_ms: 250 } }),
        ),
      ],
      callers: [
        caller(
          'alice',
          alice,
          cases.flatMap((id) => ['', '-dead-first', '-three', '-impatient'].map((kind) => `${id}${kind}`)),
        ),
      ],
    },
  }));

  let used = 0;
  let id = '';
  beforeEach(() => {
    id = cases[used] ?? '';
    used += 1;
  });
  const models = () => upstream.calls.map((call) => String(call.body.model).replace(`${id}-`, ''));

  describe.each([false, true])('of a call with stream: %s', (stream) => {
    const read = async (response: Response) => {
      if (!stream) return textOf(response);
      const answer = summarize(await readStream(response).rest());
      expect(answer).toMatchObject({ done: true, endsOnce: true, error: null });
      return answer.text;
    };

    test.each(failures)('goes to the next target when the first %s', async (_name, script) => {
      upstream.when(`${id}-one`, script);
      upstream.when(`${id}-two`, answersWith('from the second'));
      const response = await ask(router, alice, id, { stream });
      expect(response.status).toBe(200);
      expect(response.headers.get('x-router-attempts')).toBe('2');
      expect(await read(response)).toBe('from the second');
      expect(models()).toEqual(['one', 'two']);
    });

    test('goes to the next target when the first refuses connections', async () => {
      upstream.when(`${id}-two`, answersWith('alive'));
      const response = await ask(router, alice, `${id}-dead-first`, { stream });
      expect([response.status, await read(response)]).toEqual([200, 'alive']);
    });

    test('makes no more attempts than the group has', async () => {
      upstream.when(`${id}-one`, failsWith(500));
      upstream.when(`${id}-two`, failsWith(500));
      const response = await ask(router, alice, `${id}-three`, { stream });
      expect(await faultOf(response)).toMatchObject({ status: 502, code: 'upstream-failed' });
      expect(models()).toEqual(['one', 'two']);
    });

    test("keeps the group's own deadlines: one for an attempt, one for all", async () => {
      for (const model of ['one', 'two', 'three']) upstream.when(`${id}-${model}`, stalls);
      const startedAt = performance.now();
      const response = await ask(router, alice, `${id}-impatient`, { stream });
      expect(await faultOf(response)).toMatchObject({ status: 504, code: 'upstream-timeout' });
      expect(performance.now() - startedAt).toBeLessThan(1_500);
      expect(models()).toEqual(['one', 'two']);
    });

    test.each([400, 413, 422])(
      "stops at an upstream's own %i and passes its words on, byte by byte",
      async (status) => {
        const words = `{ "error": {"message":"max_tokens: must be ≥ 1", "x": 1.0, "code":null} }`;
        upstream.when(`${id}-one`, (call) => {
          call.response.writeHead(status, { 'content-type': 'application/json', 'set-cookie': 'a=b' }).end(words);
        });
        const response = await ask(router, alice, id, { stream });
        expect([response.status, await response.text()]).toEqual([status, words]);
        expect(response.headers.get('x-should-retry')).toBe('false');
        expect(upstream.calls).toHaveLength(1);
      },
    );

    test('asks a target that failed again, once it has recovered', async () => {
      upstream.when(`${id}-one`, failsWith(503));
      expect(await read(await ask(router, alice, id, { stream }))).toBe('pong');
      upstream.when(`${id}-one`, answersWith('back'));
      expect(await read(await ask(router, alice, id, { stream }))).toBe('back');
    });

    test.each([
      ['503', failsWith(503, {}, { 'retry-after': '7' }), 503, 'upstream-unavailable', 'true', '7'],
      ['429', failsWith(429, {}, { 'retry-after': '9' }), 503, 'upstream-rate-limited', 'true', '9'],
      ['500', failsWith(500), 502, 'upstream-failed', 'true', null],
      ['401', failsWith(401, { error: { message: `bad key ${key}` } }), 502, 'upstream-failed', 'false', null],
      ['404', failsWith(404), 502, 'upstream-failed', 'false', null],
      ['nothing in time', stalls, 504, 'upstream-timeout', 'true', null],
      ['nonsense', malformed, 502, 'upstream-failed', 'true', null],
      ['a closed connection', hangsUp, 503, 'upstream-unavailable', 'true', null],
    ] as const)('tells the caller what it came to when every target answers %s', async (_name, script, ...expected) => {
      upstream.when(`${id}-one`, script);
      upstream.when(`${id}-two`, script);
      const response = await post(router, alice, '/v1/chat/completions', chat(id, { stream }));
      const { headers } = response;
      const text = await response.clone().text();
      const { status, code } = await faultOf(response);
      expect([status, code, headers.get('x-should-retry'), headers.get('retry-after')]).toEqual(expected);
      expect(headers.get('content-type')).toContain('application/json');
      for (const secret of [key, 'bad key', `${id}/${id}-one`, '127.0.0.1:9', `"${id}-one"`])
        expect(text).not.toContain(secret);
    });
  });
});

function threeOf(id: string): string[] {
  return ['one', 'two', 'three'].map((model) => `${id}/${id}-${model}`);
}
