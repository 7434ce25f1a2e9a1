import { describe, expect, it, test } from 'vitest';
import type { ExchangeEvent } from '../../exchange/events';
import { relayContext } from '../__fixtures__/context';
import type { Frame } from '../sse';
import { framesOf, readFixture, streams } from './__fixtures__/read';
import { openParser } from './parse-events';

const maker = '0123456789abcdef';

function eventsOf(frames: readonly Frame[], ended = true): ExchangeEvent[] {
  const parser = openParser(relayContext({ maker }));
  const events = frames.flatMap((frame) => [...parser.step(frame.data, frame.event)]);
  return ended && events.at(-1)?.type !== 'end' ? [...events, ...parser.end()] : events;
}

const read = (name: string) => eventsOf(framesOf(readFixture(`${name}.sse`)));
const frame = (data: object): Frame => ({ event: null, data: JSON.stringify(data) });
const types = (events: readonly ExchangeEvent[]) => events.map((event) => event.type);

describe('a stream of a message', () => {
  it.each(streams)('of %s gives the same events wherever it is cut (field-failures 5, 12)', (name) => {
    const text = readFixture(`${name}.sse`);
    const whole = read(name);
    for (let cut = 1; cut < Buffer.byteLength(text); cut += 1) expect(eventsOf(framesOf(text, cut))).toEqual(whole);
  });

  it.each(streams.filter((name) => name !== 'overloaded'))('of %s starts, ends and closes every block once', (name) => {
    const events = read(name);
    expect(types(events).filter((type) => type === 'start')).toHaveLength(1);
    expect(types(events).slice(-2)).toEqual(['finish', 'end']);
    const begun = events.flatMap((event) => (event.type.endsWith('-start') && 'block' in event ? [event.block] : []));
    const closed = events.flatMap((event) => (event.type === 'block-end' ? [event.block] : []));
    expect(begun).toEqual(begun.map((_, index) => index));
    expect([...closed].sort()).toEqual(begun);
  });

  test('keeps thoughts, their proofs and two calls apart (field-failures 1, 2, 3)', () => {
    const events = read('thinking-tools');
    const input = (block: number) =>
      events.map((event) => (event.type === 'tool-call-delta' && event.block === block ? event.text : '')).join('');
    expect(input(3)).toBe('{"city": "Paris", "days": 1.0}');
    expect(input(4)).toBe('');
    expect(events.filter((event) => event.type === 'reasoning-signature')).toEqual([
      expect.objectContaining({ block: 0, signature: expect.objectContaining({ kind: 'signature', maker }) }),
      expect.objectContaining({ block: 1, signature: expect.objectContaining({ kind: 'redacted', maker }) }),
    ]);
    expect(events).toContainEqual({ type: 'finish', reason: 'tool-calls', stopSequence: null });
  });

  test('counts what a cache gave and took as input (field-failures 35)', () => {
    expect(read('cache').findLast((event) => event.type === 'usage')?.usage).toEqual({
      inputTokens: 19_203,
      cachedInputTokens: 18_000,
      cacheWriteTokens: 1_200,
      outputTokens: 42,
      reasoningTokens: 30,
    });
  });

  it('leaves out what only Anthropic knows and keeps an address that was cited', () => {
    const events = read('unknown');
    expect(types(events)).toEqual([
      'start',
      'text-start',
      'text-delta',
      'text-annotation',
      'block-end',
      'usage',
      'finish',
      'end',
    ]);
    expect(events[3]).toMatchObject({ block: 0, annotation: { url: 'https://weather.example/paris', title: 'Paris' } });
  });

  test('of a compatible server is one message, with its input counted (field-failures 4)', () => {
    const events = read('compatible');
    expect(events.findLast((event) => event.type === 'usage')).toMatchObject({
      usage: { inputTokens: 31, outputTokens: 7 },
    });
    expect(events).toContainEqual({ type: 'tool-call-delta', block: 1, text: '{"path":"a"}' });
  });

  it('says itself that it failed', () => {
    expect(read('overloaded').at(-1)).toEqual({ type: 'error', code: 'overloaded_error' });
  });
});

describe('a stream that breaks off', () => {
  const frames = framesOf(readFixture('text.sse'));

  test.each(frames.map((_, index) => index))(
    'after %i frames is whole only if it said why (field-failures 15)',
    (count) => {
      const isWhole = types(eventsOf(frames.slice(0, count))).includes('end');
      expect(isWhole).toBe(count >= frames.length - 1);
    },
  );

  const begin = frame({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  const delta = frame({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } });
  it.each([
    ['is no JSON', [{ event: null, data: '{"type":' }]],
    ['is no object', [{ event: null, data: '[]' }]],
    ['has a piece of a block before its start', [delta, begin]],
    ['begins a block twice', [begin, begin]],
    ['ends a block twice', [begin, ...[1, 2].map(() => frame({ type: 'content_block_stop', index: 0 }))]],
    [
      'has arguments in a text',
      [begin, frame({ type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{' } })],
    ],
    ['ends without saying why', [begin, frame({ type: 'message_stop' })]],
  ])('because it %s is malformed', (_, broken) => {
    expect(eventsOf(broken, false)).toContainEqual({ type: 'error', code: 'malformed' });
  });
});
