import { describe, expect, it } from 'vitest';
import type { ExchangeEvent } from '../../exchange/events';
import { relayContext } from '../__fixtures__/context';
import { createFrameReader } from '../sse';
import { readFixture, whole } from './__fixtures__/read';
import { parseAnswer } from './parse-answer';
import { openParser } from './parse-events';
import { parseFault } from './parse-fault';

const context = relayContext();
const maker = context.maker;

function parse(pieces: readonly Uint8Array[]): ExchangeEvent[] {
  const frames = createFrameReader();
  const decoder = new TextDecoder();
  const parser = openParser(context);
  const events = pieces.flatMap((piece) =>
    frames.feed(decoder.decode(piece, { stream: true })).flatMap(({ data, event }) => parser.step(data, event)),
  );
  return [...events, ...parser.end()];
}

const eventsOf = (name: string) => parse([Buffer.from(readFixture(`${name}.sse`))]);
const without = (events: readonly ExchangeEvent[], ...types: string[]) =>
  events.filter(({ type }) => !types.includes(type));

describe('a stream of generateContent', () => {
  it.each(whole)('of %s is the same wherever its bytes are cut (field-failures 5, 12)', (name) => {
    const bytes = Buffer.from(readFixture(`${name}.sse`));
    const events = parse([bytes]);
    expect(events.at(-1)).toEqual({ type: 'end' });
    for (let cut = 1; cut < bytes.length; cut += 1)
      expect(parse([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(events);
  });

  it('joins a thought in pieces, and signs the call behind it', () => {
    expect(without(eventsOf('thought-call'), 'start', 'usage')).toEqual([
      { type: 'reasoning-start', block: 0, isSummary: true },
      { type: 'reasoning-delta', block: 0, text: '**Looking at the weather**\n\nThe user asks about ' },
      { type: 'reasoning-delta', block: 0, text: 'two cities, so I need the tool.\n\n\n' },
      { type: 'block-end', block: 0 },
      {
        type: 'tool-call-start',
        block: 1,
        id: `call_${context.answerId}0`,
        name: 'get_weather',
        namespace: null,
        kind: 'function',
      },
      {
        type: 'tool-call-signature',
        block: 1,
        signature: { kind: 'thought', value: 'EqsCCqgCAb4+9vv8LnVw==', id: null, maker },
      },
      { type: 'tool-call-delta', block: 1, text: '{"city": "Köln","days": 1.0,"at": 12345678901234567890}' },
      { type: 'block-end', block: 1 },
      { type: 'finish', reason: 'tool-calls', stopSequence: null },
      { type: 'end' },
    ]);
  });

  it('keeps three calls without ids apart (field-failures 2, 3)', () => {
    const events = eventsOf('parallel-calls');
    expect(events.flatMap((event) => (event.type === 'tool-call-start' ? [[event.id, event.name]] : []))).toEqual([
      [`call_${context.answerId}0`, 'get_weather'],
      [`call_${context.answerId}1`, 'get_weather'],
      [`call_${context.answerId}2`, 'get_time'],
    ]);
    expect(events.flatMap((event) => (event.type === 'tool-call-delta' ? [event.text] : []))).toEqual([
      '{"city": "Paris"}',
      '{"city": "Roma"}',
      '{}',
    ]);
  });

  it('tells a signature behind the text as a thought without words, to who is told thoughts', () => {
    expect(without(eventsOf('signed-text'), 'start', 'usage').slice(3, -2)).toEqual([
      { type: 'text-start', block: 1 },
      { type: 'text-delta', block: 1, text: 'Four.' },
      { type: 'block-end', block: 1 },
      { type: 'reasoning-start', block: 2, isSummary: true },
      {
        type: 'reasoning-signature',
        block: 2,
        signature: { kind: 'thought', value: 'EtMCCtACAdHtim9d', id: null, maker },
      },
      { type: 'block-end', block: 2 },
    ]);
    const parser = openParser(context);
    const chunk = { candidates: [{ content: { parts: [{ text: 'Four.', thoughtSignature: 'EtMC' }] } }] };
    expect(parser.step(JSON.stringify(chunk), null).map(({ type }) => type)).toEqual([
      'start',
      'text-start',
      'text-delta',
    ]);
  });

  it('is an answer of the filter where the prompt was blocked', () => {
    expect(without(eventsOf('blocked'), 'start')).toEqual([
      {
        type: 'usage',
        usage: {
          inputTokens: 9,
          cachedInputTokens: null,
          cacheWriteTokens: null,
          outputTokens: 0,
          reasoningTokens: null,
        },
      },
      { type: 'finish', reason: 'content-filter', stopSequence: null },
      { type: 'end' },
    ]);
  });

  it('names each address once, and counts what tools brought in', () => {
    const events = eventsOf('grounded');
    expect(events.filter(({ type }) => type === 'text-annotation')).toEqual([
      {
        type: 'text-annotation',
        block: 0,
        annotation: { url: 'https://weather.example/tuesday', title: 'weather.example', start: null, end: null },
      },
      {
        type: 'text-annotation',
        block: 0,
        annotation: { url: 'https://news.example/1', title: null, start: null, end: null },
      },
    ]);
    expect(events.findLast(({ type }) => type === 'usage')).toMatchObject({
      usage: { inputTokens: 41, outputTokens: 6 },
    });
  });

  it('reads log probabilities, where zero is left out', () => {
    expect(eventsOf('logprobs').find(({ type }) => type === 'text-logprobs')).toMatchObject({
      logprobs: [
        { token: 'Yes', logprob: -0.25, top: [{ token: 'Yes' }, { token: 'No', logprob: -1.5 }] },
        { token: '.', logprob: 0, top: [{ token: '.' }] },
      ],
    });
  });

  it.each(['truncated', 'failed', 'malformed-call'])('of %s never looks complete (field-failures 15)', (name) => {
    const types = eventsOf(name).map(({ type }) => type);
    expect(types).not.toContain('finish');
    expect(types).not.toContain('end');
    expect(types.at(-1)).toBe(name === 'truncated' ? 'usage' : 'error');
  });

  it('says the reason of a failure in the middle', () => {
    expect(eventsOf('failed').at(-1)).toEqual({ type: 'error', code: 'UNAVAILABLE' });
  });
});

describe('a whole answer of generateContent', () => {
  it('keeps thoughts, texts and calls in their order, and arguments to the byte', () => {
    const answer = parseAnswer(readFixture('answer.json'), context);
    const signed = (value: string) => ({ kind: 'thought', value, id: null, maker });
    expect(answer).toMatchObject({
      parts: [
        { type: 'reasoning', texts: ['Two and two.'], isSummary: true, signature: null },
        { type: 'text', text: 'I ' },
        { type: 'reasoning', texts: [], signature: signed('EtMC') },
        { type: 'text', text: 'look.' },
        { type: 'tool-call', id: 'fc_8d1e', name: 'add', signature: signed('EqsC') },
        { type: 'tool-call', id: `call_${context.answerId}1`, name: 'now', input: '{}', signature: null },
      ],
      finish: 'tool-calls',
      usage: { inputTokens: 30, cachedInputTokens: 20, outputTokens: 20, reasoningTokens: 8 },
    });
    expect(answer?.parts[4]).toHaveProperty(
      'input',
      expect.stringMatching(/^\{\s+"big": 12345678901234567890, "x": 1\.0, "n": \[/),
    );
  });

  it('is the same in one piece as in a stream', () => {
    const text = readFixture('answer.json');
    const parser = openParser(context);
    const events = [...parser.step(text, null), ...parser.end()];
    expect(events.filter(({ type }) => type === 'block-end')).toHaveLength(6);
  });

  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['OTHER', 'content-filter'],
  ])('that ended with %s is %s', (finishReason, finish) => {
    expect(parseAnswer(JSON.stringify({ candidates: [{ finishReason }] }), context)).toMatchObject({ finish });
  });

  it.each(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL'])('that ended with %s is none', (finishReason) => {
    expect(parseAnswer(JSON.stringify({ candidates: [{ finishReason }] }), context)).toBeNull();
  });
});

describe('a failure of generateContent', () => {
  it('tells a bad key from a bad request', () => {
    expect(parseFault(readFixture('bad-key.json'))).toEqual({
      code: 'API_KEY_INVALID',
      message: 'API key not valid. Please pass a valid API key.',
    });
  });

  it('is read out of a list', () => {
    expect(parseFault(readFixture('exhausted.json'))).toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  });
});
