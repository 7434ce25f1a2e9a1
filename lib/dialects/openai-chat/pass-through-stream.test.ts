import { describe, expect, it } from 'vitest';
import type { StreamSignal } from '../../exchange/events';
import { createFrameReader } from '../sse';
import { readChunks } from './__fixtures__/chunks';
import { parseRequest } from './parse-request';
import { openSameStream } from './pass-through-stream';

function relay(chunks: readonly string[], asked: object = {}) {
  const body = { model: 'our "group"', messages: [], stream: true, ...asked };
  const stream = openSameStream(parseRequest(JSON.stringify(body)));
  const outputs = chunks.map((chunk) => stream.step(chunk, null));
  const text = outputs.map((output) => output.text).join('');
  const frames = createFrameReader().feed(text);
  return {
    signals: outputs.flatMap((output) => output.signals),
    /** Would it be whole if its bytes ended here? */
    whole: stream.end().signals.some(({ type }) => type === 'end'),
    text,
    data: frames.map((frame) => frame.data),
    chunks: frames.filter((frame) => frame.data !== '[DONE]').map((frame) => JSON.parse(frame.data)),
  };
}

const asksUsage = { stream_options: { include_usage: true } };
const fixtures = ['text', 'tools', 'reasoning', 'azure', 'merged-usage', 'two-choices', 'oddities'];
const only = (signals: readonly StreamSignal[], type: StreamSignal['type']) =>
  signals.filter((signal) => signal.type === type);

describe('a stream on its way to the caller', () => {
  it.each(fixtures)('shows the name that was asked for in every chunk of %s', (name) => {
    for (const asked of [{}, asksUsage]) {
      const { chunks } = relay(readChunks(name), asked);
      expect(chunks.length).toBeGreaterThan(0);
      for (const chunk of chunks) expect(chunk.model).toBe('our "group"');
    }
  });

  it.each(fixtures)('is %s byte for byte but for the name, for a caller who asked for usage', (name) => {
    const sent = readChunks(name);
    const anonymous = (chunk: string) => chunk.replace(/("m(?:o|\\u006f)del" ?: ?)"(?:[^"\\]|\\.)*"/, '$1""');
    expect(relay(sent, asksUsage).data.map(anonymous)).toEqual(sent.map(anonymous));
  });

  it.each(fixtures)('has no trace in %s of usage that the router asked for', (name) => {
    const { chunks } = relay(readChunks(name));
    for (const chunk of chunks) {
      expect(chunk.usage).not.toBeNull();
      if ('usage' in chunk) expect(chunk.choices).not.toEqual([]);
    }
  });

  it('loses the usage chunk when it was not asked for, and keeps its last place when it was', () => {
    expect(relay(readChunks('text')).chunks).toHaveLength(4);
    const { chunks } = relay(readChunks('text'), asksUsage);
    expect(chunks).toHaveLength(5);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 26 } });
    expect(chunks.slice(0, 4).map((chunk) => chunk.usage)).toEqual([null, null, null, null]);
  });

  it.each([
    ['null', { stream_options: null }],
    ['without a word of usage', { stream_options: { include_obfuscation: false } }],
    ['with usage turned off', { stream_options: { include_usage: false } }],
  ])('hides usage where stream_options is there, %s', (_what, asked) => {
    expect(relay(readChunks('text'), asked).chunks).toHaveLength(4);
  });

  it('keeps usage that the upstream merged into a chunk with choices, asked for or not', () => {
    expect(relay(readChunks('merged-usage')).chunks.at(-1)?.usage).toEqual({
      prompt_tokens: 7,
      completion_tokens: 2,
      total_tokens: 9,
    });
  });

  it("passes on Azure's first chunk, which has no choices and no usage", () => {
    expect(relay(readChunks('azure')).chunks[0]).toHaveProperty('prompt_filter_results');
  });

  it('keeps fields nobody knows, number forms and the order of numeric keys', () => {
    const [first, second] = relay(readChunks('oddities')).data;
    expect(first).toContain('"vendor_field" : 1.0 }');
    expect(first).toContain('"big" : 12345678901234567890 , "exp" : 1e400 }');
    expect(first).toContain('"a\\/b\\u00e9"');
    expect(first).toContain('"m\\u006fdel" : "our \\"group\\""');
    expect(second).toMatch(/"10":true,"2":false\}$/);
  });

  it("keeps a frame's event name, and a chunk that was written over several lines", () => {
    const stream = openSameStream(parseRequest('{"model":"g","messages":[],"stream":true}'));
    const { text } = stream.step('{\n  "model": "x",\n  "choices": []\n}', 'chunk');
    expect(text).toBe('event: chunk\ndata: {\ndata:   "model": "g",\ndata:   "choices": []\ndata: }\n\n');
  });

  it('ends with the marker, and can say it for an upstream that forgot', () => {
    expect(relay(['[DONE]'])).toMatchObject({ text: 'data: [DONE]\n\n', signals: [{ type: 'end' }] });
    expect(relay(readChunks('text')).whole).toBe(true);
  });
});

describe('the signals of a stream', () => {
  it.each([
    // The opening chunk holds a role and an empty text: a fallback is still possible after it.
    ['text', [[], ['content'], ['content'], [], ['usage']]],
    ['tools', [[], ...Array(5).fill(['content']), [], ['usage']]],
    ['reasoning', [[], ['content'], ['content'], ['usage']]],
    ['azure', [[], [], ['content'], [], ['usage']]],
    ['merged-usage', [['content'], ['content', 'usage']]],
  ])('of %s come in order', (name, types) => {
    const stream = openSameStream(parseRequest('{"model":"g","messages":[],"stream":true}'));
    const seen = readChunks(name).map((chunk) => stream.step(chunk, null).signals.map((signal) => signal.type));
    expect(seen).toEqual(types);
  });

  it('report usage as the upstream did, whether the caller sees it or not', () => {
    const usage = {
      inputTokens: 21,
      cachedInputTokens: 8,
      cacheWriteTokens: null,
      outputTokens: 5,
      reasoningTokens: 0,
    };
    expect(only(relay(readChunks('text')).signals, 'usage')).toEqual([{ type: 'usage', usage }]);
    expect(only(relay(readChunks('text'), asksUsage).signals, 'usage')).toEqual([{ type: 'usage', usage }]);
    expect(only(relay(readChunks('reasoning')).signals, 'usage')).toEqual([
      {
        type: 'usage',
        usage: { inputTokens: 9, cachedInputTokens: 0, cacheWriteTokens: null, outputTokens: 40, reasoningTokens: 37 },
      },
    ]);
  });

  it.each(['text', 'reasoning', 'tools'])('tell that %s is whole once it has its finish reason', (name) => {
    expect(relay(readChunks(name).slice(0, 2)).whole).toBe(false);
    expect(relay(readChunks(name)).whole).toBe(true);
  });

  it('are of no whole answer before every choice asked for has its finish reason', () => {
    const sent = readChunks('two-choices');
    expect(relay(sent.slice(0, 2), { n: 2 }).whole).toBe(false);
    expect(relay(sent.slice(0, 3), { n: 2 }).whole).toBe(false);
    expect(relay(sent, { n: 2 }).whole).toBe(true);
  });

  it('are of no whole answer while an interleaved choice is open', () => {
    const choice = (index: number, reason: string | null) =>
      JSON.stringify({ choices: [{ index, delta: { content: 'a' }, finish_reason: reason }] });
    const begun = [choice(0, null), choice(1, null), choice(0, 'stop')];
    expect(relay(begun, { n: 2 }).whole).toBe(false);
    expect(relay([...begun, choice(1, 'length')], { n: 2 }).whole).toBe(true);
  });

  it.each([
    ['text', { content: 'a' }],
    ['a refusal', { refusal: 'no' }],
    ['reasoning under any name', { reasoning: 'hm' }],
    ['a function call of old', { function_call: { name: 'f', arguments: '' } }],
    ['a tool call', { tool_calls: [{ index: 0 }] }],
    ['audio', { audio: { id: 'a' } }],
  ])('take %s for content', (_what, delta) => {
    expect(relay([JSON.stringify({ choices: [{ index: 0, delta }] })]).signals).toEqual([{ type: 'content' }]);
  });

  it.each([
    ['a role', { role: 'assistant' }],
    ['empty texts', { content: '', reasoning_content: '', refusal: null }],
    ['an empty list of tool calls', { tool_calls: [] }],
    ['nothing', {}],
    ['null', null],
  ])('do not take %s for content', (_what, delta) => {
    expect(relay([JSON.stringify({ choices: [{ index: 0, delta }] })]).signals).toEqual([]);
  });

  it.each([
    ['{"error":{"message":"boom","code":"server_error"}}', 'server_error'],
    ['{"error":{"message":"boom","code":500}}', null],
    ['{"error":"boom"}', null],
    ['{"choices":[],"error":{"code":"overloaded"}}', 'overloaded'],
  ])('tell an error that stands in the stream: %s', (chunk, code) => {
    expect(relay([chunk]).signals).toEqual([{ type: 'error', code }]);
  });

  it('do not take "error": null for one', () => {
    expect(relay(['{"error":null,"choices":[]}']).signals).toEqual([]);
  });

  it.each(['{"choices":[', 'not json', '[]', '"text"', 'null', ''])(
    'call %j malformed and pass nothing on',
    (chunk) => {
      expect(relay([chunk])).toMatchObject({ signals: [{ type: 'error', code: 'malformed' }], text: '' });
    },
  );

  it.each([
    ['{"choices":"none"}'],
    ['{"choices":[null,1]}'],
    ['{"choices":[{"delta":7}]}'],
    ['{"choices":[],"usage":7}'],
    ['{}'],
  ])('bear %s', (chunk) => {
    expect(relay([chunk]).signals).toEqual([]);
  });
});
