import { describe, expect, it, test } from 'vitest';
import { featuresOf } from '../features-of';
import { markSignature } from '../provenance';
import { codexRequest, responsesRequest } from './__fixtures__/requests';
import { asks } from './features';
import { parseConversation } from './parse-conversation';
import { parseRequest } from './parse-request';

const parse = (body: object) => parseConversation(responsesRequest(body));
const parts = (...input: object[]) => parse({ input }).turns.map((turn) => turn.parts);
const maker = 'aaaaaaaaaaaaaaaa';

describe('what Codex sends', () => {
  const conversation = parseConversation(parseRequest(codexRequest));

  it('is instructions, then turns', () => {
    expect(conversation.instructions.map((part) => part.text)).toEqual([
      'You are Codex, a coding agent.',
      '<permissions>read-only</permissions>',
    ]);
    expect(conversation.turns.map((turn) => [turn.role, ...turn.parts.map((part) => part.type)])).toEqual([
      ['user', 'text'],
      ['user', 'text'],
      ['assistant', 'reasoning', 'text', 'tool-call', 'tool-call', 'tool-call'],
      ['user', 'tool-result', 'tool-result', 'tool-result'],
      ['developer', 'text'],
      ['user', 'text'],
    ]);
  });

  it('keeps freeform tools and namespaces (field-failures 8)', () => {
    const calls = conversation.turns[2]?.parts.filter((part) => part.type === 'tool-call');
    expect(calls).toMatchObject([
      { id: 'call_img', kind: 'function', namespace: null, input: '{"path":"logo.png"}' },
      { id: 'call_patch', kind: 'custom', name: 'apply_patch', input: '*** Begin Patch\n*** End Patch' },
      { id: 'call_ns', kind: 'function', namespace: 'mcp__github', input: '{}' },
    ]);
    expect(conversation.tools).toMatchObject([
      { type: 'function', name: 'view_image', strict: false },
      { type: 'custom', name: 'apply_patch', format: { text: expect.stringContaining('"syntax":"lark"') } },
      { type: 'function', name: 'search_issues', namespace: 'mcp__github', namespaceDescription: 'GitHub' },
      { type: 'hosted', name: 'web_search', optional: true },
    ]);
  });

  it('keeps a schema to the byte (field-failures 7)', () => {
    expect(conversation.tools[0]).toMatchObject({
      schema: {
        text: '{"type":"object","properties":{"path":{"type":"string"},"1":{},"0":{}},"required":["path"],"additionalProperties":false,"$defs":{"n":{"multipleOf":1.0}}}',
      },
    });
  });

  it('keeps an image in the result of a tool (field-failures 6)', () => {
    expect(conversation.turns[3]?.parts[0]).toMatchObject({
      callId: 'call_img',
      name: 'view_image',
      parts: [
        { type: 'text', text: 'logo.png' },
        { type: 'image', source: { type: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' }, detail: 'high' },
      ],
    });
    expect(conversation.turns[3]?.parts[1]).toMatchObject({ kind: 'custom', name: 'apply_patch' });
  });

  it('names what it leaves out', () => {
    expect(conversation.foreign).toEqual([]);
    expect(conversation.unread).toEqual(['input[].phase', 'client_metadata']);
    expect(conversation).toMatchObject({
      wantsSignatures: true,
      verbosity: 'low',
      reasoning: { effort: 'medium', summary: 'auto' },
      cache: { key: '0199-thread' },
      state: { store: false, previousResponseId: null },
    });
  });
});

describe('reasoning that comes back', () => {
  const reasoning = (encrypted: string | null, more: object = {}) =>
    parts({ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: encrypted, ...more })[0]?.[0];

  test('is known by its mark (field-failures 18)', () => {
    const signature = { kind: 'signature' as const, value: 'a.b/c=', id: null, maker };
    expect(reasoning(markSignature(signature, maker), { summary: [{ type: 'summary_text', text: 'why' }] })).toEqual({
      type: 'reasoning',
      texts: ['why'],
      isSummary: true,
      signature: { kind: 'signature', value: 'a.b/c=', id: 'rs_1', maker },
    });
    expect(reasoning('gAAAA')).toMatchObject({
      signature: { kind: 'encrypted', value: 'gAAAA', id: 'rs_1', maker: null },
    });
    expect(reasoning(null)).toMatchObject({ texts: [], signature: null });
  });

  it('is the thinking itself where that was told', () => {
    const content = [{ type: 'reasoning_text', text: 'step' }];
    expect(reasoning(null, { content })).toMatchObject({ texts: ['step'], isSummary: false });
  });

  it.each([0, 1])('signs the call that it names, from place %i', (place) => {
    const proof = markSignature({ kind: 'thought', value: 'sig', id: 'call_1', maker }, maker);
    const items = [{ type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' }] as object[];
    items.splice(place, 0, { type: 'reasoning', id: 'rs_9', summary: [], encrypted_content: proof });
    expect(parts(...items)).toMatchObject([
      [{ type: 'tool-call', id: 'call_1', signature: { kind: 'thought', value: 'sig', maker } }],
    ]);
  });
});

describe('content', () => {
  it('is a text, or parts of every kind', () => {
    expect(parse({ input: 'hello' }).turns).toEqual([
      { role: 'user', name: null, parts: [{ type: 'text', text: 'hello', cacheMark: null }] },
    ]);
    const content = [
      { type: 'input_image', image_url: 'https://example.org/a.png', detail: 'auto' },
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBE' },
      { type: 'input_file', file_url: 'https://example.org/a.pdf' },
      { type: 'input_image', file_id: 'file-1' },
      { type: 'input_audio', input_audio: { format: 'mp3', data: 'SUQz' } },
    ];
    expect(parts({ role: 'user', content })[0]).toMatchObject([
      { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' }, detail: null },
      { type: 'file', source: { type: 'base64', mediaType: 'application/pdf', data: 'JVBE' }, name: 'a.pdf' },
      { type: 'file', source: { type: 'url', url: 'https://example.org/a.pdf' } },
      { type: 'image', source: { type: 'id', id: 'file-1' } },
      { type: 'audio', mediaType: 'audio/mp3', data: 'SUQz' },
    ]);
    const refusal = { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] };
    expect(parts({ role: 'user', content: 'a' }, refusal)[1]).toEqual([{ type: 'refusal', text: 'No.' }]);
  });

  it.each([
    [{ input: [{ type: 'item_reference', id: 'msg_1' }] }, 'input[0] (item_reference)'],
    [
      {
        input: [
          { role: 'user', content: 'a' },
          { type: 'web_search_call', id: 'ws_1' },
        ],
      },
      'input[1] (web_search_call)',
    ],
    [{ input: [{ role: 'user', content: [{ type: 'input_video' }] }] }, 'input[0].content[0] (input_video)'],
    [{ input: [{ role: 'critic', content: 'a' }] }, 'input[0] (role critic)'],
    [{ input: ['a'] }, 'input[0]'],
    [{ input: [{ type: 'function_call', name: 'f' }] }, 'input[0] (function_call)'],
    [
      { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:image/svg+xml,a' }] }] },
      'input[0].content[0] (input_image)',
    ],
    [{ background: true }, 'background'],
    [{ conversation: 'conv_1' }, 'conversation'],
    [{ prompt: { id: 'pmpt_1' } }, 'prompt'],
    [{ text: { format: { type: 'grammar' } } }, 'text.format (grammar)'],
    [{ tool_choice: { type: 'mcp', server_label: 'x' } }, 'tool_choice (mcp)'],
  ])('that only this dialect knows is named: %j', (body, name) => {
    expect(parse(body).foreign).toEqual([name]);
  });

  it('that can be left out is named, and what says nothing is not', () => {
    const body = { max_tool_calls: 3, include: ['file_search_call.results'], truncation: 'auto', background: false };
    expect(parse({ ...body, metadata: {}, user: null, conversation: null }).unread).toEqual([
      'truncation',
      'include (file_search_call.results)',
      'max_tool_calls',
    ]);
  });
});

describe('a hosted tool', () => {
  const own = { type: 'function', name: 'f', parameters: {} };
  const optional = (body: object) => parse(body).tools.find((tool) => tool.type === 'hosted');

  it.each([
    [{ tools: [own, { type: 'web_search' }] }, true],
    [{ tools: [{ type: 'web_search' }] }, false],
    [{ tools: [own, { type: 'web_search_preview_2025_03_11' }], tool_choice: { type: 'web_search_preview' } }, false],
    [{ tools: [own, { type: 'web_search' }], tool_choice: 'required' }, true],
    [
      {
        tools: [own, { type: 'mcp' }],
        tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'mcp', server_label: 'x' }] },
      },
      false,
    ],
  ])('of %j may be left out: %s', (body, expected) => {
    expect(optional(body)).toMatchObject({ optional: expected });
  });
});

it.each([
  ['auto', { type: 'auto' }],
  ['none', { type: 'none' }],
  ['required', { type: 'required' }],
  [
    { type: 'function', name: 'f' },
    { type: 'tool', name: 'f', namespace: null, kind: 'function' },
  ],
  [
    { type: 'custom', name: 'f' },
    { type: 'tool', name: 'f', namespace: null, kind: 'custom' },
  ],
  [
    { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }] },
    { type: 'allowed', mode: 'required', names: ['f'] },
  ],
])('a choice of tools %j is %j', (tool_choice, choice) => {
  expect(parse({ tool_choice }).toolChoice).toEqual(choice);
});

it('asks for nothing that its table of features does not name', () => {
  const used = featuresOf(parseConversation(parseRequest(codexRequest)));
  expect(used.length).toBeGreaterThan(10);
  expect(asks).toEqual(expect.arrayContaining(used));
});
