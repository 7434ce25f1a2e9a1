import { describe, expect, it } from 'vitest';
import type { ExchangeEvent } from '../../exchange/events';
import type { Quirk } from '../../exchange/quirks';
import { relayContext } from '../__fixtures__/context';
import { createFrameReader } from '../sse';
import { readChunks } from './__fixtures__/chunks';
import { openParser } from './parse-events';

const parse = (chunks: readonly (string | object)[], quirks: Quirk[] = []): ExchangeEvent[] => {
  const parser = openParser(relayContext({ quirks: new Set(quirks) }));
  return [...chunks.flatMap((chunk) => parser.step(typeof chunk === 'string' ? chunk : JSON.stringify(chunk), null))];
};
const delta = (delta: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const call = (index: number, some: object) => delta({ tool_calls: [{ index, ...some }] });
const done = [delta({}, 'stop'), '[DONE]'];
const textOf = (
  events: readonly ExchangeEvent[],
  type: 'text-delta' | 'reasoning-delta' | 'tool-call-delta',
  block?: number,
) =>
  events
    .filter((event) => event.type === type && (block === undefined || event.block === block))
    .map((event) => ('text' in event ? event.text : ''))
    .join('');

describe('a stream of chunks in neutral form', () => {
  it.each(['text', 'tools', 'reasoning', 'azure', 'merged-usage'])(
    'of %s opens and closes each block once, and ends once',
    (name) => {
      const events = parse([...readChunks(name), '[DONE]']);
      const open = new Set<number>();
      let next = 0;
      for (const event of events) {
        if (event.type.endsWith('-start') && 'block' in event) {
          expect(event.block).toBe(next++);
          open.add(event.block);
        } else if (event.type === 'block-end') expect(open.delete(event.block)).toBe(true);
        else if ('block' in event) expect(open.has(event.block)).toBe(true);
        if (event.type === 'finish') expect(open.size).toBe(0);
      }
      expect(events.filter(({ type }) => type === 'finish')).toHaveLength(1);
      expect(events.at(-1)).toEqual({ type: 'end' });
    },
  );

  it('passes over chunks without choices (field-failures 11)', () => {
    const events = parse([{ choices: [], prompt_filter_results: [] }, delta({ content: 'a' }), ...done]);
    expect(textOf(events, 'text-delta')).toBe('a');
  });

  it('keeps two interleaved calls apart (field-failures 2)', () => {
    const events = parse([
      call(0, { id: 'a', function: { name: 'one', arguments: '' } }),
      call(1, { id: 'b', function: { name: 'two', arguments: '{"x"' } }),
      call(0, { function: { arguments: '{"y":1}' } }),
      call(1, { function: { arguments: ':2}' } }),
      delta({}, 'tool_calls'),
      '[DONE]',
    ]);
    expect([textOf(events, 'tool-call-delta', 0), textOf(events, 'tool-call-delta', 1)]).toEqual([
      '{"y":1}',
      '{"x":2}',
    ]);
  });

  it('tells whole calls that all have the index 0 apart by their ids', () => {
    const events = parse([
      call(0, { id: 'a', function: { name: 'one', arguments: '{}' } }),
      call(0, { id: 'b', function: { name: 'one', arguments: '{}' } }),
      delta({}, 'tool_calls'),
      '[DONE]',
    ]);
    expect(events.filter(({ type }) => type === 'tool-call-start')).toMatchObject([{ id: 'a' }, { id: 'b' }]);
  });

  it('gives an id to a call that came without one', () => {
    const events = parse([call(0, { function: { name: 'one', arguments: '{}' } }), delta({}, 'stop'), '[DONE]']);
    expect(events.find(({ type }) => type === 'tool-call-start')).toMatchObject({
      id: 'call_00112233445566778899aabbccddeeff0',
    });
    expect(events.find(({ type }) => type === 'finish')).toMatchObject({ reason: 'tool-calls' });
  });

  it('is malformed where it says that it is done and never said why', () => {
    expect(parse([delta({ content: 'half' }), '[DONE]']).at(-1)).toEqual({ type: 'error', code: 'malformed' });
  });

  it('is whole without its last word once it has said why it ends', () => {
    const parser = openParser(relayContext());
    parser.step(JSON.stringify(delta({ content: 'a' })), null);
    expect(parser.end()).toEqual([]);
    parser.step(JSON.stringify(delta({}, 'stop')), null);
    expect(parser.end().map(({ type }) => type)).toEqual(['block-end', 'finish', 'end']);
  });

  it.each([
    ['<think>', 'a <b', '</thi', 'nk>\n\n', 'x < y'],
    ['<th', 'ink>a <b</think>x < y'],
    ['<think>a <b</think>\nx < y'],
  ])('takes reasoning out of tags, however they are cut: %j', (...pieces) => {
    const events = parse([...pieces.map((content) => delta({ content })), ...done], ['think-tags']);
    expect([textOf(events, 'reasoning-delta'), textOf(events, 'text-delta')]).toEqual(['a <b', 'x < y']);
  });

  it('leaves a tag alone that comes after text', () => {
    const events = parse([delta({ content: 'write <think>x</think>' }), ...done], ['think-tags']);
    expect(textOf(events, 'text-delta')).toBe('write <think>x</think>');
  });

  it.each(['text', 'tools', 'reasoning'])(
    'of %s is the same wherever its bytes are cut (field-failures 5, 12)',
    (name) => {
      const bytes = Buffer.from([...readChunks(name), '[DONE]'].map((data) => `data: ${data}\n\n`).join(''));
      const whole = parse([...readChunks(name), '[DONE]']);
      for (let cut = 1; cut < bytes.length; cut += 1) {
        const reader = createFrameReader();
        const decoder = new TextDecoder();
        const parser = openParser(relayContext());
        const events = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((piece) =>
          reader.feed(decoder.decode(piece, { stream: true })).flatMap((frame) => parser.step(frame.data, frame.event)),
        );
        if (JSON.stringify(events) !== JSON.stringify(whole)) expect(events).toEqual(whole);
      }
    },
  );
});
