import { describe, expect, it } from 'vitest';
import type { Part, ToolCallPart, ToolResultPart, Turn } from '../../exchange/conversation';
import { chatRequest, relayContext } from '../__fixtures__/context';
import { parseConversation } from '../openai-chat/parse-conversation';
import { parseRequest } from '../openai-chat/parse-request';
import { path } from './path';
import { renderRequest } from './render-request';

const context = relayContext({ upstreamModel: 'gemini-3-pro-preview' });
const standIn = 'skip_thought_signature_validator';
const text = (text: string): Part & { type: 'text' } => ({ type: 'text', text, cacheMark: null });
const turn = (role: Turn['role'], ...parts: Part[]): Turn => ({ role, name: null, parts });
const call = (id: string, some: Partial<ToolCallPart> = {}): ToolCallPart => ({
  type: 'tool-call',
  id,
  name: `tool_${id}`,
  namespace: null,
  kind: 'function',
  input: '{}',
  signature: null,
  cacheMark: null,
  ...some,
});
const result = (callId: string, some: Partial<ToolResultPart> = {}): ToolResultPart => ({
  type: 'tool-result',
  callId,
  name: null,
  kind: 'function',
  isError: false,
  parts: [text(`of ${callId}`)],
  cacheMark: null,
  ...some,
});
const image = (data: string): Part & { type: 'image' } => ({
  type: 'image',
  source: { type: 'base64', mediaType: 'image/png', data },
  detail: null,
  cacheMark: null,
});

function contentsOf(turns: Turn[], upstreamModel = context.upstreamModel) {
  const conversation = { ...parseConversation(chatRequest()), turns };
  return JSON.parse(renderRequest(conversation, { ...context, upstreamModel })).contents;
}

describe('turns as contents', () => {
  it('answers parallel calls in one content, in their order, before anything else', () => {
    const [, calls, results] = contentsOf([
      turn('user', text('go')),
      turn('assistant', call('a')),
      turn('assistant', call('b')),
      turn('system', text('be quick')),
      turn('user', result('b')),
      turn('user', result('a'), text('and now?')),
    ]);
    expect(calls.parts).toMatchObject([{ functionCall: { id: 'a' } }, { functionCall: { id: 'b' } }]);
    expect(results.parts).toEqual([
      { functionResponse: { id: 'a', name: 'tool_a', response: { result: 'of a' } } },
      { functionResponse: { id: 'b', name: 'tool_b', response: { result: 'of b' } } },
      { text: '<system-reminder>\nbe quick\n</system-reminder>' },
      { text: 'and now?' },
    ]);
  });

  it('lets images of a result follow it (field-failures 6)', () => {
    const [, , { parts }] = contentsOf([
      turn('user', text('go')),
      turn('assistant', call('a'), call('b')),
      turn('user', result('a', { parts: [image('aaaa')] }), result('b')),
    ]);
    expect(parts).toMatchObject([
      { functionResponse: { id: 'a', response: { result: 'The result follows.' } } },
      { functionResponse: { id: 'b', response: { result: 'of b' } } },
      { text: 'The result of the tool call a:' },
      { inlineData: { mimeType: 'image/png', data: 'aaaa' } },
    ]);
  });

  it.each([
    ['a JSON object', '{"n": 1.0}', false, '{"n": 1.0}'],
    ['a list', '[1]', false, '{"result":"[1]"}'],
    ['a text', 'sunny', false, '{"result":"sunny"}'],
    ['a failure', '{"n":1}', true, '{"error":"{\\"n\\":1}"}'],
  ])('says a result that is %s as an object', (_what, words, isError, response) => {
    const conversation = {
      ...parseConversation(chatRequest()),
      turns: [turn('assistant', call('a')), turn('user', result('a', { parts: [text(words)], isError }))],
    };
    expect(renderRequest(conversation, context)).toContain(`"response":${response}}`);
  });

  it.each([
    ['{"a": 1.0}', '{"a": 1.0}'],
    ['', '{}'],
    ['{"cut":', '{"input":"{\\"cut\\":"}'],
  ])('writes the arguments %j as %s (field-failures 3)', (input, args) => {
    const conversation = { ...parseConversation(chatRequest()), turns: [turn('assistant', call('a', { input }))] };
    expect(renderRequest(conversation, context)).toContain(`"args":${args}}`);
  });

  it('begins with the user, and says instructions alone as what is said', () => {
    expect(contentsOf([turn('assistant', call('a')), turn('user', result('a'))])[0].role).toBe('user');
    const conversation = { ...parseConversation(chatRequest()), instructions: [text('write a poem')], turns: [] };
    expect(JSON.parse(renderRequest(conversation, context))).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'write a poem' }] }],
    });
  });
});

describe('signatures on the way back', () => {
  const signature = (value: string) => ({ kind: 'thought' as const, value, id: null, maker: context.maker });
  const proofs = (contents: { parts: { thoughtSignature?: string }[] }[]) =>
    contents.flatMap(({ parts }) => parts.flatMap((part) => part.thoughtSignature ?? []));

  it('stand where they stood', () => {
    const [, content] = contentsOf([
      turn('user', text('go')),
      turn(
        'assistant',
        { type: 'reasoning', texts: ['hm'], isSummary: true, signature: signature('one') },
        text('I look.'),
        { type: 'reasoning', texts: [], isSummary: true, signature: signature('two') },
        call('a', { signature: signature('three') }),
        call('b'),
      ),
    ]);
    expect(content.parts).toEqual([
      { text: 'hm', thought: true, thoughtSignature: 'one' },
      { text: 'I look.' },
      { text: '', thoughtSignature: 'two' },
      { functionCall: { id: 'a', name: 'tool_a', args: {} }, thoughtSignature: 'three' },
      { functionCall: { id: 'b', name: 'tool_b', args: {} } },
    ]);
  });

  it('are stood in for on the first call of each step of the loop under way (field-failures 19)', () => {
    const contents = contentsOf([
      turn('user', text('before')),
      turn('assistant', call('z')),
      turn('user', result('z')),
      turn('user', text('go')),
      turn('assistant', call('a'), call('b')),
      turn('user', result('a'), result('b'), text('a reminder beside the results')),
      turn('assistant', call('c', { signature: signature('own') })),
      turn('user', result('c')),
      turn('assistant', call('d')),
      turn('user', result('d')),
    ]);
    expect(proofs(contents)).toEqual([standIn, 'own', standIn]);
    expect(contents[3].parts[0].thoughtSignature).toBe(standIn);
  });

  it.each(['gemini-2.5-pro', 'models/gemini-2.0-flash', 'gemma-3-27b-it'])('are not asked of %s', (model) => {
    const turns = [turn('user', text('go')), turn('assistant', call('a')), turn('user', result('a'))];
    expect(proofs(contentsOf(turns, model))).toEqual([]);
  });
});

describe('settings', () => {
  const configOf = (body: object) =>
    JSON.parse(renderRequest(parseConversation(chatRequest(body)), context)).generationConfig;

  it.each([
    ['none', { thinkingBudget: 0 }],
    ['minimal', { thinkingBudget: 1024, includeThoughts: true }],
    ['xhigh', { thinkingBudget: 24576, includeThoughts: true }],
    ['max', { thinkingBudget: 24576, includeThoughts: true }],
  ])('give the effort %s as a budget that every model takes', (reasoning_effort, thinkingConfig) => {
    expect(configOf({ reasoning_effort })).toEqual({ thinkingConfig });
  });

  it('keep an answer’s schema to the byte (field-failures 7, 9)', () => {
    const schema = '{ "type": "object", "$defs": {}, "additionalProperties": false, "minimum": 1.0 }';
    const body = `{"model":"m","messages":[],"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${schema}}}}`;
    expect(renderRequest(parseConversation(parseRequest(body)), context)).toContain(
      `"responseMimeType":"application/json","responseJsonSchema":${schema}`,
    );
  });

  it('have no zero penalties, which several models refuse', () => {
    expect(configOf({ presence_penalty: 0, frequency_penalty: 0.5 })).toEqual({ frequencyPenalty: 0.5 });
  });

  it('leave a tuned model in its own collection', () => {
    expect(path(relayContext({ upstreamModel: 'tunedModels/mine-1' }))).toBe('/tunedModels/mine-1:generateContent');
  });
});
