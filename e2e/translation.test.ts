import { describe, expect, test } from 'vitest';
import { ask, bearer, get, post } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { type Script, useUpstream } from './_support/scripted-upstream';
import { answersWith, openStream, sendJson, streams } from './_support/scripts';

const alice = createToken('alice');
const able = { tools: true, vision: true, structured_output: true };

/** What the answers of these tests hold, whatever their dialect. */
interface Answer {
  id: string;
  model: string;
  content: { type: string; signature?: string }[];
  error: { code: string };
  models: { slug: string; base_instructions: string }[];
  pairs: { caller: string; target: string; features: Record<string, string> }[];
}

/** A message with a signed thought, as Anthropic answers. */
const thinks =
  (signature: string): Script =>
  (call) =>
    sendJson(call, 200, {
      ...{ id: 'msg_1', type: 'message', role: 'assistant', model: call.body.model },
      content: [
        { type: 'thinking', thinking: 'hm', signature },
        { type: 'text', text: 'Hi' },
      ],
      ...{ stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 3, output_tokens: 5 } },
    });

const responds: Script = (call) =>
  sendJson(call, 200, {
    ...{ id: 'resp_own', object: 'response', created_at: 1, status: 'completed', model: call.body.model },
    output: [
      {
        type: 'message',
        id: 'm',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hi', annotations: [] }],
      },
    ],
    usage: { input_tokens: 3, output_tokens: 5, total_tokens: 8 },
  });

describe.each(doors)('translation, through the %s door', (door) => {
  const upstream = useUpstream();
  const configuration = () => ({
    providers: [
      provider('chat', upstream.url, [
        { id: 'a', capabilities: able },
        { id: 'b', capabilities: able },
      ]),
      provider('claude', upstream.url, [{ id: 'c' }, { id: 'd' }], { dialect: 'anthropic-messages' }),
      provider('filtered', upstream.url, [{ id: 'e' }], { dialect: 'anthropic-messages', betas: ['known-1'] }),
      provider('slow', upstream.url, [{ id: 'z' }], { timeouts: { first_byte_ms: 300 } }),
      provider('openai', upstream.url, [{ id: 'r' }, { id: 's' }], { dialect: 'openai-responses' }),
      provider('sized', upstream.url, [
        { id: 'big', context_tokens: 200_000 },
        { id: 'small', context_tokens: 50_000, capabilities: { tools: true, vision: false } },
      ]),
    ],
    groups: [
      failover('chat', ['chat/a']),
      failover('claude', ['claude/c']),
      failover('two', ['claude/c', 'claude/d']),
      failover('mixed', ['claude/c', 'chat/a']),
      failover('betas', ['filtered/e']),
      failover('slow', ['slow/z']),
      failover('responses', ['openai/r', 'openai/s']),
      failover('sized', ['sized/big', 'sized/small']),
    ],
    callers: [caller('alice', alice, ['chat', 'claude', 'two', 'mixed', 'betas', 'slow', 'responses', 'sized'])],
  });

  const router = useRouter(door, () => ({ configuration: configuration() }));
  const messages = (model: string, more: object = {}, headers: Record<string, string> = {}) =>
    post(
      router,
      alice,
      '/v1/messages',
      { model, max_tokens: 100, messages: [{ role: 'user', content: 'ping' }], ...more },
      { headers },
    );
  const responses = (model: string, more: object = {}) =>
    post(router, alice, '/v1/responses', { model, input: 'ping', ...more });
  const json = async (response: Response) => (await response.json()) as Answer;

  test('what Claude Code sends reaches a chat target, and what was left out is named', async () => {
    const answer = await messages(
      'chat',
      {
        system: [
          { type: 'text', text: 'x-anthropic-billing-header: cc_version=2; cch=1;' },
          { type: 'text', text: 'be brief', cache_control: { type: 'ephemeral' } },
        ],
        thinking: { type: 'adaptive' },
        output_config: { effort: 'high' },
        context_management: { edits: [] },
        metadata: { user_id: 'u' },
      },
      { 'anthropic-beta': 'a-1,b-2', 'anthropic-version': '2023-06-01' },
    );
    expect(answer.status).toBe(200);
    expect((await json(answer)).content).toEqual([{ type: 'text', text: 'pong' }]);
    const named = (answer.headers.get('x-router-degraded') ?? '').split(', ');
    for (const each of ['reasoning-effort', 'cache-marks', 'context_management', 'anthropic-beta'])
      expect(named).toContain(each);
    const [call] = upstream.calls;
    expect(call?.body.messages).toEqual([
      { role: 'system', content: 'be brief' },
      { role: 'user', content: 'ping' },
    ]);
    // Not known to reason: not asked to (it is a wish of the agent's, and many models refuse the field).
    expect(call?.body).not.toHaveProperty('reasoning_effort');
    expect(call?.headers).not.toHaveProperty('anthropic-beta');
  });

  test('a signed thought goes back to its maker as it was, and to no other target (field-failures 18, 19)', async () => {
    upstream.when('c', thinks('c2lnbmVk'));
    upstream.when('d', thinks('b3RoZXI='));
    const asked = { thinking: { type: 'adaptive' } };
    const first = await json(await messages('two', asked));
    expect(first.content[0]?.signature).toMatch(/^rtr\.[0-9a-f]{16}\.s\.\.c2lnbmVk$/);
    const turn = {
      ...asked,
      messages: [
        { role: 'user', content: 'ping' },
        { role: 'assistant', content: first.content },
        { role: 'user', content: 'again' },
      ],
    };
    await messages('two', turn);
    expect(upstream.calls[1]?.body.messages).toMatchObject([
      {},
      { content: [{ type: 'thinking', signature: 'c2lnbmVk' }, {}] },
      {},
    ]);
    upstream.when('c', (call) =>
      sendJson(call, 529, { type: 'error', error: { type: 'overloaded_error', message: 'busy' } }),
    );
    const elsewhere = await messages('two', turn);
    expect(elsewhere.headers.get('x-router-degraded')).toBe('reasoning-signature');
    expect(upstream.callsFor('d')[0]?.body.messages).toMatchObject([{}, { content: [{ type: 'text' }] }, {}]);
  });

  test('a group of one target gives signatures as they are', async () => {
    upstream.when('c', thinks('c2lnbmVk'));
    const answer = await json(await messages('claude', { thinking: { type: 'adaptive' } }));
    expect(answer.content[0]?.signature).toBe('c2lnbmVk');
    expect(answer.model).toBe('claude');
  });

  test('each hop is judged by itself: a fallback in another dialect is sent what it can carry (field-failures 9)', async () => {
    upstream.when('c', (call) => sendJson(call, 503, {}));
    const schema = { type: 'object', properties: { a: { type: 'number' } } };
    const answer = await messages('mixed', { output_config: { format: { type: 'json_schema', schema } } });
    expect(answer.headers.get('x-router-attempts')).toBe('2');
    expect(upstream.callsFor('a')[0]?.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { schema },
    });
    const prefilled = {
      messages: [
        { role: 'user', content: 'ping' },
        { role: 'assistant', content: '{' },
      ],
    };
    expect((await messages('mixed', prefilled)).status).toBe(503);
    expect(upstream.callsFor('a')).toHaveLength(1);
  });

  test('a target that says nothing is an error in the caller’s own shape, and no silence (field-failures 17)', async () => {
    upstream.when('z', () => {});
    for (const stream of [true, false]) {
      const answer = await messages('slow', { stream });
      expect(answer.status).toBe(504);
      expect(await json(answer)).toMatchObject({ type: 'error', error: { type: 'timeout_error' } });
    }
  });

  test('what comes before the first content is kept back until it is known who answers (field-failures 25, 26)', async () => {
    upstream.when('c', (call) => {
      openStream(call);
      const message = {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        content: [],
        model: 'c',
        usage: { input_tokens: 1, output_tokens: 1 },
      };
      const failed = { type: 'error', error: { type: 'overloaded_error', message: 'busy' } };
      for (const event of [{ type: 'message_start', message }, failed])
        call.response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      call.response.end();
    });
    const text = await (await messages('mixed', { stream: true })).text();
    expect(text.match(/event: message_start/g)).toHaveLength(1);
    expect(text).toContain('"text":"pong"');
    expect(text).not.toContain('busy');
    expect(text.trimEnd().split('\n\n').at(-1)).toBe('event: message_stop\ndata: {"type":"message_stop"}');
  });

  test('usage is told in a chunk of its own, and to whoever asks (field-failures 10)', async () => {
    upstream.when('c', (call) => {
      openStream(call);
      const events = [
        {
          type: 'message_start',
          message: {
            id: 'm',
            type: 'message',
            role: 'assistant',
            content: [],
            model: 'c',
            usage: { input_tokens: 3, output_tokens: 1 },
          },
        },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
        { type: 'message_stop' },
      ];
      for (const event of events) call.response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      call.response.end();
    });
    const chunksOf = async (more: object) => {
      const text = await (await ask(router, alice, 'claude', { stream: true, ...more })).text();
      const data = text
        .trimEnd()
        .split('\n\n')
        .map((frame) => frame.slice('data: '.length));
      expect(data.pop()).toBe('[DONE]');
      return data.map((each) => JSON.parse(each) as { choices: unknown[]; usage?: object });
    };
    for (const chunk of await chunksOf({})) expect(chunk).not.toHaveProperty('usage');
    const told = await chunksOf({ stream_options: { include_usage: true } });
    expect(told.filter((chunk) => chunk.usage)).toMatchObject([
      { choices: [], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } },
    ]);
  });

  test('betas that a provider does not take are not sent to it, and the loss is named (field-failures 21)', async () => {
    upstream.when('e', thinks('x'));
    const answer = await messages('betas', {}, { 'anthropic-beta': 'known-1,unknown-2' });
    expect(upstream.calls[0]?.headers['anthropic-beta']).toBe('known-1');
    expect(upstream.calls[0]?.headers['anthropic-version']).toBe('2023-06-01');
    expect(answer.headers.get('x-router-degraded')).toBe('anthropic-beta');
  });

  test('an answer that a provider keeps is gone on from at the target that made it, and nowhere else', async () => {
    upstream.when('r', (call) => (call.body.previous_response_id ? responds(call) : sendJson(call, 500, {})));
    upstream.when('s', responds);
    const first = await json(await responses('responses'));
    expect(first.id).toMatch(/^rtr\.[0-9a-f]{16}\.i\.\.resp_own$/);
    await responses('responses', { previous_response_id: first.id });
    expect(upstream.calls.map(({ body }) => [body.model, body.previous_response_id])).toEqual([
      ['r', undefined],
      ['s', undefined],
      ['s', 'resp_own'],
    ]);
  });

  test('what no target of its kind could do is refused before anything is sent', async () => {
    for (const body of [{ previous_response_id: 'resp_1' }, { tools: [{ type: 'web_search' }] }]) {
      const answer = await responses('chat', body);
      expect([answer.status, (await json(answer)).error.code]).toEqual([400, 'unsupported-feature']);
    }
    const background = await responses('chat', { background: true });
    expect(background.status).toBe(422);
    expect(await json(background)).toMatchObject({
      error: { code: 'no-eligible-target', message: expect.stringContaining('foreign-content: background') },
    });
    const kept = await get(router, '/v1/responses/resp_1', bearer(alice));
    expect([kept.status, (await json(kept)).error.code]).toEqual([400, 'unsupported-feature']);
    expect(upstream.calls).toEqual([]);
  });

  test('a failure before the first content is an honest status in the caller’s own shape', async () => {
    upstream.when('a', (call) =>
      sendJson(call, 400, { error: { message: 'too many stops', type: 'invalid_request_error' } }),
    );
    const refused = await messages('chat', { stream: true });
    expect(refused.status).toBe(400);
    expect(await json(refused)).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringContaining('too many stops') },
    });
    upstream.when('a', (call) => sendJson(call, 401, { error: { message: 'key sk-secret is wrong' } }));
    const failed = await messages('chat');
    expect(failed.status).toBe(502);
    expect(await failed.text()).not.toContain('sk-secret');
  });

  test('a failure after it is the dialect’s own last event, and never a success (field-failures 15, 23)', async () => {
    upstream.when('a', streams(['Hello'], { end: (call) => call.response.end() }));
    const asMessages = await (await messages('chat', { stream: true })).text();
    expect(asMessages).toContain('"text":"Hello"');
    expect(asMessages.trimEnd().split('\n\n').at(-1)).toMatch(/^event: error\ndata: \{"type":"error"/);
    expect(asMessages).not.toContain('message_stop');
    const asResponses = await (await responses('chat', { stream: true })).text();
    expect(asResponses.trimEnd().split('\n\n').at(-1)).toMatch(/^event: response.failed\n/);
    expect(asResponses).not.toContain('response.completed');
  });

  test('tokens are counted by whoever can, and the estimate says that it is one (field-failures 16)', async () => {
    upstream.when('c', (call) => sendJson(call, 200, { input_tokens: 77 }));
    const count = (model: string) =>
      post(router, alice, '/v1/messages/count_tokens', {
        model,
        messages: [{ role: 'user', content: 'ping '.repeat(100) }],
      });
    const counted = await count('claude');
    expect([await counted.json(), counted.headers.get('x-router-estimated')]).toEqual([{ input_tokens: 77 }, null]);
    expect(upstream.calls[0]?.path).toBe('/v1/messages/count_tokens');
    const estimated = await count('chat');
    expect(estimated.headers.get('x-router-estimated')).toBe('true');
    expect(((await estimated.json()) as { input_tokens: number }).input_tokens).toBeGreaterThan(100);
    upstream.when('c', (call) => sendJson(call, 404, {}));
    expect((await count('claude')).headers.get('x-router-estimated')).toBe('true');
  });

  test('Codex is told what a group can do by its weakest target', async () => {
    const { models } = await json(await get(router, '/v1/models?client_version=0.169.0', bearer(alice)));
    const sized = models.find(({ slug }) => slug === 'sized');
    expect(sized).toMatchObject({
      context_window: 50_000,
      input_modalities: ['text'],
      supported_reasoning_levels: [],
      visibility: 'list',
    });
    const claude = models.find(({ slug }) => slug === 'claude');
    expect(claude).toMatchObject({ input_modalities: ['text', 'image'], default_reasoning_level: 'medium' });
    expect(claude?.base_instructions.length).toBeGreaterThan(200);
  });

  test('the table of what is carried is there for programs', async () => {
    const table = await json(await get(router, '/v1/capabilities', bearer(alice)));
    const pair = table.pairs.find((each) => each.caller === 'openai-responses' && each.target === 'gemini');
    expect(pair?.features).toMatchObject({ 'custom-tools': 'bridged', 'image-url': 'refused', tools: 'carried' });
    expect((await get(router, '/v1/capabilities')).status).toBe(401);
  });

  test('Anthropic’s clients find their addresses, whatever base they add to', async () => {
    const body = { model: 'chat', max_tokens: 5, messages: [{ role: 'user', content: 'ping' }] };
    upstream.when('a', answersWith('pong'));
    for (const address of [
      '/v1/messages',
      '/v1/messages?beta=true',
      '/anthropic/v1/messages',
      '/anthropic/v1/messages?beta=true',
      '/v1/messages/',
    ])
      expect([address, (await post(router, alice, address, body)).status]).toEqual([address, 200]);
    expect((await post(router, alice, '/anthropic/v1/messages/count_tokens', body)).status).toBe(200);
    expect(
      (await get(router, '/anthropic/v1/models?limit=1000', { ...bearer(alice), 'anthropic-version': '2023-06-01' }))
        .status,
    ).toBe(200);
    const probe = await fetch(`${router.origin}/`, { method: 'HEAD', redirect: 'manual' });
    expect(probe.status).toBe(200);
    const wrong = await post(router, alice, '/anthropic/messages', body);
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([404, 'application/json']);
  });
});
