import { describe, expect, it } from 'vitest';
import { chatRequest, relayContext } from '../__fixtures__/context';
import { bridgeTools } from '../bridge-tools';
import { featuresOf } from '../features-of';
import { findMembers as membersOf } from '../json-members';
import { markSignature } from '../provenance';
import { parseConversation } from './parse-conversation';
import { renderRequest } from './render-request';

const read = (body: object) => parseConversation(chatRequest(body));
const again = (body: object) =>
  JSON.parse(renderRequest(read(body), relayContext({ request: chatRequest(body) }))) as Record<string, unknown>;
const user = { role: 'user', content: 'hello' };

describe('a chat request in neutral form and back', () => {
  it('is what it was', () => {
    const body = {
      messages: [
        { role: 'system', content: 'be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
          ],
        },
        {
          role: 'assistant',
          content: 'calling',
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1.0}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'done' },
        user,
      ],
      tools: [
        {
          type: 'function',
          function: { name: 'f', description: 'does', parameters: { type: 'object' }, strict: true },
        },
      ],
      tool_choice: 'required',
      parallel_tool_calls: false,
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' }, strict: true } },
      reasoning_effort: 'high',
      max_completion_tokens: 9,
      temperature: 0.5,
      top_p: 0.9,
      stop: ['x'],
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      logit_bias: { 50256: -100 },
      logprobs: true,
      top_logprobs: 2,
      user: 'u-1',
      prompt_cache_key: 'k',
      service_tier: 'flex',
      verbosity: 'low',
    };
    expect(again(body)).toEqual({ model: 'upstream-model', ...body });
  });

  it('keeps a schema to the byte (field-failures 7)', () => {
    const schema =
      '{ "type":"object","properties":{},"additionalProperties":false,"$defs":{"n":{"const":1.0,"big":12345678901234567890}} }';
    const text = `{"model":"general","messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":${schema}}}]}`;
    const request = chatRequest();
    const parsed = {
      ...request,
      source: { ...request.source, text, value: JSON.parse(text), members: membersOf(text) },
    };
    expect(renderRequest(parseConversation(parsed), relayContext({ request: parsed }))).toContain(
      `"parameters":${schema}`,
    );
  });

  it('names what only its own dialect knows, and drops nothing unsaid', () => {
    const conversation = read({
      messages: [
        { role: 'user', content: [{ type: 'video_url', video_url: {} }] },
        { role: 'critic', content: 'x' },
      ],
      tools: [{ type: 'retrieval' }],
      modalities: ['text', 'audio'],
      prediction: { type: 'content' },
      thinking: null,
    });
    expect(conversation.foreign).toEqual([
      'messages[0].content[0] (video_url)',
      'messages[1] (critic)',
      'modalities',
      'tools[0] (retrieval)',
    ]);
    expect(conversation.unread).toEqual(['prediction']);
    expect(featuresOf(conversation)).toEqual(['foreign-content', 'other-fields']);
  });

  it.each([
    ['an empty text', ''],
    ['nothing', undefined],
  ])('reads %s as arguments as {} (field-failures 3)', (_what, input) => {
    const messages = [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: input } }],
      },
    ];
    expect(read({ messages }).turns[0]?.parts).toMatchObject([{ type: 'tool-call', input: '{}' }]);
  });

  it('takes its own marks back off what it had signed', () => {
    const maker = '0123456789abcdef';
    const proof = markSignature({ kind: 'signature', value: 'sig.+/=', id: null, maker: null }, maker);
    const details = [{ type: 'reasoning.text', text: 'hm', signature: proof }];
    const { turns } = read({ messages: [{ role: 'assistant', content: 'x', reasoning_details: details }] });
    expect(turns[0]?.parts[0]).toEqual({
      type: 'reasoning',
      texts: ['hm'],
      isSummary: false,
      signature: { kind: 'signature', value: 'sig.+/=', id: null, maker },
    });
  });

  it('puts images of a tool’s result right after it (field-failures 6)', () => {
    const parts = [
      {
        type: 'image' as const,
        source: { type: 'url' as const, url: 'https://a.example/i.png' },
        detail: null,
        cacheMark: null,
      },
    ];
    const result = {
      type: 'tool-result' as const,
      callId: 'c',
      name: 'f',
      kind: 'function' as const,
      isError: false,
      parts,
      cacheMark: null,
    };
    const conversation = { ...read({}), turns: [{ role: 'user' as const, name: null, parts: [result] }] };
    expect(JSON.parse(renderRequest(conversation, relayContext())).messages).toEqual([
      { role: 'tool', tool_call_id: 'c', content: 'The result follows in the next message.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'The result of the tool call c:' },
          { type: 'image_url', image_url: { url: 'https://a.example/i.png' } },
        ],
      },
    ]);
  });

  it('says later instructions in the user’s words to a place that takes one system message (field-failures 13)', () => {
    const body = { messages: [user, { role: 'system', content: 'now in French' }, user] };
    const strict = relayContext({ quirks: new Set(['system-first-only']), request: chatRequest(body) });
    expect(JSON.parse(renderRequest(read(body), strict)).messages[1]).toEqual({
      role: 'user',
      content: '<system-reminder>\nnow in French\n</system-reminder>',
    });
    expect(again(body)).toMatchObject({ messages: [user, { role: 'system', content: 'now in French' }, user] });
  });

  it.each([
    ['max-tokens', { max_completion_tokens: 5 }, { max_tokens: 5 }],
    ['no-stream-options', { stream: true }, { stream: true }],
    ['no-parallel-tool-calls', { parallel_tool_calls: true }, {}],
  ] as const)('minds the quirk %s', (quirk, sent, expected) => {
    const context = relayContext({ quirks: new Set([quirk]), request: chatRequest(sent) });
    expect(JSON.parse(renderRequest(read(sent), context))).toEqual({
      model: 'upstream-model',
      messages: [user],
      ...expected,
    });
  });
});

describe('custom tools for a target that has none (field-failures 8)', () => {
  const body = {
    tools: [
      {
        type: 'custom',
        custom: {
          name: 'apply_patch',
          description: 'edits',
          format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "x"' } },
        },
      },
    ],
    tool_choice: { type: 'custom', custom: { name: 'apply_patch' } },
    messages: [
      user,
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'apply_patch', input: '*** Begin "Patch"\n' } }],
      },
      { role: 'tool', tool_call_id: 'c', content: 'ok' },
    ],
  };

  it('go as functions with one text and come back as they were', () => {
    const bridge = bridgeTools(read(body));
    if (!bridge) throw new Error('nothing was bridged');
    const sent = JSON.parse(renderRequest(bridge.conversation, relayContext()));
    expect(sent.tools[0].function).toMatchObject({ name: 'apply_patch', parameters: { required: ['input'] } });
    expect(sent.tools[0].function.description).toContain('start: "x"');
    expect(sent.tool_choice).toEqual({ type: 'function', function: { name: 'apply_patch' } });
    expect(JSON.parse(sent.messages[1].tool_calls[0].function.arguments)).toEqual({ input: '*** Begin "Patch"\n' });
    const restore = bridge.openRestorer();
    const start = {
      type: 'tool-call-start',
      block: 0,
      id: 'd',
      name: 'apply_patch',
      namespace: null,
      kind: 'function',
    } as const;
    const events = [
      start,
      { type: 'tool-call-delta', block: 0, text: '{"input":"*** Be' } as const,
      { type: 'tool-call-delta', block: 0, text: 'gin\\n"}' } as const,
      { type: 'block-end', block: 0 } as const,
    ].flatMap((event) => restore(event));
    expect(events).toEqual([
      { ...start, kind: 'custom' },
      { type: 'tool-call-delta', block: 0, text: '*** Begin\n' },
      { type: 'block-end', block: 0 },
    ]);
  });
});
