import { randomBytes } from 'node:crypto';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { ask, bearer, get } from './_support/client';
import { caller, createToken, failover, provider, reference } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, streams } from './_support/scripts';

const rated = createToken('rated');
const paying = createToken('paying');
const many = createToken('many');
const free = createToken('free');
const adminToken = `admin-${randomBytes(24).toString('hex')}`;

describe.each(doors)('limits, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, [{ id: 'one', price: { input: 2, output: 10 }, max_output_tokens: 1000 }]),
      ],
      projects: [{ id: 'demo', title: 'Demo', limits: { requests: { lifetime: 1000 } } }],
      groups: [failover('default', ['up/one']), failover('narrow', ['up/one'], { limits: { requests_per_minute: 1 } })],
      callers: [
        caller('rated', rated, ['default', 'narrow'], { limits: { requests_per_minute: 3 } }),
        caller('paying', paying, ['default'], { limits: { usd: { day: 1 } } }),
        // An answer of 1,000 tokens costs a cent at most; its input is a few tokens.
        caller('many', many, ['default'], { limits: { usd: { lifetime: 0.1 } } }),
        caller('free', free, ['default']),
      ],
    },
    settings: { ROUTER_ADMIN_TOKEN: adminToken },
  }));

  async function askAdmin(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${router.origin}/api/admin${path}`, {
      ...{ method, headers: { ...bearer(adminToken), 'content-type': 'application/json' } },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(response.status).toBe(200);
    return response.json();
  }

  test('both SDKs are told what is left, and that they are to come again later', async () => {
    upstream.when('one', answersWith('pong'));
    const openai = new OpenAI({ apiKey: rated, baseURL: `${router.origin}/v1`, maxRetries: 0 });
    const body = { model: 'default', messages: [{ role: 'user' as const, content: 'ping' }] };
    const { response } = await openai.chat.completions.create(body).withResponse();
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('3');
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('2');
    const anthropic = new Anthropic({ apiKey: rated, baseURL: router.origin, maxRetries: 0 });
    const message = await anthropic.messages.create({ ...body, max_tokens: 10 }).withResponse();
    expect(message.response.headers.get('anthropic-ratelimit-requests-remaining')).toBe('1');
    await openai.chat.completions.create(body);
    const refused = await openai.chat.completions.create(body).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
    expect(refused).toMatchObject({ status: 429, code: 'requests-per-minute-limited' });
    const { headers } = refused as { headers: Headers };
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(30);
    const other = await anthropic.messages.create({ ...body, max_tokens: 10 }).catch((error: unknown) => error);
    expect(other).toBeInstanceOf(Anthropic.RateLimitError);
  });

  test('a stream is charged what it used, and its record and its limits agree', async () => {
    upstream.when('one', streams(['po', 'ng']));
    await (await ask(router, paying, 'default', { stream: true, max_tokens: 500 })).text();
    await expect
      .poll(async () => {
        const { totals, limits } = (await (await get(router, '/v1/usage', bearer(paying))).json()) as {
          totals: { usd: number };
          limits: { name: string; used: number }[];
        };
        return [totals.usd, limits.find(({ name }) => name === 'usd_per_day')?.used];
      })
      .toEqual([0.004, 0.004]);
  });

  test('money for ten admits ten of two hundred at once, and the ledger agrees (field-failures 31)', async () => {
    upstream.when('one', answersWith('pong'));
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => ask(router, many, 'default', { max_tokens: 990 }).then(({ status }) => status)),
    );
    const admitted = answers.filter((status) => status === 200).length;
    // While they are under way each holds what it may cost at most; what they did cost is less, so that some come in later.
    expect(admitted).toBeGreaterThanOrEqual(10);
    expect(answers.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect(await askAdmin('GET', '/ledger/check')).toMatchObject({ drifts: [] });
  });

  test('a limit that is set now holds for what was used before it, within a second', async () => {
    upstream.when('one', answersWith('pong'));
    await (await ask(router, free, 'default')).text();
    await (await ask(router, free, 'default')).text();
    const text = JSON.stringify({
      version: 1,
      callers: [caller('free', free, ['default'], { limits: { requests: { day: 2 } } })],
    }).replaceAll(free, reference('FREE'));
    await askAdmin('POST', '/config/apply', { file: 'router.yaml', text, secrets: { FREE: free } });
    await expect.poll(async () => (await ask(router, free, 'default')).status).toBe(429);
  });
});
