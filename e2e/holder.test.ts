import { beforeEach, describe, expect, test } from 'vitest';
import type { Explanation, RequestStory, UsageAnswer } from '@/lib/gateway/contract';
import { ask, bearer, faultOf, get, post, textOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { eventually } from './_support/eventually';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith, streams } from './_support/scripts';

const alice = createToken('alice');
const bob = createToken('bob');
const expired = createToken('expired');

describe.each(doors)('what a holder may ask of themselves, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('hidden-provider', upstream.url, [
          { id: 'one', price: { input: 1, cached_input: 0.5, output: 2 } },
          'two',
          { id: 'plain', capabilities: { tools: false, vision: false } },
        ]),
      ],
      groups: [
        failover('default', ['hidden-provider/one']),
        failover('steady', ['hidden-provider/two', 'hidden-provider/one']),
        failover('text-only', ['hidden-provider/plain']),
        failover('refused', ['hidden-provider/two']),
        failover('private', ['hidden-provider/one']),
      ],
      callers: [
        caller('alice', alice, ['default', 'steady', 'text-only', 'refused']),
        caller('bob', bob, ['default']),
        caller('expired', expired, ['default'], { expires_at: '2024-01-01T00:00:00Z' }),
      ],
    },
  }));
  beforeEach(() => {
    upstream.when('one', answersWith('pong'));
    upstream.when('two', failsWith(503));
  });

  const idOf = (response: Response) => response.headers.get('x-request-id') ?? '';
  const story = (token: string, id: string): Promise<RequestStory> =>
    eventually('the request is in the store', async () => {
      const response = await get(router, `/v1/requests/${id}`, bearer(token));
      return response.status === 200 ? ((await response.json()) as RequestStory) : null;
    });
  const explain = async (token: string, body: unknown, query = '') => {
    const response = await post(router, token, `/v1/route/explain${query}`, body);
    return { status: response.status, told: (await response.json()) as Explanation };
  };

  test('a request is told by its id: who asked, what came, what it cost, and nothing of what stands behind', async () => {
    const response = await ask(router, alice, 'steady', {}, { headers: { 'user-agent': 'curl/8.5.0' } });
    expect(await textOf(response)).toBe('pong');
    const told = await story(alice, idOf(response));
    expect(told).toMatchObject({
      object: 'request',
      id: idOf(response),
      endpoint: '/v1/chat/completions',
      client: 'curl',
      model: 'steady',
      group: 'steady',
      status: 200,
      outcome: 'completed',
      fault: null,
      input_tokens: 1000,
      cached_input_tokens: 400,
      output_tokens: 200,
      usd: 0.0012,
      attempts: [
        { target: 1, result: 'busy', words: 'said that it was busy', status: 503 },
        { target: 2, result: 'answered', words: 'answered', status: 200 },
      ],
    });
    expect(JSON.stringify(told)).not.toMatch(/hidden-provider|"one"|"two"/);
  });

  test('a refused one is told with its fault, its advice and the page of it', async () => {
    const response = await ask(router, alice, 'private');
    expect(await story(alice, idOf(response))).toMatchObject({
      status: 403,
      outcome: 'refused',
      fault: { code: 'model-not-allowed', status: 403, page: '/docs/errors/model-not-allowed' },
      attempts: [],
    });
  });

  test('that a provider refuses this deployment is told without its status', async () => {
    upstream.when('two', failsWith(401, { error: { message: 'bad key sk-secret' } }));
    const response = await ask(router, alice, 'refused');
    const told = await story(alice, idOf(response));
    expect(told.attempts).toMatchObject([{ target: 1, result: 'deployment', status: null }]);
    expect(JSON.stringify(told)).not.toContain('sk-secret');
  });

  test('another token’s request, and one that never was, are the same 404; a word that is no id is a 400', async () => {
    const response = await ask(router, alice, 'default');
    await story(alice, idOf(response));
    const others = await faultOf(await get(router, `/v1/requests/${idOf(response)}`, bearer(bob)));
    const nobodys = await faultOf(await get(router, `/v1/requests/req_${'0'.repeat(32)}`, bearer(bob)));
    expect(others).toEqual(nobodys);
    expect(others).toMatchObject({ status: 404, code: 'not-found' });
    expect(await faultOf(await get(router, '/v1/requests/req_1', bearer(bob)))).toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
    expect((await get(router, `/v1/requests/${idOf(response)}`)).status).toBe(401);
  });

  test('its own requests are listed, newest first, and those that came after one', async () => {
    const first = await ask(router, bob, 'default');
    await first.text();
    const told = await story(bob, idOf(first));
    const second = await ask(router, bob, 'default', { stream: true });
    await second.text();
    await story(bob, idOf(second));
    const list = async (query: string) => {
      const response = await get(router, `/v1/requests?${query}`, bearer(bob));
      return ((await response.json()) as { data: RequestStory[] }).data;
    };
    expect((await list('limit=2')).map(({ id }) => id)).toEqual([idOf(second), idOf(first)]);
    expect(await list(`after=${told.cursor}`)).toMatchObject([{ id: idOf(second), stream: true, status: 200 }]);
    for (const query of ['limit=0', 'limit=101', 'after=nonsense'])
      expect((await get(router, `/v1/requests?${query}`, bearer(bob))).status).toBe(400);
  });

  test('usage counts what was answered within two seconds, by day and group, and this token’s alone', async () => {
    const before = await usageOf(expired);
    expect(before).toMatchObject({ totals: { requests: 0, usd: 0 }, days: [], limits: [] });
    const known = await usageOf(alice);
    await (await ask(router, alice, 'default')).text();
    const { totals: counted, days, token_id } = await usageAfter(alice, known.totals.requests + 1);
    expect(counted.input_tokens).toBe(known.totals.input_tokens + 1000);
    expect(counted.cached_input_tokens).toBe(known.totals.cached_input_tokens + 400);
    expect(counted.usd).toBeCloseTo(known.totals.usd + 0.0012, 9);
    expect(token_id).toBe('rtr_metrum_alice_demo_dev_k1');
    expect(days.find(({ group }) => group === 'default')?.date).toBe(new Date().toISOString().slice(0, 10));
    const { totals } = await usageOf(alice, '?from=2020-01-01&to=2020-02-01');
    expect(totals).toEqual({ requests: 0, input_tokens: 0, cached_input_tokens: 0, output_tokens: 0, usd: 0 });
    for (const query of [
      ...['from=yesterday', 'from=2027-01-02&to=2027-01-01', 'from=2020-01-01&to=2026-01-01'],
      'from=0000-01-01&to=0000-06-01',
    ])
      expect((await get(router, `/v1/usage?${query}`, bearer(alice))).status).toBe(400);
  });

  async function usageOf(token: string, query = ''): Promise<UsageAnswer> {
    const response = await get(router, `/v1/usage${query}`, bearer(token));
    expect(response.status).toBe(200);
    return (await response.json()) as UsageAnswer;
  }

  /** Once so many requests are counted, and no more than those. */
  async function usageAfter(token: string, requests: number): Promise<UsageAnswer> {
    const usage = await eventually('they are counted', async () => {
      const found = await usageOf(token);
      return found.totals.requests >= requests ? found : null;
    });
    expect(usage.totals.requests).toBe(requests);
    return usage;
  }

  test('an explanation says what the real call then does, for each of the three APIs', async () => {
    const messages = [{ role: 'user', content: 'ping' }];
    const bodies = {
      'chat/completions': { model: 'steady', messages },
      responses: { model: 'steady', input: 'ping' },
      messages: { model: 'steady', max_tokens: 100, system: 'Be brief.', messages },
    };
    for (const [endpoint, body] of Object.entries(bodies)) {
      const { told } = await explain(alice, body);
      expect(told).toMatchObject({
        endpoint,
        group: 'steady',
        fault: null,
        order: [1, 2],
        able_groups: expect.any(Array),
      });
      const response = await post(router, alice, `/v1/${endpoint}`, body);
      expect([response.status, response.headers.get('x-router-attempts')]).toEqual([200, '2']);
      await response.text();
      expect((await story(alice, idOf(response))).attempts.map(({ target }) => target)).toEqual(told.order);
    }
  });

  test('an explanation and the real call are refused alike, and nothing is sent or recorded for the first', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
    const calls = upstream.calls.length;
    const before = await usageOf(alice);
    for (const [model, more] of [
      ['text-only', { messages: [{ role: 'user', content: [image] }] }],
      ['private', {}],
      ['nothing', {}],
      ['default', { messages: 'ping' }],
    ] as const) {
      const { told } = await explain(alice, { model, messages: [{ role: 'user', content: 'ping' }], ...more });
      const real = await faultOf(await ask(router, alice, model, more));
      expect({ status: told.fault?.status, code: told.fault?.code, message: told.fault?.message }).toEqual(real);
    }
    expect(upstream.calls.length).toBe(calls);
    await usageAfter(alice, before.totals.requests + 4);
    const { told } = await explain(alice, { model: 'text-only', features: ['images'] });
    expect(told).toMatchObject({
      fault: { code: 'no-eligible-target' },
      targets: [{ number: 1, eligible: false, lacks: [{ name: 'vision', words: 'images' }] }],
      able_groups: ['default', 'refused', 'steady'],
    });
    expect(JSON.stringify(told)).not.toContain('hidden-provider');
  });

  test('an inactive token is explained, and an unknown one is not', async () => {
    expect(await explain(expired, { model: 'default', features: [] })).toMatchObject({
      status: 200,
      told: { fault: { code: 'token-expired' }, order: [1] },
    });
    expect((await explain('rtr_nobody', { model: 'default', features: [] })).status).toBe(401);
  });

  test('what a group can do is as healthy as it was lately', async () => {
    for (let turn = 0; turn < 5; turn += 1) await (await ask(router, alice, 'steady')).text();
    const { group_details } = (await (await get(router, '/v1/token', bearer(alice))).json()) as {
      group_details: { id: string; health: string }[];
    };
    const healthOf = (id: string) => group_details.find((group) => group.id === id)?.health;
    expect([healthOf('default'), healthOf('steady'), healthOf('refused')]).toEqual([
      'healthy',
      'degraded',
      'unhealthy',
    ]);
  });

  test('a stream that was cut is told as failed, with the time to its first word', async () => {
    upstream.when('one', streams(['po'], { end: (call) => call.response.end() }));
    const response = await ask(router, alice, 'default', { stream: true });
    await response.text();
    const told = await story(alice, idOf(response));
    expect(told).toMatchObject({ outcome: 'failed', attempts: [{ target: 1, result: 'cut' }] });
    expect(told.first_token_ms).toBeGreaterThan(0);
  });
});
