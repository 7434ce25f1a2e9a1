import { describe, expect, test } from 'vitest';
import { ask, faultOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { failsWith } from './_support/scripts';

const alice = createToken('alice');
const bob = createToken('bob');
const none = { tools: false, vision: false, structured_output: false, reasoning: false, embeddings: false };
const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };
const image = (detail = 'auto') => ({
  role: 'user',
  content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail } }],
});

describe.each(doors)('eligibility, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, [
          { id: 'plain', capabilities: none, context_tokens: 1_000, max_output_tokens: 500 },
          { id: 'able', context_tokens: 100_000 },
          { id: 'tools-only', capabilities: { ...none, tools: true }, context_tokens: 100_000 },
        ]),
      ],
      groups: [
        failover('plain', ['up/plain']),
        failover('able', ['up/able']),
        failover('tools-only', ['up/tools-only']),
        failover('mixed', ['up/plain', 'up/able', 'up/tools-only']),
        failover('bobs', ['up/able']),
      ],
      callers: [
        caller('alice', alice, ['plain', 'able', 'tools-only', 'mixed']),
        caller('bob', bob, ['plain', 'bobs']),
      ],
    },
  }));

  test.each([
    ['tools', { tools: [tool] }, 'requires: tools.', 'able, mixed, tools-only'],
    [
      'tools of an earlier turn',
      { messages: [{ role: 'tool', tool_call_id: 'x', content: 'y' }] },
      'requires: tools.',
      'able, mixed, tools-only',
    ],
    ['an image', { messages: [image()] }, 'requires: vision.', 'able, mixed'],
    [
      'structured output',
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: {} } } },
      'requires: structured_output.',
      'able, mixed',
    ],
    ['reasoning', { reasoning_effort: 'high' }, 'requires: reasoning.', 'able, mixed'],
    ['tools and an image', { tools: [tool], messages: [image()] }, 'requires: tools, vision.', 'able, mixed'],
    [
      'a long text',
      { messages: [{ role: 'user', content: 'word '.repeat(2_000) }] },
      'context_tokens (about 25',
      'able, mixed, tools-only',
    ],
    ['a long answer', { max_tokens: 600 }, 'max_output_tokens (600 asked for)', 'able, mixed, tools-only'],
  ])(
    '422 for %s that no target of the group can carry, with the groups that can',
    async (_name, more, required, able) => {
      const response = await ask(router, alice, 'plain', more);
      expect(response.headers.get('x-should-retry')).toBe('false');
      const fault = await faultOf(response);
      expect(fault).toMatchObject({ status: 422, code: 'no-eligible-target' });
      expect(fault.message).toContain(required);
      expect(fault.message).toContain(`Of your model groups, these can: ${able}.`);
      expect(upstream.calls).toHaveLength(0);
    },
  );

  test('lists only groups that the caller may use', async () => {
    const fault = await faultOf(await ask(router, bob, 'plain', { tools: [tool] }));
    expect(fault.message).toContain('these can: bobs.');
    const lacking = await faultOf(await ask(router, alice, 'tools-only', { messages: [image()], max_tokens: 1e6 }));
    expect(lacking.message).toContain('None of your model groups can.');
  });

  test('chooses a target that can carry the request, and at every hop again', async () => {
    expect((await ask(router, alice, 'mixed', { messages: [image()] })).status).toBe(200);
    expect(upstream.calls.map((call) => call.body.model)).toEqual(['able']);
    upstream.forget();
    upstream.when('able', failsWith(500));
    expect((await ask(router, alice, 'mixed', { tools: [tool] })).status).toBe(200);
    expect(upstream.calls.map((call) => call.body.model)).toEqual(['able', 'tools-only']);
    upstream.forget();
    upstream.when('able', failsWith(500));
    expect(await faultOf(await ask(router, alice, 'mixed', { messages: [image()] }))).toMatchObject({ status: 502 });
    expect(upstream.calls.map((call) => call.body.model)).toEqual(['able']);
  });

  test('counts an image by its kind and never by its length', async () => {
    const content = [{ type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(2_000_000)}` } }];
    expect((await ask(router, alice, 'able', { messages: [{ role: 'user', content }] })).status).toBe(200);
  });

  test('403 before any upstream call, word for word the same whether the group exists or not', async () => {
    const requestId = `req_${'1'.repeat(32)}`;
    const bodies = await Promise.all(
      ['bobs', 'nope'].map(async (model) => {
        const response = await ask(router, alice, model, {}, { headers: { 'x-request-id': requestId } });
        const headers = [...response.headers].filter(([name]) => !['date', 'content-length'].includes(name));
        return `${response.status} ${JSON.stringify(headers)} ${(await response.text()).replaceAll(model, '…')}`;
      }),
    );
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toMatch(/^403 .*"code":"model-not-allowed"/);
    expect(bodies[0]).toContain('It may use: able, mixed, plain, tools-only.');
    expect(upstream.calls).toHaveLength(0);
  });
});
