import { describe, expect, it, test } from 'vitest';
import { noHeaders } from '../../exchange/request';
import { featuresOf } from '../features-of';
import { markSignature } from '../provenance';
import { claudeCode, messagesRequest } from './__fixtures__/read';
import { parseConversation } from './parse-conversation';
import { parseRequest } from './parse-request';

const read = (body: object) => parseConversation(messagesRequest(body));
const said = (...content: object[]) => read({ messages: [{ role: 'user', content }] });
const maker = '0123456789abcdef';

describe('what Claude Code sends', () => {
  const conversation = parseConversation(parseRequest(claudeCode, noHeaders));

  test('has its changing first line left out, which would spoil a prompt cache (field-failures 22)', () => {
    expect(conversation.instructions.map((part) => part.text)).toEqual([
      "You are Claude Code, Anthropic's official CLI for Claude.",
      'Be brief.',
    ]);
    expect(conversation.instructions.map((part) => part.cacheMark)).toEqual([{ ttl: null }, { ttl: null }]);
    expect(conversation.unread).toContain('system[0]');
  });

  test('has instructions in the middle of it (field-failures 13)', () => {
    expect(conversation.turns.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user', 'system', 'user']);
    expect(featuresOf(conversation)).toContain('mid-instructions');
  });

  test('keeps a schema to the byte (field-failures 7)', () => {
    const [bash] = conversation.tools;
    expect(bash).toMatchObject({ type: 'function', name: 'Bash' });
    expect(bash?.type === 'function' && bash.schema?.text).toContain('"maximum":600000.0');
    expect(bash?.type === 'function' && bash.schema?.text).toContain('"$defs":{"10":{},"2":{}}');
    expect(conversation.output).toMatchObject({
      type: 'json-schema',
      schema: { text: expect.stringMatching(/^{.*}$/) },
    });
  });

  test('keeps calls, their failures and the image in a result (field-failures 3, 6)', () => {
    const calls = conversation.turns[1]?.parts.filter((part) => part.type === 'tool-call');
    expect(calls?.map((call) => call.input)).toEqual(['{"command":"npm test","timeout":1.0}', '{}']);
    expect(conversation.turns[2]?.parts).toMatchObject([
      { type: 'tool-result', callId: 'toolu_01A', name: 'Bash', isError: true, parts: [{ text: '1 failed' }] },
      { type: 'tool-result', callId: 'toolu_01B', isError: false, parts: [{ type: 'text' }, { type: 'image' }] },
    ]);
  });

  it('has its own search beside other tools, which is offered and not demanded', () => {
    expect(conversation.tools.at(-1)).toEqual({
      type: 'hosted',
      dialect: 'anthropic-messages',
      name: 'web_search',
      optional: true,
    });
  });

  it('says how hard to think, who asks, and names what nobody else knows', () => {
    expect(conversation.reasoning).toEqual({ mode: 'adaptive', effort: 'xhigh', budgetTokens: null, summary: null });
    expect(conversation.endUser).toBe('user_ab_account__session_cd');
    expect(conversation.unread).toEqual(['context_management', 'system[0]', 'tools[].eager_input_streaming']);
    expect(conversation.foreign).toEqual([]);
  });
});

describe('a thought that comes back', () => {
  const thought = (block: object) => read({ messages: [{ role: 'assistant', content: [block] }] }).turns[0]?.parts[0];

  test('is known for whose it is by its mark (field-failures 18, 19)', () => {
    const signature = { kind: 'encrypted' as const, value: 'gAAA==', id: 'rs_1', maker };
    expect(thought({ type: 'thinking', thinking: 'so', signature: markSignature(signature, maker) })).toEqual({
      type: 'reasoning',
      texts: ['so'],
      isSummary: true,
      signature,
    });
  });

  it('is Anthropic’s where it is not marked', () => {
    const signature = { kind: 'signature', value: 'Eq==', id: null, maker: null };
    expect(thought({ type: 'thinking', thinking: '', signature: 'Eq==' })).toMatchObject({ texts: [], signature });
    expect(thought({ type: 'redacted_thinking', data: 'Em==' })).toMatchObject({ signature: { kind: 'redacted' } });
  });

  it.each(['', `rtr.${maker}.s..`])('is unsigned where its signature is %j', (signature) => {
    expect(thought({ type: 'thinking', thinking: 'so', signature })).toMatchObject({ texts: ['so'], signature: null });
  });

  it('goes with the call that it signs', () => {
    const data = markSignature({ kind: 'thought', value: 'Cs+/=', id: 'call_1', maker }, maker);
    const call = { type: 'tool_use', id: 'call_1', name: 'a', input: {} };
    const proof = { type: 'redacted_thinking', data };
    for (const content of [
      [proof, call],
      [call, proof],
    ])
      expect(read({ messages: [{ role: 'assistant', content }] }).turns[0]?.parts).toMatchObject([
        { type: 'tool-call', signature: { kind: 'thought', value: 'Cs+/=', id: null, maker } },
      ]);
  });
});

describe('content', () => {
  it('may be an image or a document from anywhere', () => {
    const url = { type: 'url', url: 'https://x.example/a' };
    const { turns, foreign } = said(
      { type: 'image', source: url },
      { type: 'image', source: { type: 'file', file_id: 'file_1' } },
      { type: 'document', source: url, title: 'a.pdf', citations: { enabled: true } },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'words' } },
      { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'one' }] }, context: 'a note' },
    );
    expect(turns[0]?.parts).toMatchObject([
      { type: 'image', source: url },
      { type: 'image', source: { type: 'id', id: 'file_1' } },
      { type: 'file', source: url, name: 'a.pdf', citations: true },
      { type: 'file', source: { type: 'text', text: 'words' } },
      { type: 'text', text: 'a note' },
      { type: 'file', source: { type: 'text', text: 'one' } },
    ]);
    expect(foreign).toEqual([]);
  });

  it('that only Anthropic knows is named and never dropped in silence', () => {
    const { foreign } = read({
      messages: [
        { role: 'user', content: [{ type: 'container_upload', file_id: 'a' }] },
        { role: 'assistant', content: [{ type: 'server_tool_use', id: 'a', name: 'web_search', input: {} }] },
        { role: 'tool', content: 'x' },
      ],
      tools: [{ type: 'bash_20250124', name: 'bash' }],
      mcp_servers: [{ type: 'url', url: 'https://x.example' }],
    });
    expect(foreign).toEqual([
      'messages[0].content[0] (container_upload)',
      'messages[1].content[0] (server_tool_use)',
      'messages[2]',
      'mcp_servers',
      'tools[0] (bash_20250124)',
    ]);
  });
});

describe('options', () => {
  it.each([
    [{ type: 'any', disable_parallel_tool_use: true }, { type: 'required' }, false],
    [{ type: 'auto', disable_parallel_tool_use: false }, { type: 'auto' }, true],
    [{ type: 'tool', name: 'a' }, { type: 'tool', name: 'a', namespace: null, kind: 'function' }, null],
    [{ type: 'none' }, { type: 'none' }, null],
  ])('the choice %j', (tool_choice, toolChoice, parallelToolCalls) => {
    expect(read({ tool_choice })).toMatchObject({ toolChoice, parallelToolCalls });
  });

  it('a search that is forced, or the only tool, is demanded', () => {
    const search = { type: 'web_search_20250305', name: 'web_search' };
    expect(read({ tools: [search] }).tools).toMatchObject([{ optional: false }]);
    const tools = [{ name: 'a', input_schema: {} }, search];
    const tool_choice = { type: 'tool', name: 'web_search' };
    expect(read({ tools, tool_choice }).tools).toMatchObject([{}, { optional: false }]);
  });

  it.each([
    [
      { type: 'enabled', budget_tokens: 5000, display: 'summarized' },
      { mode: 'on', budgetTokens: 5000, summary: 'auto' },
    ],
    [{ type: 'disabled' }, { mode: 'off', budgetTokens: null }],
    [
      { type: 'adaptive', display: 'omitted' },
      { mode: 'adaptive', summary: 'omitted' },
    ],
  ])('thinking %j', (thinking, reasoning) => {
    expect(read({ thinking }).reasoning).toMatchObject(reasoning);
  });

  it('sampling, ends and tier', () => {
    expect(
      read({ temperature: 0.5, top_p: 0.9, top_k: 4, stop_sequences: ['END'], service_tier: 'standard_only' }),
    ).toMatchObject({
      sampling: { temperature: 0.5, topP: 0.9, topK: 4, stop: ['END'], choices: 1 },
      serviceTier: 'standard_only',
    });
  });
});
