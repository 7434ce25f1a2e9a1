import { describe, expect, test } from 'vitest';
import type { FaultCode } from '@/lib/faults/catalogue';
import { faultPagePath } from '@/lib/faults/catalogue';
import { ask, bearer, chat, type FaultBody, get, post } from './_support/client';
import { allCapabilities, caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';

const alice = createToken('alice');
const extractor = createToken('extractor');
const facts = { type: 'object', required: ['facts'] };
const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];

describe.each(doors)('what the error pages say, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, [
          'able',
          'prose',
          { id: 'plain', capabilities: { ...allCapabilities, tools: false } },
        ]),
      ],
      groups: [
        failover('default', ['up/able']),
        failover('text-only', ['up/plain']),
        failover('extraction', ['up/prose'], { validation: { rules: [{ rule: 'json-schema', schema: facts }] } }),
      ],
      callers: [caller('alice', alice, ['default', 'text-only']), caller('extractor', extractor, ['extraction'])],
    },
  }));

  test('an example is what the server writes, word for word', async () => {
    upstream.when('prose', answersWith('{}'));
    const chats = '/v1/chat/completions';
    const oversized = post(router, alice, chats, ' '.repeat(33_554_433));
    const asked: [FaultCode, Promise<Response>][] = [
      ['invalid-request', post(router, alice, chats, { model: 'default' })],
      ['missing-model', post(router, alice, chats, { messages: [] })],
      ['unsupported-feature', post(router, alice, '/v1/completions', {})],
      ['unauthorized', post(router, 'rtr_nobody', chats, chat('default'))],
      ['model-not-allowed', ask(router, alice, 'gpt-4o')],
      ['not-found', post(router, alice, '/v1/v1/chat/completions', chat('default'))],
      ['method-not-allowed', get(router, chats, bearer(alice))],
      ['request-too-large', oversized],
      ['no-eligible-target', ask(router, alice, 'text-only', { tools })],
      ['validation-failed', ask(router, extractor, 'extraction')],
    ];
    for (const [code, answer] of asked) {
      const { error } = (await (await answer).json()) as FaultBody;
      const page = await (await get(router, `${faultPagePath(code)}.md`)).text();
      expect(page).toContain(
        JSON.stringify({ error: { ...error, request_id: 'req_0123456789abcdef0123456789abcdef' } }, null, 2),
      );
    }
  });

  test('a provider’s own refusal has an id and no code where it speaks the caller’s API, and a code where it does not', async () => {
    const words = { error: { message: 'too hot', type: 'invalid_request_error', code: 'temperature', param: null } };
    upstream.when('able', failsWith(400, words));
    const same = await ask(router, alice, 'default');
    const told = ['x-router-error', 'x-should-retry'].map((name) => same.headers.get(name));
    expect([same.status, ...told, await same.json()]).toEqual([400, null, 'false', words]);
    expect(same.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);

    const translated = await post(router, alice, '/v1/messages', { ...chat('default'), max_tokens: 9 });
    const code = translated.headers.get('x-router-error');
    expect([translated.status, code, translated.headers.get('x-should-retry')]).toEqual([
      400,
      'invalid-request',
      'false',
    ]);
    expect(await translated.text()).toContain('too hot');
  });
});
