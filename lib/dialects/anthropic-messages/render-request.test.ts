import { describe, expect, it, test } from 'vitest';
import type { Conversation } from '../../exchange/conversation';
import type { ExchangeRequest } from '../../exchange/request';
import { chatRequest, relayContext } from '../__fixtures__/context';
import type { RelayContext } from '../dialect';
import { openaiChat } from '../openai-chat';
import { parseConversation as parseChat } from '../openai-chat/parse-conversation';
import { translate } from '../translate';
import { anthropicMessages } from '.';
import { renderRequest } from './render-request';

const maker = '0123456789abcdef';
const none: Conversation = parseChat(chatRequest());

/** What a target of this dialect is sent of a chat request, as the gateway does it. */
function sent(body: object, some: Partial<RelayContext> = {}, request: ExchangeRequest = chatRequest(body)) {
  if (!openaiChat.caller) throw new Error('chat has callers');
  const relay = translate(openaiChat.caller, anthropicMessages.upstream);
  return JSON.parse(relay.renderRequest(relayContext({ request, maker, ...some })));
}

const rendered = (conversation: Partial<Conversation>, some: Partial<RelayContext> = {}) =>
  JSON.parse(renderRequest({ ...none, ...conversation }, relayContext({ maker, ...some })));

const tool = { type: 'function', function: { name: 'a', parameters: { type: 'object', properties: {} } } };
const assistantCall = (id: string) => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'a', arguments: '' } }],
});
const user = (content: unknown) => ({ role: 'user', content });

describe('the body for a target', () => {
  it('is no more than was asked, with the cap that Anthropic demands', () => {
    expect(sent({})).toEqual({
      model: 'upstream-model',
      max_tokens: 32_000,
      messages: [{ role: 'user', content: 'hello' }],
    });
    expect(sent({}, { maxOutputTokens: 4096 }).max_tokens).toBe(4096);
    expect(sent({ max_tokens: 7, stream: true }, { maxOutputTokens: 4096 })).toMatchObject({
      max_tokens: 7,
      stream: true,
    });
  });

  it('says what has another name here', () => {
    const body = {
      stop: ['END', '\n'],
      temperature: 1.7,
      top_p: 0.5,
      user: 'u1',
      service_tier: 'default',
      tools: [tool],
      tool_choice: 'required',
      parallel_tool_calls: false,
    };
    expect(sent(body)).toMatchObject({
      stop_sequences: ['END'],
      top_p: 0.5,
      metadata: { user_id: 'u1' },
      service_tier: 'standard_only',
      tools: [{ name: 'a', input_schema: { type: 'object', properties: {} } }],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
    });
  });

  it('keeps temperatures from 0 to 1, and leaves sampling out for models that refuse it', () => {
    expect(sent({ temperature: 1.7 }).temperature).toBe(1);
    expect(sent({ temperature: 0.2, top_p: 1 })).toMatchObject({ temperature: 0.2 });
    expect(sent({ temperature: 0.2, top_p: 1 })).not.toHaveProperty('top_p');
    for (const model of ['claude-opus-4-7', 'claude-sonnet-5-5', 'claude-mythos-preview'])
      expect(sent({ temperature: 0.2, top_p: 0.3, top_k: 4 }, { upstreamModel: model })).toEqual({
        model,
        max_tokens: 32_000,
        messages: [user('hello')],
      });
  });

  test('keeps schemas to the byte, and adds the type that is demanded (field-failures 7)', () => {
    const body = `{"model":"m","messages":[],"tools":[
      {"type":"function","function":{"name":"a","parameters":{ "type":"object","10":1.0,"$defs":{},"additionalProperties":false }}},
      {"type":"function","function":{"name":"b","parameters":{ "properties":{}}}},
      {"type":"function","function":{"name":"c"}}],
      "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{ "minimum":1.0 }}}}`;
    const text = renderRequest(
      parseChat({ ...chatRequest(JSON.parse(body)), ...raw(body) }),
      relayContext({ request: chatRequest() }),
    );
    expect(text).toContain('"input_schema":{ "type":"object","10":1.0,"$defs":{},"additionalProperties":false }');
    expect(text).toContain('"input_schema":{"type":"object", "properties":{}}');
    expect(text).toContain('"input_schema":{"type":"object","properties":{}}');
    expect(text).toContain('"output_config":{"format":{"type":"json_schema","schema":{ "minimum":1.0 }}}');
  });

  it('offers only the tools that are allowed', () => {
    const tools = ['a', 'b'].map((name) => ({ type: 'function', function: { name } }));
    const allowed_tools = { mode: 'required', tools: [{ type: 'function', function: { name: 'b' } }] };
    const body = sent({ tools, tool_choice: { type: 'allowed_tools', allowed_tools } });
    expect(body.tools).toMatchObject([{ name: 'b' }]);
    expect(body.tool_choice).toEqual({ type: 'any' });
  });

  it('keeps cache marks', () => {
    const mark = { ttl: '1h' };
    const text = { type: 'text', text: 'long', cacheMark: mark } as const;
    const body = rendered({ instructions: [text], turns: [{ role: 'user', name: null, parts: [text] }] });
    const block = { type: 'text', text: 'long', cache_control: { type: 'ephemeral', ttl: '1h' } };
    expect(body).toMatchObject({ system: [block], messages: [{ content: [block] }] });
  });
});

/** A request as it was written, numbers and spaces included. */
function raw(text: string): Pick<ExchangeRequest, 'source'> {
  const { source } =
    openaiChat.caller?.parseRequest['chat/completions']?.(text, {
      anthropicVersion: null,
      anthropicBetas: [],
    }) ?? chatRequest();
  return { source };
}

describe('turns', () => {
  test('say later instructions where they stand (field-failures 13)', () => {
    const messages = [
      { role: 'system', content: 'first' },
      { role: 'developer', content: 'second' },
      user('hello'),
      { role: 'system', content: 'now in French' },
      user('go on'),
    ];
    expect(sent({ messages })).toMatchObject({
      system: [
        { type: 'text', text: 'first' },
        { type: 'text', text: 'second' },
      ],
      messages: [
        user([
          { type: 'text', text: 'hello' },
          { type: 'text', text: '<system-reminder>\nnow in French\n</system-reminder>' },
          { type: 'text', text: 'go on' },
        ]),
      ],
    });
  });

  it('alternate, begin with the user and hold no empty text', () => {
    const messages = [
      { role: 'assistant', content: 'Welcome' },
      user(''),
      { role: 'assistant', content: ' \n' },
      user('hi'),
      user([
        { type: 'text', text: ' ' },
        { type: 'text', text: 'there' },
      ]),
    ];
    expect(sent({ messages }).messages).toEqual([
      user('…'),
      { role: 'assistant', content: 'Welcome' },
      user([
        { type: 'text', text: 'hi' },
        { type: 'text', text: 'there' },
      ]),
    ]);
  });

  it('say instructions as the user’s words where there is nothing else', () => {
    const body = sent({ messages: [{ role: 'system', content: 'Translate: hi' }] });
    expect(body).toMatchObject({ messages: [user('Translate: hi')] });
    expect(body).not.toHaveProperty('system');
  });

  it('put results before words, and ids in Anthropic’s characters, the same in both places', () => {
    const messages = [
      user('x'),
      assistantCall('functions.a:0'),
      { role: 'system', content: 'hurry' },
      { role: 'tool', tool_call_id: 'functions.a:0', content: 'one' },
      user('thanks'),
    ];
    const [, assistant, results] = sent({ messages, tools: [tool] }).messages;
    const [{ id, input }] = assistant.content;
    expect(id).toMatch(/^functions_a_0_[0-9a-f]{16}$/);
    expect(input).toEqual({});
    expect(results.content.map((block: { type: string }) => block.type)).toEqual(['tool_result', 'text', 'text']);
    expect(results.content[0]).toEqual({ type: 'tool_result', tool_use_id: id, content: 'one' });
  });

  it('keep arguments that are no object whole', () => {
    const call = { id: 'a', type: 'function', function: { name: 'a', arguments: '{"cut":' } };
    const messages = [user('x'), { role: 'assistant', tool_calls: [call] }];
    expect(sent({ messages }).messages[1].content[0].input).toEqual({ input: '{"cut":' });
  });

  test('keep images and files, also in results (field-failures 6)', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/jpg;base64,AA==' } };
    const address = { type: 'image_url', image_url: { url: 'https://x.example/a.png' } };
    const pdf = { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JV==' } };
    const note = { type: 'file', file: { filename: 'a.txt', file_data: 'data:text/plain;base64,w7xh' } };
    const messages = [
      user([image, address, pdf, note]),
      assistantCall('a'),
      { role: 'tool', tool_call_id: 'a', content: [image] },
    ];
    const body = sent({ messages });
    const jpeg = { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AA==' } };
    expect(body.messages[0].content).toEqual([
      jpeg,
      { type: 'image', source: { type: 'url', url: 'https://x.example/a.png' } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JV==' }, title: 'a.pdf' },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'üa' }, title: 'a.txt' },
    ]);
    expect(body.messages[2].content).toEqual([{ type: 'tool_result', tool_use_id: 'a', content: [jpeg] }]);
  });

  test('bring back only the thoughts that this target signed (field-failures 18, 19)', () => {
    const detail = (from: string, text: string) => ({
      type: 'reasoning.text',
      text,
      signature: `rtr.${from}.s..Eq==`,
    });
    const assistant = {
      role: 'assistant',
      content: 'so',
      reasoning_details: [detail(maker, 'mine'), detail('f'.repeat(16), 'other')],
    };
    expect(sent({ messages: [user('x'), assistant, user('y')] }).messages[1].content).toEqual([
      { type: 'thinking', thinking: 'mine', signature: 'Eq==' },
      { type: 'text', text: 'so' },
    ]);
  });
});

describe('thinking', () => {
  const budgets = { upstreamModel: 'claude-haiku-4-5-20251001' };

  it.each([
    ['minimal', 'low'],
    ['medium', 'medium'],
    ['xhigh', 'high'],
    ['max', 'max'],
  ])('at the effort %s is %s', (reasoning_effort, effort) => {
    expect(sent({ reasoning_effort })).toMatchObject({ thinking: { type: 'adaptive' }, output_config: { effort } });
  });

  it('knows the models that go further', () => {
    expect(sent({ reasoning_effort: 'xhigh' }, { upstreamModel: 'claude-opus-4-8' }).output_config.effort).toBe(
      'xhigh',
    );
  });

  it('is off at the effort none', () => {
    expect(sent({ reasoning_effort: 'none' })).toMatchObject({ thinking: { type: 'disabled' } });
  });

  it.each([
    [{ reasoning_effort: 'low' }, 2048],
    [{ reasoning_effort: 'high' }, 16_384],
    [{ reasoning: { max_tokens: 5000 } }, 5000],
    [{ reasoning_effort: 'high', max_tokens: 4000 }, 3000],
  ])('of %j is a budget for the models that take one', (body, budget_tokens) => {
    expect(sent(body, budgets)).toMatchObject({ thinking: { type: 'enabled', budget_tokens } });
    expect(sent(body, budgets)).not.toHaveProperty('output_config');
    expect(sent(body, { quirks: new Set(['thinking-budgets'] as const) })).toMatchObject({
      thinking: { budget_tokens },
    });
  });

  it('of a budget is an effort for the others', () => {
    expect(sent({ reasoning: { max_tokens: 5000 } })).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
    });
  });

  it('gives way to a forced tool, the beginning of an answer and a cap too small for it', () => {
    const off = { thinking: { type: 'disabled' } };
    expect(sent({ reasoning_effort: 'high', tools: [tool], tool_choice: 'required' })).toMatchObject(off);
    expect(sent({ reasoning_effort: 'high', max_tokens: 1200 }, budgets)).toMatchObject(off);
    expect(
      sent({ reasoning_effort: 'high', messages: [user('x'), { role: 'assistant', content: 'It is ' }] }),
    ).toMatchObject({
      ...off,
      messages: [{}, { content: 'It is' }],
    });
  });

  it('with a budget gives way in a tool loop that began without a thought', () => {
    const messages = [user('x'), assistantCall('a'), { role: 'tool', tool_call_id: 'a', content: 'one' }];
    expect(sent({ reasoning_effort: 'high', messages }, budgets).thinking).toEqual({ type: 'disabled' });
    expect(sent({ reasoning_effort: 'high', messages }).thinking).toEqual({ type: 'adaptive' });
    const signed = { ...assistantCall('a'), reasoning_details: [{ text: 'so', signature: `rtr.${maker}.s..Eq==` }] };
    expect(
      sent({ reasoning_effort: 'high', messages: [user('x'), signed, messages[2]] }, budgets).thinking,
    ).toMatchObject({
      type: 'enabled',
    });
  });

  it('takes no temperature beside it', () => {
    expect(sent({ reasoning_effort: 'low', temperature: 0.2, top_p: 0.5 })).toMatchObject({ top_p: 0.95 });
    expect(sent({ reasoning_effort: 'low', temperature: 0.2 })).not.toHaveProperty('temperature');
  });

  it('is told of as it was asked', () => {
    const reasoning = { mode: null, effort: null, budgetTokens: null } as const;
    expect(rendered({ reasoning: { ...reasoning, summary: 'detailed' } }).thinking).toEqual({
      type: 'adaptive',
      display: 'summarized',
    });
    expect(rendered({ reasoning: { ...reasoning, summary: null } })).not.toHaveProperty('thinking');
  });
});
