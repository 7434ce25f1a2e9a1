import { describe, expect, it } from 'vitest';
import { explainEndpoints } from './contract';
import { featuresRequest } from './features-request';
import { readExplained } from './read-explained';

const user = [{ role: 'user', content: 'hello' }];
const read = (body: unknown, asked: string | null = null, headers: Record<string, string> = {}) =>
  readExplained(typeof body === 'string' ? body : JSON.stringify(body), asked, new Headers(headers));

describe('a body to be explained', () => {
  it.each([
    ['chat/completions', { model: 'a', messages: user }],
    ['chat/completions', { model: 'a', messages: user, tools: [{ type: 'function', function: { name: 'f' } }] }],
    ['responses', { model: 'a', input: 'hello' }],
    ['responses', { model: 'a', input: [], instructions: 'Be brief.' }],
    ['messages', { model: 'a', max_tokens: 9, system: 'Be brief.', messages: user }],
    ['messages', { model: 'a', messages: user, tools: [{ name: 'f', input_schema: {} }] }],
    ['messages', { model: 'a', messages: [{ role: 'user', content: [{ type: 'image', source: {} }] }] }],
    ['messages', { model: 'a', messages: user, tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
    ['messages', { model: 'a', messages: user, tool_choice: { type: 'tool', name: 'f' } }],
    ['chat/completions', { model: 'a', messages: user, tool_choice: { type: 'function', function: { name: 'f' } } }],
  ])('is for %s by its shape: %j', (endpoint, body) => {
    expect(read(body)).toMatchObject({ endpoint, model: 'a', fault: null, request: { operation: endpoint } });
  });

  it('is for the API that is named, whatever its shape', () => {
    expect(read({ model: 'a', messages: user }, 'messages').endpoint).toBe('messages');
    expect(read({ model: 'a', messages: user }, '/v1/messages').endpoint).toBe('messages');
    expect(read({ model: 'a', messages: user }, null, { 'anthropic-version': '2023-06-01' }).endpoint).toBe('messages');
    expect(() => read({ model: 'a', messages: user }, 'embeddings')).toThrow(/"endpoint" must be one of/);
  });

  it('that its API cannot read comes to the fault that a real call comes to', () => {
    expect(read({ model: 'a', messages: 'hello' }).fault?.code).toBe('invalid-request');
    expect(read({ messages: user }).fault?.code).toBe('missing-model');
    expect(read('{').fault?.code).toBe('invalid-request');
    expect(read('').fault?.code).toBe('invalid-request');
  });
});

describe('features alone', () => {
  it.each(explainEndpoints)('ask for what they say in %s', (endpoint) => {
    const features = ['tools', 'images', 'files', 'structured-output'] as const;
    const { request } = read({ model: 'a', features, endpoint, input_tokens: 5_000, max_output_tokens: 100 });
    expect(request).toMatchObject({
      operation: endpoint,
      requires: ['tools', 'vision', 'files', 'structured_output'],
      inputTokens: { likely: 5_000 },
      maxOutputTokens: 100,
    });
  });

  it('ask for nothing where there are none', () => {
    for (const endpoint of explainEndpoints)
      expect(featuresRequest({ model: 'a', endpoint, features: [] }).requires).toEqual([]);
  });

  it.each([
    [{ features: [] }, /"model"/],
    [{ model: 'a', features: ['magic'] }, /"features" must be a list of these: tools/],
    [{ model: 'a', features: [], input_tokens: -1 }, /"input_tokens"/],
    [{ model: 'a', features: [], colour: 'red' }, /colour/],
    [{ model: 'a', features: 'tools' }, /"features"/],
  ])('that cannot be read are told what was expected: %j', (body, words) => {
    expect(() => read(body)).toThrow(words);
  });
});
