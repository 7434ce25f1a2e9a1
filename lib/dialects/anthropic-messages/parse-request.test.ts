import { describe, expect, it, test } from 'vitest';
import { noHeaders } from '../../exchange/request';
import { claudeCode, messagesRequest } from './__fixtures__/read';
import { parseCountRequest, parseRequest } from './parse-request';

const image = (data: string) => ({ type: 'image', source: { type: 'base64', media_type: 'image/png', data } });
const inResult = (content: unknown) => ({
  messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] }],
});

const document = (source: object) => ({ messages: [{ role: 'user', content: [{ type: 'document', source }] }] });

describe('what a request asks of a target', () => {
  it.each([
    ['words', {}, []],
    ['tools', { tools: [{ name: 'a', input_schema: {} }] }, ['tools']],
    ['the result of a tool', inResult('x'), ['tools']],
    ['an image', { messages: [{ role: 'user', content: [image('AA')] }] }, ['vision']],
    ['an image in the result of a tool', inResult([image('AA')]), ['tools', 'vision']],
    ['a PDF', document({ type: 'base64', media_type: 'application/pdf', data: 'JVBE' }), ['files']],
    ['a PDF in the result of a tool', inResult([{ type: 'document', source: { type: 'url' } }]), ['tools', 'files']],
    ['plain text as a document', document({ type: 'text', media_type: 'text/plain', data: 'words' }), []],
    ['a schema', { output_config: { format: { type: 'json_schema', schema: {} } } }, ['structured_output']],
    ['a schema as its beta had it', { output_format: { type: 'json_schema', schema: {} } }, ['structured_output']],
    ['thinking, which agents always ask for', { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } }, []],
  ])('for %s', (_, body, requires) => {
    expect(messagesRequest(body).requires).toEqual(requires);
  });

  it('is all read from what Claude Code sends', () => {
    const headers = { anthropicVersion: '2023-06-01', anthropicBetas: ['claude-code-20250219'] };
    expect(parseRequest(claudeCode, headers)).toMatchObject({
      operation: 'messages',
      model: 'general',
      stream: true,
      requires: ['tools', 'vision', 'structured_output'],
      maxOutputTokens: 32_000,
      headers,
    });
  });

  it('leaves out max_tokens to be demanded by Anthropic alone', () => {
    expect(messagesRequest({ max_tokens: undefined }).maxOutputTokens).toBeNull();
  });

  it.each([
    ['missing-model', { model: undefined }],
    ['invalid-request', { messages: 'hello' }],
    ['invalid-request', { stream: 'yes' }],
  ])('is %s where %j', (code, body) => {
    expect(() => messagesRequest(body)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the size of a request', () => {
  it('counts an image by its class and never by its encoded length', () => {
    const large = messagesRequest({ messages: [{ role: 'user', content: [image('A'.repeat(1_000_000))] }] });
    expect(large.inputTokens.atMost).toBeLessThan(6_000);
    expect(large.inputTokens.likely).toBeGreaterThan(1_000);
  });

  test('of a count is asked without anything to generate (field-failures 16)', () => {
    const request = parseCountRequest(claudeCode, noHeaders);
    expect(request).toMatchObject({ operation: 'messages/count_tokens', stream: false, maxOutputTokens: 0 });
    expect(request.inputTokens.likely).toBeGreaterThan(400);
  });
});
