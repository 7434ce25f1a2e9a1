import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEgressRule } from '../egress/rule';
import { provider } from '../gateway/__fixtures__/policy';
import { attemptAt, type Call, openServer, type ScriptedServer } from './__fixtures__/scripted-server';
import { agentFor, createGuardedAgent, createUpstreamAgent } from './agent';
import { AttemptFailure } from './failure';
import { fetchAnswer } from './fetch-answer';

let agent: ReturnType<typeof createUpstreamAgent>;
let server: ScriptedServer;

beforeEach(() => {
  agent = createUpstreamAgent();
});
afterEach(async () => {
  await agent.destroy();
  await server.close();
});

const answer =
  '{ "id":"a", "model": "gpt-4o-mini", "choices":[{"index":0}], "usage":{"prompt_tokens":3,"completion_tokens":2} }';
const whole = ({ response }: Call) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer);

describe('a provider whose address was typed into the console', () => {
  const asked = (allowed: string[]) => {
    const guarded = createGuardedAgent(createEgressRule(allowed));
    return { guarded, answer: fetchAnswer(guarded, attemptAt(server.baseUrl)) };
  };

  it('is called where the rule lets it, and otherwise moves on to the next target as the deployment’s own mistake', async () => {
    server = await openServer(whole);
    const allowed = asked(['127.0.0.0/8']);
    expect((await allowed.answer).text).toContain('general');
    const refused = asked(['off']);
    const failure = await failureOf(refused.answer);
    expect([failure.failure, failure.movesOn]).toEqual(['deployment', true]);
    expect(failure.message).toMatch(/^EGRESS_REFUSED: 127\.0\.0\.1 is loopback/);
    expect(server.calls).toHaveLength(1);
    await Promise.all([allowed.guarded.destroy(), refused.guarded.destroy()]);
  });

  it('has a pool of its own', () => {
    const agents = { upstream: agent, guarded: createGuardedAgent(createEgressRule([])) };
    expect(agentFor({ provider: provider('a') }, agents)).toBe(agents.upstream);
    expect(agentFor({ provider: provider('a', { isTrusted: false }) }, agents)).toBe(agents.guarded);
  });
});

async function failureAt(script: (call: Call) => void, some: Parameters<typeof attemptAt>[1] = {}) {
  server = await openServer(script);
  return failureOf(fetchAnswer(agent, attemptAt(server.baseUrl, some)));
}

async function failureOf(run: Promise<unknown>): Promise<AttemptFailure> {
  const outcome = await run.then(
    () => 'an answer',
    (error: unknown) => error,
  );
  if (outcome instanceof AttemptFailure) return outcome;
  throw new Error(`expected a failure, got ${outcome}`);
}

const error =
  (status: number, body = '{"error":{"message":"no","code":"why"}}', headers = {}) =>
  ({ response }: Call) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

describe('an answer', () => {
  it('comes with the name that was asked for, its other bytes as they were, and what was counted', async () => {
    server = await openServer(whole);
    const got = await fetchAnswer(agent, attemptAt(server.baseUrl));
    expect(got.text).toBe(answer.replace('gpt-4o-mini', 'general'));
    expect(got.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 });
  });

  it("is asked for at the path of the operation, under the upstream name, with nothing of the caller's", async () => {
    server = await openServer(whole);
    await fetchAnswer(agent, attemptAt(server.baseUrl, { apiKey: 'sk-provider', body: { x_field: 1 } }));
    const [call] = server.calls;
    expect(call?.request.method).toBe('POST');
    expect(call?.request.url).toBe('/v1/chat/completions');
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ model: 'upstream-small', x_field: 1 });
    const { host, connection, ...headers } = call?.request.headers ?? {};
    expect(headers).toEqual({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(call?.body ?? '')),
      accept: 'application/json',
      'user-agent': 'smart-llmrouter',
      authorization: 'Bearer sk-provider',
    });
  });

  it('is asked for without a key where the provider has none', async () => {
    server = await openServer(whole);
    await fetchAnswer(agent, attemptAt(server.baseUrl));
    expect(server.calls[0]?.request.headers).not.toHaveProperty('authorization');
  });

  it('leaves its connection to later ones', async () => {
    server = await openServer(whole);
    for (let at = 0; at < 5; at += 1) await fetchAnswer(agent, attemptAt(server.baseUrl));
    // An answer is there a moment before undici has its connection back, so a second one may be opened, and no more.
    expect(server.sockets.size).toBeLessThanOrEqual(2);
  });

  it('may come in any number of pieces', async () => {
    server = await openServer(({ response }) => {
      response.writeHead(200);
      const text = Buffer.from(answer.replace('"a"', '"漢字😀"'));
      const step = (at: number) =>
        at < text.length ? response.write(text.subarray(at, at + 1), () => step(at + 1)) : response.end();
      step(0);
    });
    const got = await fetchAnswer(agent, attemptAt(server.baseUrl));
    expect(got.text).toContain('"漢字😀"');
  });

  it('of 20 MB in either direction arrives whole', async () => {
    const large = 'x'.repeat(20 * 1024 * 1024);
    server = await openServer(({ response, body }) => {
      response.end(JSON.stringify({ model: 'm', choices: [{ text: body.length, large }] }));
    });
    const got = await fetchAnswer(
      agent,
      attemptAt(server.baseUrl, { body: { messages: [{ role: 'user', content: large }] } }),
    );
    expect(got.text.length).toBeGreaterThan(large.length);
    expect(server.calls[0]?.body.length).toBeGreaterThan(large.length);
  });
});

describe('a status that is none of success', () => {
  it.each([
    [400, 'request'],
    [401, 'deployment'],
    [403, 'deployment'],
    [404, 'deployment'],
    [408, 'server-error'],
    [409, 'server-error'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'busy'],
    [529, 'busy'],
    [302, 'deployment'],
  ])('of %i is a failure: %s', async (status, failure) => {
    const got = await failureAt(error(status));
    expect(got.failure).toBe(failure);
    expect(got.details.status).toBe(status);
  });

  it("keeps the upstream's words for a mistake of the caller, and for nothing else", async () => {
    const words = '{"error":{"message":"no","code":"why", "n":1.0}}';
    expect((await failureAt(error(400, words))).details.body).toBe(words);
    await server.close();
    expect((await failureAt(error(401, words))).details.body).toBeUndefined();
    await server.close();
    expect((await failureAt(error(500, words))).details.body).toBeUndefined();
  });

  it("that shows the deployment's own key is the deployment's, whatever its number, and goes no further", async () => {
    const words = '{"error":{"message":"Invalid key sk-provider in header","code":"why"}}';
    const got = await failureAt(error(400, words), { apiKey: 'sk-provider' });
    expect([got.failure, got.movesOn, got.details.body]).toEqual(['deployment', true, undefined]);
    expect(got.message).not.toContain('sk-provider');
  });

  it('from a target that nobody declared fit moves on', async () => {
    const got = await failureAt(error(400), { undeclared: true });
    expect([got.failure, got.movesOn]).toEqual(['unfit', true]);
  });

  it('whose words are too long is told by its number', async () => {
    const got = await failureAt(error(400, 'x'.repeat(100_000)));
    expect([got.failure, got.details.body]).toEqual(['request', undefined]);
  });

  it('whose words nobody can read does not pass them on', async () => {
    const got = await failureAt(error(400, '\x1f\x8b\x08', { 'content-encoding': 'gzip' }));
    expect([got.failure, got.details.body]).toEqual(['request', undefined]);
  });

  it.each([
    ['7', 7],
    ['0', 0],
    ['3600', 3_600],
    ['90000', 3_600],
    ['9'.repeat(400), 3_600],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600],
    ['49.5', undefined],
    ['Sun, 99 Foo 2099', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('with Retry-After: %s asks to wait for %s', async (value, seconds) => {
    const got = await failureAt(error(429, '', value === undefined ? {} : { 'retry-after': value }));
    expect(got.details.retryAfterSeconds).toBe(seconds);
  });

  it('asks to wait until a date', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 2, 1, 12, 0, 0, 500) });
    try {
      const got = await failureAt(error(503, '', { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }));
      expect(got.details.retryAfterSeconds).toBe(30);
      await server.close();
      const past = await failureAt(error(503, '', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }));
      expect(past.details.retryAfterSeconds).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a page', '<html></html>', {}],
    ['an error that came as a 200', '{"error":{"message":"no"}}', {}],
    ['nothing', '', {}],
    ['compressed, though nobody asked for it', '\x1f\x8b\x08\x00', { 'content-encoding': 'gzip' }],
  ])('is malformed: %s', async (_what, body, headers) => {
    const got = await failureAt(({ response }) => response.writeHead(200, headers).end(body));
    expect([got.failure, got.details.status]).toEqual(['malformed', 200]);
  });

  it('is taken where the encoding says that there is none', async () => {
    server = await openServer(({ response }) =>
      response.writeHead(200, { 'content-encoding': 'identity' }).end(answer),
    );
    expect((await fetchAnswer(agent, attemptAt(server.baseUrl))).text).toContain('general');
  });
});

describe('a connection that breaks', () => {
  it('before there is one makes the target unreachable', async () => {
    server = await openServer(() => {});
    await server.close();
    expect((await failureOf(fetchAnswer(agent, attemptAt(server.baseUrl)))).failure).toBe('unreachable');
  });

  it('before the status makes the target unreachable', async () => {
    expect((await failureAt(({ request }) => request.socket.resetAndDestroy())).failure).toBe('unreachable');
  });

  it('after the headers, or in the body, cuts the answer', async () => {
    const script =
      (sent: string) =>
      ({ request, response }: Call) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write(sent);
        response.flushHeaders();
        setImmediate(() => request.socket.destroy());
      };
    expect((await failureAt(script(''))).failure).toBe('cut');
    await server.close();
    const got = await failureAt(script('{"choices":['));
    expect([got.failure, got.details.status]).toEqual(['cut', 200]);
  });

  it('in a body of no told length cuts the answer as well', async () => {
    const got = await failureAt(({ request, response }) => {
      response.writeHead(200);
      response.write(answer.slice(0, 30), () => request.socket.resetAndDestroy());
    });
    expect(got.failure).toBe('cut');
  });

  it('because a header cannot be sent is a failure like another', async () => {
    server = await openServer(whole);
    const got = await failureOf(fetchAnswer(agent, attemptAt(server.baseUrl, { apiKey: 'two\r\nlines' })));
    expect(got.failure).toBe('unreachable');
    expect(got.message).not.toContain('lines');
  });
});

describe('a deadline', () => {
  it.each<[string, string, (call: Call) => void, Parameters<typeof attemptAt>[1]]>([
    ['before the status', 'first byte', () => {}, { timeouts: { firstByteMs: 40 } }],
    [
      'between the status and the body',
      'first byte',
      ({ response }) => response.writeHead(200).flushHeaders(),
      { timeouts: { firstByteMs: 40 } },
    ],
    [
      'inside the body',
      'idle',
      ({ response }) => response.writeHead(200).write('{"choices":'),
      { timeouts: { idleMs: 40 } },
    ],
    [
      'of the whole',
      'total',
      ({ response }) => response.writeHead(200).write('{"choices":'),
      { timeouts: { totalMs: 40 } },
    ],
    ['of the attempt', 'attempt', ({ response }) => response.writeHead(200).write('{"choices":'), { attemptMs: 40 }],
    [
      "inside an error's words",
      'idle',
      ({ response }) => response.writeHead(500).write('{'),
      { timeouts: { idleMs: 40 } },
    ],
  ])('%s: the %s deadline ends the attempt and its connection', async (_where, name, script, some) => {
    const got = await failureAt(script, some);
    expect(got.failure).toBe('timeout');
    expect(got.message).toBe(`${name} deadline of 40 ms passed`);
    await vi.waitFor(() => expect(server.sockets.size).toBe(0));
  });
});

describe('a caller who leaves', () => {
  it.each<[string, (call: Call) => void]>([
    ['before the status', () => {}],
    ['between the status and the body', ({ response }) => response.writeHead(200).flushHeaders()],
    ['inside the body', ({ response }) => response.writeHead(200).write('{"choices":')],
    ["inside an error's words", ({ response }) => response.writeHead(500).write('{')],
  ])('%s takes the upstream connection along within a second', async (_where, script) => {
    server = await openServer(script);
    const attempt = attemptAt(server.baseUrl);
    const arrived = server.nextCall();
    const failing = failureOf(fetchAnswer(agent, attempt));
    const { request } = await arrived;
    const closed = new Promise((resolve) => request.socket.once('close', resolve));
    const left = performance.now();
    attempt.control.cancel?.();
    expect((await failing).failure).toBe('cancelled');
    await closed;
    expect(performance.now() - left).toBeLessThan(1_000);
    expect(attempt.control.cancel).toBeNull();
  });

  it('before anything is sent sends nothing', async () => {
    server = await openServer(whole);
    const attempt = attemptAt(server.baseUrl);
    const failing = failureOf(fetchAnswer(agent, attempt));
    attempt.control.cancel?.();
    expect((await failing).failure).toBe('cancelled');
    await vi.waitFor(() => expect(server.sockets.size).toBe(0));
    expect(server.calls).toEqual([]);
  });

  it('after the answer changes nothing', async () => {
    server = await openServer(whole);
    const attempt = attemptAt(server.baseUrl);
    await fetchAnswer(agent, attempt);
    expect(attempt.control.cancel).toBeNull();
  });
});
