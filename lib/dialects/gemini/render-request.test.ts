import { describe, expect, it } from 'vitest';
import { chatRequest, relayContext } from '../__fixtures__/context';
import { parseConversation } from '../openai-chat/parse-conversation';
import { path } from './path';
import { renderRequest } from './render-request';

const render = (body: object) => JSON.parse(renderRequest(parseConversation(chatRequest(body)), relayContext()));
const user = { role: 'user', content: 'hello' };
const call = (id: string) => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{"a":1.0}' } }],
});

describe('a request for generateContent', () => {
  it('says instructions, roles and settings in its own words', () => {
    const body = {
      messages: [
        { role: 'system', content: 'be brief' },
        user,
        { role: 'assistant', content: 'hi' },
        { role: 'developer', content: 'in French' },
        user,
      ],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 3,
      stop: 'x',
      seed: 7,
      max_tokens: 9,
      reasoning_effort: 'low',
      response_format: { type: 'json_object' },
    };
    expect(render(body)).toEqual({
      systemInstruction: { parts: [{ text: 'be brief' }] },
      contents: [
        { role: 'user', parts: [{ text: 'hello' }] },
        { role: 'model', parts: [{ text: 'hi' }] },
        { role: 'user', parts: [{ text: '<system-reminder>\nin French\n</system-reminder>' }, { text: 'hello' }] },
      ],
      generationConfig: {
        maxOutputTokens: 9,
        temperature: 0.5,
        topP: 0.9,
        topK: 3,
        seed: 7,
        stopSequences: ['x'],
        responseMimeType: 'application/json',
        thinkingConfig: { thinkingBudget: 2048, includeThoughts: true },
      },
    });
  });

  it('joins calls with their results, and stands in for a signature in the loop under way alone', () => {
    const tool = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'sunny' });
    const { contents } = render({ messages: [user, call('a'), tool('a'), user, call('b'), tool('b')] });
    expect(contents[1].parts).toEqual([{ functionCall: { id: 'a', name: 'f', args: { a: 1 } } }]);
    expect(contents[2].parts).toEqual([
      { functionResponse: { id: 'a', name: 'f', response: { result: 'sunny' } } },
      { text: 'hello' },
    ]);
    expect(contents[3].parts[0].thoughtSignature).toBe('skip_thought_signature_validator');
  });

  it('keeps schemas and arguments to the byte (field-failures 7)', () => {
    const tools = [
      { type: 'function', function: { name: 'f', parameters: { $defs: {}, additionalProperties: false } } },
    ];
    const text = renderRequest(parseConversation(chatRequest({ messages: [user, call('a')], tools })), relayContext());
    expect(text).toContain('"args":{"a":1.0}');
    expect(text).toContain('"parametersJsonSchema":{"$defs":{},"additionalProperties":false}');
  });

  it.each([
    ['auto', { mode: 'AUTO' }],
    ['none', { mode: 'NONE' }],
    ['required', { mode: 'ANY' }],
    [
      { type: 'function', function: { name: 'f' } },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
    [
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
      { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
    ],
  ])('says the tool choice %j', (tool_choice, expected) => {
    const tools = [{ type: 'function', function: { name: 'f' } }];
    expect(render({ tools, tool_choice }).toolConfig).toEqual({ functionCallingConfig: expected });
  });

  it('has its model in the address', () => {
    expect(path(relayContext({ upstreamModel: 'models/gemini-2.5-flash' }))).toBe(
      '/models/gemini-2.5-flash:generateContent',
    );
    expect(path(relayContext({ request: chatRequest({ stream: true }), upstreamModel: 'a b' }))).toBe(
      '/models/a%20b:streamGenerateContent?alt=sse',
    );
  });
});
