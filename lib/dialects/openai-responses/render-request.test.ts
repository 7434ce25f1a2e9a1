import { describe, expect, it, test } from 'vitest';
import type { Conversation } from '../../exchange/conversation';
import { chatRequest, relayContext } from '../__fixtures__/context';
import type { RelayContext } from '../dialect';
import { openaiChat } from '../openai-chat';
import { translate } from '../translate';
import { openaiResponses } from '.';
import { codexRequest } from './__fixtures__/requests';
import { parseConversation } from './parse-conversation';
import { parseRequest } from './parse-request';
import { renderRequest } from './render-request';

const codex = parseConversation(parseRequest(codexRequest));
const mine = '0123456789abcdef';

const render = (some: Partial<Conversation> = {}, context: Partial<RelayContext> = {}) =>
  JSON.parse(renderRequest({ ...codex, ...some }, relayContext(context)));

/** A chat request as a Responses target is sent it. */
function fromChat(body: object, some: Partial<RelayContext> = {}) {
  if (!openaiChat.caller) throw new Error('chat has callers');
  const relay = translate(openaiChat.caller, openaiResponses.upstream);
  return JSON.parse(relay.renderRequest(relayContext({ request: chatRequest(body), ...some })));
}

describe('a request for a target of this dialect', () => {
  it('says what Codex said, item for item', () => {
    const asked = JSON.parse(codexRequest);
    const sent = render();
    expect(sent.instructions).toBe('You are Codex, a coding agent.\n\n<permissions>read-only</permissions>');
    const bare = ({ id, status, phase, content, ...item }: Record<string, unknown>) =>
      Array.isArray(content) ? { ...item, content } : item;
    const history = asked.input.slice(1).map(bare);
    // A call without arguments is sent with those that it has (field-failures 3).
    history[6].arguments = '{}';
    expect(sent.input.map(bare)).toEqual(history);
    expect(sent.tools).toEqual(asked.tools.slice(0, 3));
    expect(sent).toMatchObject({
      ...{ model: 'upstream-model', store: false, parallel_tool_calls: true, text: { verbosity: 'low' } },
      ...{ reasoning: { effort: 'medium', summary: 'auto' }, include: ['reasoning.encrypted_content'] },
      ...{ prompt_cache_key: '0199-thread', tool_choice: 'auto' },
    });
  });

  test('keeps schemas to the byte (field-failures 7)', () => {
    expect(renderRequest(codex, relayContext())).toContain(
      '"properties":{"path":{"type":"string"},"1":{},"0":{}},"required":["path"],"additionalProperties":false,"$defs":{"n":{"multipleOf":1.0}}',
    );
  });

  it('asks for reasoning in cipher only where there may be any', () => {
    const none = { mode: null, effort: null, budgetTokens: null, summary: null };
    expect(render({ reasoning: none }, { reasons: null })).not.toHaveProperty('include');
    expect(render({ reasoning: none }, { reasons: true }).include).toEqual(['reasoning.encrypted_content']);
    expect(render({ reasoning: { ...none, effort: 'none' } })).not.toHaveProperty('include');
    expect(render({ wantsSignatures: false })).not.toHaveProperty('include');
  });

  it.each([
    [1, null, 16],
    [100, null, 100],
    [100, 50, 50],
  ])('with a cap of %s at a model that gives %s asks for %s', (maxOutputTokens, most, cap) => {
    expect(render({ maxOutputTokens }, { maxOutputTokens: most }).max_output_tokens).toBe(cap);
  });

  it('says effort in the words that OpenAI has', () => {
    const none = { mode: null, effort: null, budgetTokens: null, summary: null };
    expect(render({ reasoning: { ...none, effort: 'max' } }).reasoning).toEqual({ effort: 'xhigh' });
    expect(render({ reasoning: { ...none, mode: 'on', budgetTokens: 8_192 } }).reasoning).toEqual({ effort: 'medium' });
    expect(render({ reasoning: none })).not.toHaveProperty('reasoning');
  });
});

describe('reasoning sent back', () => {
  const thought = (kind: 'encrypted' | 'signature') =>
    render({
      turns: [
        {
          ...{ role: 'assistant', name: null },
          parts: [
            {
              ...{ type: 'reasoning', texts: ['why'], isSummary: true },
              signature: { kind, value: 'gAAA', id: 'rs_1', maker: mine },
            },
          ],
        },
      ],
    }).input;

  test('is the item that its maker wrote (field-failures 18, 20)', () => {
    expect(thought('encrypted')).toEqual([
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'why' }], encrypted_content: 'gAAA' },
    ]);
    expect(thought('signature')).toEqual([]);
  });
});

describe('a chat request at a Responses target', () => {
  it('is the same request in other words', () => {
    const sent = fromChat({
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: 'https://example.org/a.png', detail: 'low' } },
          ],
        },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'see', arguments: '' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'a bridge' },
        { role: 'system', content: 'Answer in French.' },
        { role: 'user', content: 'Well?' },
      ],
      tools: [{ type: 'function', function: { name: 'see', parameters: { type: 'object' } } }],
      tool_choice: { type: 'function', function: { name: 'see' } },
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' }, strict: true } },
      logprobs: true,
      top_logprobs: 2,
      max_tokens: 99,
      temperature: 0.5,
      user: 'u'.repeat(99),
      metadata: { a: 'b' },
    });
    expect(sent).toEqual({
      model: 'upstream-model',
      instructions: 'Be brief.',
      input: [
        {
          ...{ type: 'message', role: 'user' },
          content: [
            { type: 'input_text', text: 'Look' },
            { type: 'input_image', image_url: 'https://example.org/a.png', detail: 'low' },
          ],
        },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
        { type: 'function_call', call_id: 'call_1', name: 'see', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'a bridge' },
        { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'Answer in French.' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Well?' }] },
      ],
      tools: [{ type: 'function', name: 'see', parameters: { type: 'object' }, strict: false }],
      tool_choice: { type: 'function', name: 'see' },
      text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' }, strict: true } },
      max_output_tokens: 99,
      temperature: 0.5,
      top_logprobs: 2,
      include: ['reasoning.encrypted_content', 'message.output_text.logprobs'],
      metadata: { a: 'b' },
      user: expect.stringMatching(/^u{47}-[0-9a-f]{16}$/),
      store: false,
    });
  });

  it('says a failed result of a tool in words', () => {
    const result = {
      ...{ type: 'tool-result' as const, callId: 'c', name: null, kind: 'function' as const, isError: true },
      cacheMark: null,
    };
    const turn = (parts: Extract<Conversation['turns'][number]['parts'][number], { type: 'tool-result' }>['parts']) =>
      render({ turns: [{ role: 'user', name: null, parts: [{ ...result, parts }] }] }).input[0].output;
    expect(turn([{ type: 'text', text: 'no such file', cacheMark: null }])).toBe('Error: no such file');
    expect(turn([])).toBe('Error');
  });
});
