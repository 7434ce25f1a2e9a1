import { describe, expect, it } from 'vitest';
import type { ExchangeEvent } from '../../exchange/events';
import { relayContext } from '../__fixtures__/context';
import { createFrameReader } from '../sse';
import { parseAnswer } from './parse-answer';
import { openParser } from './parse-events';
import { parseFault } from './parse-fault';

const chunk = (parts: object[], some: object = {}, more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...some }],
  ...more,
});
const usageMetadata = {
  promptTokenCount: 12,
  cachedContentTokenCount: 4,
  candidatesTokenCount: 5,
  thoughtsTokenCount: 7,
};
const last = { usageMetadata };

function parse(chunks: readonly (object | string)[]): ExchangeEvent[] {
  const parser = openParser(relayContext());
  const steps = chunks.flatMap((each) => parser.step(typeof each === 'string' ? each : JSON.stringify(each), null));
  return [...steps, ...parser.end()];
}

const streams = {
  text: [chunk([{ text: 'Hi ' }]), chunk([{ text: 'thére 😀' }], { finishReason: 'STOP' }, last)],
  thoughts: [
    chunk([{ text: 'Two and', thought: true }]),
    chunk([{ text: ' two', thought: true }]),
    chunk(
      [{ functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' }, { functionCall: { name: 'g' } }],
      { finishReason: 'STOP' },
      last,
    ),
  ],
};

describe('a stream of generateContent in neutral form', () => {
  it('is a text with what was counted', () => {
    expect(parse(streams.text)).toEqual([
      { type: 'start', usage: null },
      { type: 'text-start', block: 0 },
      { type: 'text-delta', block: 0, text: 'Hi ' },
      { type: 'text-delta', block: 0, text: 'thére 😀' },
      {
        type: 'usage',
        usage: { inputTokens: 12, cachedInputTokens: 4, cacheWriteTokens: null, outputTokens: 12, reasoningTokens: 7 },
      },
      { type: 'block-end', block: 0 },
      { type: 'finish', reason: 'stop', stopSequence: null },
      { type: 'end' },
    ]);
  });

  it('keeps parallel calls apart, gives them ids, and reads none as {} (field-failures 2, 3)', () => {
    const events = parse(streams.thoughts);
    expect(events.filter((event) => event.type.startsWith('tool-call'))).toMatchObject([
      { type: 'tool-call-start', block: 1, id: 'call_00112233445566778899aabbccddeeff0', name: 'f' },
      { type: 'tool-call-signature', signature: { kind: 'thought', value: 'c2ln' } },
      { type: 'tool-call-delta', text: '{"a":1}' },
      { type: 'tool-call-start', block: 2, id: 'call_00112233445566778899aabbccddeeff1', name: 'g' },
      { type: 'tool-call-delta', text: '{}' },
    ]);
    expect(events).toContainEqual({ type: 'finish', reason: 'tool-calls', stopSequence: null });
  });

  it('keeps arguments as they were written', () => {
    const text =
      '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{ "n":1.0,"big":12345678901234567890 }}}]},"finishReason":"STOP"}]}';
    expect(parse([text])).toContainEqual({
      type: 'tool-call-delta',
      block: 0,
      text: '{ "n":1.0,"big":12345678901234567890 }',
    });
  });

  it('is an answer that was held back where the prompt was blocked', () => {
    expect(
      parse([{ promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 3 } }]).at(-2),
    ).toMatchObject({
      reason: 'content-filter',
    });
  });

  it.each([
    ['no reason why it ends', [chunk([{ text: 'half' }])], 'text-delta'],
    ['a failure in the middle', [chunk([{ text: 'a' }]), { error: { code: 503, status: 'UNAVAILABLE' } }], 'error'],
    ['a broken call', [chunk([], { finishReason: 'MALFORMED_FUNCTION_CALL' })], 'error'],
    ['what is no JSON', ['{"candidates"'], 'error'],
  ])('with %s is not whole (field-failures 15)', (_what, chunks, type) => {
    const events = parse(chunks);
    expect(events.some((event) => event.type === 'end' && type !== 'error')).toBe(false);
    expect(events.some((event) => event.type === type)).toBe(true);
  });

  it.each(Object.entries(streams))(
    'of %s is the same wherever its bytes are cut (field-failures 5, 12)',
    (_name, chunks) => {
      const bytes = Buffer.from(chunks.map((each) => `data: ${JSON.stringify(each)}\r\n\r\n`).join(''));
      const whole = parse(chunks);
      for (let cut = 1; cut < bytes.length; cut += 1) {
        const reader = createFrameReader();
        const decoder = new TextDecoder();
        const parser = openParser(relayContext());
        const events = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((piece) =>
          reader.feed(decoder.decode(piece, { stream: true })).flatMap(({ data, event }) => parser.step(data, event)),
        );
        expect([...events, ...parser.end()]).toEqual(whole);
      }
    },
  );
});

describe('a whole answer', () => {
  it('is what its parts say', () => {
    const body = chunk([{ text: 'hm', thought: true }, { text: 'Hi' }], { finishReason: 'MAX_TOKENS' }, last);
    expect(parseAnswer(JSON.stringify(body), relayContext())).toMatchObject({
      parts: [
        { type: 'reasoning', texts: ['hm'], isSummary: true },
        { type: 'text', text: 'Hi' },
      ],
      finish: 'length',
      usage: { inputTokens: 12, outputTokens: 12 },
    });
  });

  it.each(['', '[]', '{"error":{"code":500}}', '{"candidates":[]}', '<html>'])('is not %j', (text) => {
    expect(parseAnswer(text, relayContext())).toBeNull();
  });
});

describe('a failure', () => {
  it('says its status, and the reason where there is one', () => {
    const error = {
      code: 400,
      message: 'API key not valid.',
      status: 'INVALID_ARGUMENT',
      details: [{ reason: 'API_KEY_INVALID' }],
    };
    expect(parseFault(JSON.stringify({ error }))).toEqual({ code: 'API_KEY_INVALID', message: 'API key not valid.' });
    expect(parseFault(JSON.stringify([{ error: { status: 'RESOURCE_EXHAUSTED' } }]))).toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
    });
    expect(parseFault('<html>')).toEqual({ code: null, message: null });
  });
});
