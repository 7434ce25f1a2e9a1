import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readChunks, streamOf } from '../dialects/openai-chat/__fixtures__/chunks';
import type { Limits } from '../exchange/limits';
import type { Caller } from '../snapshot/snapshot';
import { openServer, type ScriptedServer } from '../upstream/__fixtures__/scripted-server';
import { testAdmission } from './__fixtures__/admission';
import { caller, group, secret, snapshot, target, token } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';
import { handleExchange } from './handle-exchange';
import { handleExplain } from './handle-explain';
import { handleToken } from './handle-token';

let router: TestRuntime;
let upstream: ScriptedServer;
/** What the upstream does with the next calls. */
let status = 200;
let held: (() => void)[] = [];
let isHeld = false;
let calls = 0;

const answer =
  '{"id":"a","model":"gpt","choices":[{"index":0,"message":{"content":"hi"}}],"usage":{"prompt_tokens":100,"completion_tokens":20}}';

beforeAll(async () => {
  router = await installRuntime();
  upstream = await openServer(({ response, body }) => {
    calls += 1;
    const send = () => {
      if (status !== 200) response.writeHead(status).end('{"error":{"message":"no"}}');
      else if (body.includes('"stream":true')) response.writeHead(200).end(streamOf(readChunks('text')));
      else response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    if (isHeld) held.push(send);
    else send();
  });
});
beforeEach(() => {
  status = 200;
  [isHeld, held, calls] = [false, [], 0];
  router.records.length = 0;
  router.runtime.admission = testAdmission();
});
afterEach(() => {
  for (const send of held) send();
});
afterAll(async () => {
  await upstream.close();
  await router.runtime.stop();
});

/** US dollars: $0.002 for 100 tokens in and 180 out. */
const price = { id: 7, effectiveFrom: 0, inputUsdPerMtok: 2, cachedInputUsdPerMtok: null, outputUsdPerMtok: 10 };

function serve(limits: { token?: Limits; project?: Limits; group?: Limits } = {}) {
  const small = target('place/small', {
    provider: { baseUrl: upstream.baseUrl, timeouts: { firstByteMs: 2_000, idleMs: 2_000, totalMs: 5_000 } },
    model: { prices: [price] },
  });
  const groups = [group('general', [small], { limits: limits.group ?? null }), group('free', [small])];
  router.serve(
    snapshot(groups, {
      token: token(['general', 'free'], { limits: limits.token ?? null }),
      caller: caller({ projectLimits: limits.project ?? null } as Partial<Caller>),
    }),
  );
}

const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
const ask = (some: object = {}, signal?: AbortSignal) =>
  handleExchange(
    new Request('http://router.example/v1/chat/completions', {
      ...{ method: 'POST', headers, ...(signal ? { signal } : {}) },
      body: JSON.stringify({ model: 'general', max_tokens: 50, messages: [{ role: 'user', content: 'hi' }], ...some }),
    }),
    'openai-chat',
    'chat/completions',
  );
async function refusal(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  const told = (name: string) => response.headers.get(name);
  return {
    ...{ status: response.status, code: error.code, message: error.message },
    ...{
      retry: told('x-should-retry'),
      after: Number(told('retry-after')),
      left: told('x-ratelimit-remaining-requests'),
    },
  };
}

describe('a request with limits', () => {
  it('is let in until a minute is full, is told what is left, and then when to come again', async () => {
    serve({ token: { requests_per_minute: 2 } });
    const first = await ask();
    expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset-requests')).toMatch(/^(60s|1m)/);
    expect((await ask({ stream: true })).headers.get('x-ratelimit-remaining-requests')).toBe('0');
    const refused = await refusal(await ask());
    expect(refused).toMatchObject({ status: 429, code: 'requests-per-minute-limited', retry: 'true', left: '0' });
    expect(refused.after).toBeGreaterThan(55);
    expect(refused.message).toContain('This token has a limit of 2 (requests_per_minute)');
    expect(calls).toBe(2);
    expect(router.records.at(-1)).toMatchObject({
      outcome: 'refused',
      fault: 'requests-per-minute-limited',
      group_id: 'general',
    });
  });

  it.each([
    ['token', 'This token'],
    ['project', 'The project of this token'],
    ['group', 'This model group'],
  ] as const)('is held to those of its %s', async (scope, words) => {
    serve({ [scope]: { requests: { day: 1 } } });
    await (await ask()).text();
    const { code, message, retry } = await refusal(await ask());
    expect([code, retry]).toEqual(['quota-exhausted', 'false']);
    expect(message).toContain(words);
    expect(message).toMatch(/It begins anew at \d{4}-\d\d-\d\dT00:00:00\.000Z/);
    expect((await ask({ model: 'free' })).status).toBe(scope === 'group' ? 200 : 429);
  });

  it('is charged what it used in the place of what it might have come to', async () => {
    serve({ token: { usd: { day: 0.001 } } });
    // At most $0.0005 of output and a little of input; it came to $0.0004.
    await (await ask({ max_tokens: 50 })).text();
    await (await ask({ max_tokens: 50 })).text();
    const { code, message } = await refusal(await ask({ max_tokens: 50 }));
    expect(code).toBe('budget-exhausted');
    expect(message).toContain('$0.0008 of it is used or reserved');
  });

  it('that may come to more than a whole limit is told that waiting mends nothing', async () => {
    serve({ token: { output_tokens_per_minute: 100 } });
    const { code, message, retry } = await refusal(await ask({ max_tokens: 200 }));
    expect([code, retry]).toEqual(['tokens-per-minute-limited', 'false']);
    expect(message).toContain('smaller max_tokens');
    expect((await ask({ max_tokens: 100 })).status).toBe(200);
  });

  it('holds its place until its answer has ended, and gives it back when its caller leaves', async () => {
    serve({ project: { concurrency: 1 } });
    isHeld = true;
    const leaving = new AbortController();
    const first = ask({}, leaving.signal);
    await expect.poll(() => held.length).toBe(1);
    const { code, after } = await refusal(await ask());
    expect([code, after]).toEqual(['concurrency-limited', 1]);
    for (const send of held.splice(0)) send();
    isHeld = false;
    expect((await first).status).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  it('counts for nothing where it is refused, and for a request where every target fails', async () => {
    serve({ token: { requests: { day: 2 }, usd: { day: 1 } } });
    expect((await ask({ model: 'nowhere' })).status).toBe(403);
    status = 503;
    expect((await ask()).status).toBeGreaterThanOrEqual(500);
    const told = (await (
      await handleToken(new Request('http://router.example/v1/token', { headers }))
    ).json()) as never;
    expect(told).toMatchObject({
      limits: [
        { name: 'requests_per_day', scope: 'token', limit: 2, used: 1, remaining: 1 },
        { name: 'usd_per_day', limit: 1, used: 0, remaining: 1 },
      ],
    });
  });

  it('is counted on from what the records say, and refused where those cannot be read', async () => {
    serve({ token: { usd: { month: 5 } } });
    router.runtime.admission = testAdmission(async () => 4.9999);
    expect(await refusal(await ask())).toMatchObject({ code: 'budget-exhausted' });
    router.runtime.admission = testAdmission(() => Promise.reject(new Error('away')));
    expect(await refusal(await ask())).toMatchObject({ status: 503, code: 'overloaded', retry: 'true' });
    expect(calls).toBe(0);
  });

  it('asks nobody where nothing is limited', async () => {
    serve();
    const asked = () => Promise.reject(new Error('asked'));
    router.runtime.admission = {
      ...{ admit: asked, look: asked, quotas: asked, repair: asked },
    };
    const response = await ask();
    expect(response.status).toBe(200);
    expect([...response.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  it('is explained with the limits that hold, and the fault that it would meet, with nothing taken', async () => {
    serve({ token: { requests_per_minute: 1 }, group: { tokens: { month: 1_000_000 } } });
    const explain = async () => {
      const body = JSON.stringify({ model: 'general', max_tokens: 50, messages: [{ role: 'user', content: 'hi' }] });
      const request = new Request('http://router.example/v1/route/explain', { method: 'POST', headers, body });
      return (await (await handleExplain(request)).json()) as { fault: { code: string } | null; limits: object[] };
    };
    await explain();
    expect(await explain()).toMatchObject({
      fault: null,
      limits: [
        { name: 'requests_per_minute', used: 0 },
        { name: 'tokens_per_month', scope: 'group', id: 'general' },
      ],
    });
    await (await ask()).text();
    expect((await explain()).fault?.code).toBe('requests-per-minute-limited');
  });
});
