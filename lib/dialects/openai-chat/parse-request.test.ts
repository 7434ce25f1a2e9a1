import { describe, expect, it } from 'vitest';
import { isFault } from '../../faults/fault';
import { parseRequest } from './parse-request';

const parse = (body: object) => parseRequest(JSON.stringify({ model: 'general', messages: [], ...body }));
const user = (...content: unknown[]) => ({ messages: [{ role: 'user', content }] });
const image = (url: string, detail?: string) => ({ type: 'image_url', image_url: { url, detail } });
const png = (size: number) => `data:image/png;base64,${'iVBORw0KGgo+/+/A'.repeat(size / 16)}`;

function faultOf(text: string) {
  try {
    parseRequest(text);
  } catch (error) {
    if (isFault(error)) return { code: error.code, param: error.options.param, message: error.message };
    throw error;
  }
  throw new Error('the body was taken');
}

describe('what is read of a request', () => {
  it('is its model, whether it streams and its output cap', () => {
    expect(parse({})).toMatchObject({
      dialect: 'openai-chat',
      operation: 'chat/completions',
      model: 'general',
      stream: false,
      requires: [],
      maxOutputTokens: null,
    });
    expect(parse({ stream: true }).stream).toBe(true);
    expect(parse({ stream: null }).stream).toBe(false);
    expect(parse({ max_tokens: 10 }).maxOutputTokens).toBe(10);
    expect(parse({ max_tokens: 10, max_completion_tokens: 20 }).maxOutputTokens).toBe(20);
    expect(parse({ max_tokens: 'many' }).maxOutputTokens).toBeNull();
  });

  it('is the text as it came', () => {
    const text = ' {"model" : "a",\n"messages":[], "temperature":1.0}\n';
    expect(parseRequest(text).source.text).toBe(text);
  });

  it('is the last of duplicate members, as any parser takes them', () => {
    expect(parseRequest('{"model":"a","messages":[],"model":"b"}').model).toBe('b');
  });
});

describe('what a target must have', () => {
  const tool = { type: 'function', function: { name: 'f' } };
  it.each([
    ['nothing for plain words', { messages: [{ role: 'user', content: 'hi' }] }, []],
    ['tools for tools', { tools: [tool] }, ['tools']],
    ['nothing for no tools', { tools: [], functions: [] }, []],
    ['tools for functions of old', { functions: [{ name: 'f' }] }, ['tools']],
    ['tools for a turn that called one', { messages: [{ role: 'assistant', tool_calls: [{ id: 'a' }] }] }, ['tools']],
    ['nothing for a turn that called none', { messages: [{ role: 'assistant', content: 'a', tool_calls: [] }] }, []],
    ['tools for a call of old', { messages: [{ role: 'assistant', function_call: { name: 'f' } }] }, ['tools']],
    ['tools for a result', { messages: [{ role: 'tool', tool_call_id: 'a', content: 'b' }] }, ['tools']],
    ['tools for a result of old', { messages: [{ role: 'function', name: 'f', content: 'b' }] }, ['tools']],
    ['vision for an image', user(image('https://example.com/a.png')), ['vision']],
    [
      'vision for an image as a bare string',
      user({ type: 'image_url', image_url: 'https://example.com/a' }),
      ['vision'],
    ],
    [
      'vision for an image in a result',
      { messages: [{ role: 'tool', content: [image('https://a.example')] }] },
      ['tools', 'vision'],
    ],
    ['files for a PDF', user({ type: 'file', file: { file_data: 'data:application/pdf;base64,JVBE' } }), ['files']],
    ['nothing for parts of text', user({ type: 'text', text: 'a' }), []],
    [
      'structured output for a schema',
      { response_format: { type: 'json_schema', json_schema: {} } },
      ['structured_output'],
    ],
    ['structured output for JSON', { response_format: { type: 'json_object' } }, ['structured_output']],
    ['nothing for text', { response_format: { type: 'text' } }, []],
    ['nothing for no format', { response_format: null }, []],
    ['reasoning for an effort', { reasoning_effort: 'high' }, ['reasoning']],
    ['nothing for no effort', { reasoning_effort: 'none' }, []],
    ['nothing for an effort of null', { reasoning_effort: null }, []],
    [
      'all together, in one order',
      {
        reasoning_effort: 'low',
        response_format: { type: 'json_object' },
        tools: [tool],
        ...user(image('https://a.example')),
      },
      ['tools', 'vision', 'structured_output', 'reasoning'],
    ],
  ])('is %s', (_what, body, requires) => {
    expect(parse(body).requires).toEqual(requires);
  });

  it.each([
    ['messages that are none', { messages: [null, 1, 'a', [], {}] }],
    [
      'content that is none',
      { messages: [{ content: 7 }, { content: { type: 'image_url' } }, { content: [null, 1, []] }] },
    ],
    [
      'parts without what they promise',
      user({ type: 'image_url' }, { type: 'input_audio' }, { type: 'file', file: 1 }),
    ],
  ])('is told without a fall over %s', (_what, body) => {
    expect(() => parse(body)).not.toThrow();
  });
});

describe('the estimate of input tokens', () => {
  const estimate = (body: object) => parse(body).inputTokens;
  const empty = estimate(user());

  it('counts text by its length, tools included', () => {
    const words = estimate(user({ type: 'text', text: 'four'.repeat(1000) }));
    expect(words.likely - empty.likely).toBeGreaterThanOrEqual(1000);
    expect(words.likely - empty.likely).toBeLessThan(1030);
    expect(words.atMost).toBeGreaterThan(2000);
    const tools = estimate({
      tools: [{ type: 'function', function: { name: 'f', description: 'four'.repeat(1000) } }],
    });
    expect(tools.likely).toBeGreaterThanOrEqual(1000);
  });

  it('is an upper bound for scripts that have a token a character or more', () => {
    expect(estimate(user({ type: 'text', text: '漢'.repeat(1000) })).atMost).toBeGreaterThanOrEqual(1000);
    expect(estimate(user({ type: 'text', text: '😀'.repeat(1000) })).atMost).toBeGreaterThanOrEqual(2000);
  });

  it('allows for the words that stand around each message', () => {
    const messages = Array.from({ length: 100 }, () => ({ role: 'user', content: '' }));
    expect(estimate({ messages }).atMost - estimate({ messages: [] }).atMost).toBeGreaterThanOrEqual(400);
  });

  it('counts an image by its size class, however long it is when encoded', () => {
    const linked = estimate(user(image('https://example.com/a.png')));
    const small = estimate(user(image(png(160))));
    const large = estimate(user(image(png(1_600_000))));
    expect(large).toEqual(small);
    expect(Math.abs(large.likely - linked.likely)).toBeLessThan(20);
    expect(large.likely - empty.likely).toBeGreaterThanOrEqual(425);
    expect(large.atMost - empty.atMost).toBeGreaterThanOrEqual(1445);
  });

  it('counts an image of low detail as what it costs', () => {
    const low = estimate(user(image(png(160_000), 'low')));
    expect(low.likely - empty.likely).toBeLessThan(85 + 30);
    expect(low.likely - empty.likely).toBeGreaterThanOrEqual(85);
  });

  it('adds up images', () => {
    const two = estimate(user(image(png(16)), image(png(16))));
    expect(two.atMost - empty.atMost).toBeGreaterThanOrEqual(2 * 1445);
  });

  it('does not count encoded audio and files as text', () => {
    const sound = { type: 'input_audio', input_audio: { data: png(1_600_000), format: 'wav' } };
    const file = { type: 'file', file: { filename: 'a.pdf', file_data: png(1_600_000) } };
    expect(estimate(user(sound, file)).likely).toBeLessThan(200);
  });

  it.each([
    // PHP escapes every slash, .NET every plus sign, and Python whatever is not ASCII.
    ['slashes', (text: string) => text.replaceAll('/', '\\/')],
    ['plus signs', (text: string) => text.replaceAll('+', '\\u002B')],
    ['letters', (text: string) => text.replaceAll('漢', '\\u6f22')],
  ])('is the same for a writer of JSON who escapes %s', (_what, spell) => {
    const body = { model: 'g', ...user(image(png(160_000)), { type: 'text', text: '漢'.repeat(500) }) };
    const text = JSON.stringify(body);
    expect(parseRequest(spell(text)).inputTokens).toEqual(parseRequest(text).inputTokens);
  });

  it('does not fall over a body that is nested deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(parseRequest(`{"model":"g","messages":[],"x":${deep}}`).inputTokens.likely).toBeLessThan(60_000);
  });
});

describe('a body that is not understood', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['space', ' \n', 'empty'],
    ['no JSON', '{"model": general}', 'not JSON: there is an unexpected character in it'],
    ['a list without commas', '{"messages":[1 2]}', 'not JSON: unexpected text at position 15'],
    ['half of a body', '{"model":"a","messages":', 'not JSON: it ends too early'],
    ['a list', '[]', 'must be a JSON object'],
    ['null', 'null', 'must be a JSON object'],
    ['a text', '"hi"', 'must be a JSON object'],
  ])('is refused when it is %s', (_what, text, words) => {
    const fault = faultOf(text);
    expect(fault.code).toBe('invalid-request');
    expect(fault.message).toContain(words);
  });

  it('is not quoted back: it may hold anything', () => {
    expect(faultOf('{"model":"g", secret-words').message).not.toContain('secret-words');
  });

  it.each([
    ['no model', { model: undefined }, 'missing-model', 'model'],
    ['a model of null', { model: null }, 'missing-model', 'model'],
    ['an empty model', { model: '' }, 'missing-model', 'model'],
    ['a model that is a number', { model: 4 }, 'invalid-request', 'model'],
    ['no messages', { messages: undefined }, 'invalid-request', 'messages'],
    ['messages that are a text', { messages: 'hi' }, 'invalid-request', 'messages'],
    ['stream as a text', { stream: 'true' }, 'invalid-request', 'stream'],
  ])('names the field at fault when it has %s', (_what, some, code, param) => {
    expect(faultOf(JSON.stringify({ model: 'a', messages: [], ...some }))).toMatchObject({ code, param });
  });
});
