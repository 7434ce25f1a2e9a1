import { expect, it } from 'vitest';
import type { ExchangeEvent } from '../exchange/events';
import { HeldTooMuchError, sequenceBlocks } from './sequence-blocks';

const start = (block: number): ExchangeEvent => ({ type: 'text-start', block });
const delta = (block: number, text: string): ExchangeEvent => ({ type: 'text-delta', block, text });
const end = (block: number): ExchangeEvent => ({ type: 'block-end', block });
const finish: ExchangeEvent = { type: 'finish', reason: 'stop', stopSequence: null };

function sequence(events: readonly ExchangeEvent[], maxHeld?: number): ExchangeEvent[] {
  const out: ExchangeEvent[] = [];
  const take = sequenceBlocks((event) => out.push(event), maxHeld);
  for (const event of events) take(event);
  return out;
}

it('lets blocks that come one after the other through at once', () => {
  const events = [start(0), delta(0, 'a'), end(0), start(1), delta(1, 'b'), end(1), finish];
  expect(sequence(events)).toEqual(events);
});

it('puts interleaved blocks one after the other (field-failures 2, 4)', () => {
  const events = [
    start(0),
    start(1),
    start(2),
    delta(1, 'b'),
    delta(0, 'a'),
    end(1),
    delta(2, 'c'),
    end(0),
    end(2),
    finish,
  ];
  expect(sequence(events)).toEqual([
    ...[start(0), delta(0, 'a'), end(0)],
    ...[start(1), delta(1, 'b'), end(1)],
    ...[start(2), delta(2, 'c'), end(2), finish],
  ]);
});

it('goes on streaming a later block once it is its turn', () => {
  const events = [start(0), start(1), delta(1, 'b'), end(0), delta(1, 'c')];
  expect(sequence(events)).toEqual([start(0), end(0), start(1), delta(1, 'b'), delta(1, 'c')]);
});

it('holds no more than its limit', () => {
  expect(() => sequence([start(0), start(1), delta(1, 'x'.repeat(100))], 100)).toThrow(HeldTooMuchError);
});
