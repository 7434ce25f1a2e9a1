import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInFlightGate } from '../admission/in-flight';
import { readChunks, streamOf } from '../dialects/openai-chat/__fixtures__/chunks';
import type { ModelGroup } from '../snapshot/snapshot';
import { type Call, openServer, type ScriptedServer } from '../upstream/__fixtures__/scripted-server';
import { group, secret, snapshot, target, token } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';
import { handleExchange } from './handle-exchange';

let router: TestRuntime;
let servers: ScriptedServer[] = [];

beforeAll(async () => {
  router = await installRuntime();
});
afterEach(async () => {
  for (const server of servers) await server.close();
  servers = [];
  router.records.length = 0;
  expect([router.runtime.inFlight.requests, router.runtime.inFlight.bytes], 'places given back').toEqual([0, 0]);
});
afterAll(() => router.runtime.stop());

type Script = (call: Call) => void;

const answer =
  '{"id":"a","model":"gpt","choices":[{"index":0,"message":{"content":"hi"}}],"usage":{"prompt_tokens":1000,"completion_tokens":500,"prompt_tokens_details":{"cached_tokens":400}}}';
const answers: Script = ({ response }) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
const says =
  (status: number, body = '{"error":{"message":"secret upstream words"}}', headers = {}): Script =>
  ({ response }) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
const streams: Script = ({ response }) => response.writeHead(200).end(streamOf(readChunks('text')));
const [role = '', content = ''] = readChunks('text').map((chunk) => `data: ${chunk}\n\n`);

const price = { id: 7, effectiveFrom: 0, inputUsdPerMtok: 2, cachedInputUsdPerMtok: 1, outputUsdPerMtok: 10 };

/** A group `general` of one target a script, tried in that order. */
async function serve(
  scripts: readonly Script[],
  some: { group?: Partial<ModelGroup>; settings?: object; token?: object; timeouts?: object } = {},
) {
  const targets = [];
  for (const [priority, script] of scripts.entries()) {
    const server = await openServer(script);
    servers.push(server);
    targets.push(
      target(`place${priority}/small`, {
        priority,
        provider: {
          baseUrl: server.baseUrl,
          apiKey: 'sk-provider-key',
          timeouts: { firstByteMs: 2_000, idleMs: 2_000, totalMs: 5_000, ...some.timeouts },
        },
        model: { prices: [price] },
      }),
    );
  }
  const general = group('general', targets, some.group);
  router.serve(snapshot([general], { token: token(['general'], some.token) }), some.settings);
}

function post(body: object | string, some: { headers?: Record<string, string>; signal?: AbortSignal } = {}) {
  return handleExchange(
    new Request('http://router.example/v1/chat/completions', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'user-agent': 'curl/8.5.0',
        ...some.headers,
      },
      body:
        typeof body === 'string'
          ? body
          : JSON.stringify({ model: 'general', messages: [{ role: 'user', content: 'hi' }], ...body }),
      ...(some.signal ? { signal: some.signal } : {}),
    }),
    'openai-chat',
    'chat/completions',
  );
}

const onlyRecord = async () => {
  await router.settled();
  expect(router.records).toHaveLength(1);
  return router.records[0];
};
const results = async () =>
  (await onlyRecord())?.tries.map((attempt) => [attempt.provider_id, attempt.status, attempt.result]);

describe('a whole answer', () => {
  it('comes back under the name that was asked for, and leaves one record with its cost', async () => {
    await serve([answers], { group: { aliases: ['claude-general'] } });
    const response = await post({ model: 'claude-general' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-router-attempts')).toBe('1');
    expect(await response.text()).toBe(answer.replace('gpt', 'claude-general'));
    expect(await onlyRecord()).toMatchObject({
      request_id: response.headers.get('x-request-id'),
      user_id: 'alice',
      client: 'curl',
      endpoint: 'chat/completions',
      stream: false,
      model_asked: 'claude-general',
      group_id: 'general',
      provider_id: 'place0',
      model_id: 'small',
      status: 200,
      outcome: 'completed',
      fault: null,
      input_tokens: 1000,
      cached_input_tokens: 400,
      output_tokens: 500,
      price_id: 7,
      attempts: 1,
      reasons: ['group general, failover', 'try place0/small'],
    });
    expect((await onlyRecord())?.cost_usd).toBeCloseTo((600 * 2 + 400 * 1 + 500 * 10) / 1e6, 12);
  });

  it('comes from the next target when one fails in any way that the next may not', async () => {
    const stall: Script = () => {};
    const reset: Script = ({ request }) => request.socket.resetAndDestroy();
    const scripts = [says(503), says(401), says(429), reset, says(200, '<html>'), stall, answers];
    await serve(scripts, { group: { retry: { attempts: 7, attemptTimeoutMs: 60, totalTimeoutMs: null } } });
    const response = await post({});
    expect(response.status).toBe(200);
    expect(response.headers.get('x-router-attempts')).toBe('7');
    expect(await results()).toEqual([
      ['place0', 503, 'busy'],
      ['place1', 401, 'deployment'],
      ['place2', 429, 'rate-limited'],
      ['place3', null, 'unreachable'],
      ['place4', 200, 'malformed'],
      ['place5', null, 'timeout'],
      ['place6', 200, 'answered'],
    ]);
  });

  it("is not looked for elsewhere when the mistake is the caller's, who reads the upstream's own words", async () => {
    const words = '{"error":{"message":"max_tokens is too large","n":1.0}}';
    await serve([says(400, words), answers]);
    const response = await post({});
    expect([response.status, await response.text()]).toEqual([400, words]);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await onlyRecord()).toMatchObject({ outcome: 'failed', status: 400, attempts: 1 });
  });

  it.each([
    [400, 'invalid-request'],
    [413, 'request-too-large'],
  ])("tells a %d that came as a page of a proxy's in our own words", async (status, code) => {
    await serve([says(status, '<html><h1>nginx</h1></html>')]);
    const response = await post({});
    expect(response.status).toBe(status);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ error: { code } });
    expect(body).not.toContain('nginx');
  });
});

describe('a process that is full', () => {
  it('refuses a known caller at once, on record', async () => {
    const { inFlight } = router.runtime;
    router.runtime.inFlight = createInFlightGate({ maxRequests: 0, maxBytes: 1 });
    try {
      await serve([answers]);
      const response = await post({});
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await onlyRecord()).toMatchObject({ outcome: 'refused', status: 503, fault: 'overloaded', attempts: 0 });
    } finally {
      router.runtime.inFlight = inFlight;
    }
  });
});

describe('when no target answers', () => {
  it.each([
    ['busy', [says(503), says(503)], 503, 'upstream-unavailable', 'true'],
    [
      'limiting',
      [says(429, '', { 'retry-after': '9' }), says(429, '', { 'retry-after': '4' })],
      503,
      'upstream-rate-limited',
      'true',
    ],
    ['refusing our key', [says(401), says(403)], 502, 'upstream-failed', 'false'],
    ['broken', [says(500), says(500)], 502, 'upstream-failed', 'true'],
  ])('because each is %s, the caller reads so', async (_what, scripts, status, code, retry) => {
    await serve(scripts);
    const response = await post({});
    expect([response.status, response.headers.get('x-router-error'), response.headers.get('x-should-retry')]).toEqual([
      status,
      code,
      retry,
    ]);
    expect(response.headers.get('retry-after')).toBe(code === 'upstream-rate-limited' ? '4' : null);
    const body = await response.text();
    for (const word of ['secret upstream words', 'sk-provider-key', 'place0', '127.0.0.1'])
      expect(body).not.toContain(word);
    expect(await onlyRecord()).toMatchObject({ outcome: 'failed', status, fault: code, attempts: 2, cost_usd: null });
  });

  it('in the time the group gives all of them together, no other is begun', async () => {
    await serve([() => {}, answers], { group: { retry: { attempts: 3, attemptTimeoutMs: null, totalTimeoutMs: 60 } } });
    const response = await post({});
    expect(response.status).toBe(504);
    expect(servers[1]?.calls).toEqual([]);
  });
});

describe('a request that is refused before any upstream is called', () => {
  it.each([
    ['another group', { model: 'hidden' }, 403, 'model-not-allowed'],
    ['no model', { model: null }, 400, 'missing-model'],
    ['no JSON', '{"model"', 400, 'invalid-request'],
  ])('for %s leaves a record and no call', async (_what, body, status, fault) => {
    await serve([answers]);
    const response = await post(body);
    expect([response.status, response.headers.get('x-router-error')]).toEqual([status, fault]);
    expect(servers[0]?.calls).toEqual([]);
    expect(await onlyRecord()).toMatchObject({
      outcome: 'refused',
      status,
      fault,
      attempts: 0,
      tries: [],
      provider_id: null,
    });
  });

  it("for its token's status leaves a record", async () => {
    await serve([answers], { token: { status: 'revoked' } });
    expect((await post({})).headers.get('x-router-error')).toBe('token-revoked');
    expect(await onlyRecord()).toMatchObject({ outcome: 'refused', status: 403 });
  });

  it('for an unknown token leaves a count alone, and one answer whatever was shown', async () => {
    await serve([answers]);
    const before = router.runtime.unauthenticated.count;
    const id = { 'x-request-id': 'req_0123456789abcdef0123456789abcdef' };
    const first = await post({}, { headers: { ...id, authorization: 'Bearer rtr_metrum_someone' } });
    const second = await post({}, { headers: { ...id, authorization: '' } });
    expect([first.status, second.status]).toEqual([401, 401]);
    expect(await first.text()).toBe(await second.text());
    expect(router.records).toEqual([]);
    expect(router.runtime.unauthenticated.count - before).toBe(2);
  });

  it('for its size is told the limit', async () => {
    await serve([answers], { settings: { maxBodyBytes: 50 } });
    expect((await post({})).status).toBe(413);
    expect(await onlyRecord()).toMatchObject({ fault: 'request-too-large' });
  });
});

describe('a stream', () => {
  it('comes whole, and leaves one record with its first token', async () => {
    await serve([streams]);
    const response = await post({ stream: true });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).not.toContain('usage');
    expect(await onlyRecord()).toMatchObject({
      outcome: 'completed',
      stream: true,
      input_tokens: 21,
      output_tokens: 5,
    });
    expect((await onlyRecord())?.first_token_ms).toBeGreaterThan(0);
  });

  it.each<[string, Script]>([
    ['answers 503', says(503)],
    [
      'breaks after the headers',
      ({ request, response }) => response.writeHead(200).write(role, () => request.socket.destroy()),
    ],
    ['ends before it says a word', ({ response }) => response.writeHead(200).end(role)],
    [
      'says in the stream that it failed',
      ({ response }) => response.writeHead(200).end(`${role}data: {"error":{"code":"boom"}}\n\n`),
    ],
  ])('comes from the next target when one %s, without a trace of the first', async (_what, script) => {
    await serve([script, streams]);
    const response = await post({ stream: true });
    expect([response.status, response.headers.get('x-router-attempts')]).toEqual([200, '2']);
    expect((await response.text()).match(/"role":"assistant"/g)).toHaveLength(1);
  });

  it('has an honest status when no target begins one', async () => {
    await serve([says(503), says(503)]);
    const response = await post({ stream: true });
    expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/json']);
  });

  it('that breaks in its middle ends in one error event, and never looks complete', async () => {
    await serve([
      ({ request, response }) => response.writeHead(200).write(role + content, () => request.socket.destroy()),
      streams,
    ]);
    const response = await post({ stream: true });
    const text = await response.text();
    expect(text).toContain('Blue');
    expect(text).not.toContain('[DONE]');
    const events = text
      .trim()
      .split('\n\n')
      .map((frame) => JSON.parse(frame.replace(/^data: /, '')));
    expect(events.filter((event) => event.error)).toHaveLength(1);
    expect(events.at(-1)?.error).toMatchObject({
      code: 'upstream-failed',
      request_id: response.headers.get('x-request-id'),
    });
    expect(servers[1]?.calls).toEqual([]);
    expect(await onlyRecord()).toMatchObject({
      outcome: 'failed',
      status: 200,
      fault: 'upstream-failed',
      provider_id: 'place0',
    });
  });

  it('that takes long to begin has its status sent, and still comes from the next target', async () => {
    const late: Script = ({ response }) => setTimeout(() => response.writeHead(503).end(), 80);
    await serve([late, streams], { settings: { holdMs: 20 } });
    const response = await post({ stream: true });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text.startsWith(': keep-alive\n\n')).toBe(true);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(await onlyRecord()).toMatchObject({ outcome: 'completed', attempts: 2 });
  });

  it('that takes long and then fails everywhere ends in an error event', async () => {
    const late: Script = ({ response }) => setTimeout(() => response.writeHead(503).end(), 80);
    await serve([late], { settings: { holdMs: 20 } });
    const text = await (await post({ stream: true })).text();
    expect(text).toContain('"code":"upstream-unavailable"');
    expect(text).not.toContain('[DONE]');
    // What its caller saw; the fault says what it would have been.
    expect(await onlyRecord()).toMatchObject({ outcome: 'failed', status: 200, fault: 'upstream-unavailable' });
  });

  it('outlives what its chunks hold: an upstream that reports usage and forgets its last word is complete', async () => {
    await serve([({ response }) => response.writeHead(200).end(streamOf(readChunks('text'), false))]);
    expect((await (await post({ stream: true })).text()).endsWith('data: [DONE]\n\n')).toBe(true);
    expect(await onlyRecord()).toMatchObject({ outcome: 'completed', input_tokens: 21 });
  });
});

describe('a caller who leaves', () => {
  it.each<[string, Script, object]>([
    ['before an answer', () => {}, {}],
    ['inside a whole answer', ({ response }) => response.writeHead(200).write('{"choices":'), {}],
    ['before a stream has content', ({ response }) => response.writeHead(200).write(role), { stream: true }],
  ])('%s takes the upstream along, tries no other and is recorded once', async (_where, script, body) => {
    await serve([script, answers]);
    const leaving = new AbortController();
    const answering = post(body, { signal: leaving.signal });
    const { request } = await (servers[0]?.nextCall() ?? Promise.reject());
    const closed = new Promise((resolve) => request.socket.once('close', resolve));
    leaving.abort();
    await closed;
    await answering;
    expect(servers[1]?.calls).toEqual([]);
    expect(await onlyRecord()).toMatchObject({ outcome: 'cancelled', status: 499 });
    expect(await results()).toEqual([['place0', null, 'cancelled']]);
  });

  it('in the middle of a stream takes the upstream along and is recorded with what was known', async () => {
    await serve([({ response }) => response.writeHead(200).write(role + content)]);
    const response = await post({ stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    const [call] = servers[0]?.calls ?? [];
    const closed = new Promise((resolve) => call?.request.socket.once('close', resolve));
    await reader?.cancel();
    await closed;
    expect(await onlyRecord()).toMatchObject({ outcome: 'cancelled', provider_id: 'place0', group_id: 'general' });
  });

  it('while the status is sent and nothing else is recorded too', async () => {
    await serve([() => {}], { settings: { holdMs: 20 } });
    const response = await post({ stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await vi.waitFor(() => expect(servers[0]?.sockets.size).toBe(0));
    expect(await onlyRecord()).toMatchObject({ outcome: 'cancelled' });
  });

  it('after a whole answer changes nothing', async () => {
    await serve([streams]);
    const leaving = new AbortController();
    const response = await post({ stream: true }, { signal: leaving.signal });
    await response.text();
    leaving.abort();
    expect(await onlyRecord()).toMatchObject({ outcome: 'completed' });
  });
});
