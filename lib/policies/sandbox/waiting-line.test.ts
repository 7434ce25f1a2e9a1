import { describe, expect, it } from 'vitest';
import { lanes } from './standing';
import { WaitingLine } from './waiting-line';

/** Calls are named after their policy and their number: a1, a2, b1. */
function lineOf(...calls: readonly string[]): WaitingLine<string> {
  const line = new WaitingLine<string>(100, 100);
  for (const call of calls) line.add('quick', call.charAt(0), call);
  return line;
}

function drain(line: WaitingLine<string>): string[] {
  return Array.from({ length: line.size }, () => line.take(lanes) ?? '');
}

describe('a waiting line', () => {
  it('lets policies take turns, and keeps the order of each', () => {
    expect(drain(lineOf('a1', 'a2', 'a3', 'b1', 'c1', 'b2'))).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('lets one that comes later wait for a single turn of each', () => {
    const line = lineOf('a1', 'a2', 'a3');
    line.take(lanes);
    line.add('quick', 'b', 'b1');
    expect(drain(line)).toEqual(['a2', 'b1', 'a3']);
  });

  it('takes quick before new before slow, and only of the lanes it is asked for', () => {
    const line = new WaitingLine<string>(100, 100);
    for (const lane of ['slow', 'new', 'quick'] as const) line.add(lane, lane, lane);
    expect(line.take(['slow'])).toBe('slow');
    expect(drain(line)).toEqual(['quick', 'new']);
    expect(line.take(lanes)).toBeUndefined();
  });

  it('has room for so many, and for so many of one policy', () => {
    const line = new WaitingLine<string>(3, 2);
    const added = ['a1', 'a2', 'a3', 'b1', 'b2'].map((call) => line.add('quick', call.charAt(0), call));
    expect(added).toEqual([true, true, false, true, false]);
    line.take(lanes);
    expect(line.add('slow', 'b', 'b3')).toBe(true);
  });

  it('lets one leave, and all of a policy', () => {
    const line = lineOf('a1', 'a2', 'b1', 'a3', 'c1');
    line.remove('a2');
    line.remove('b1');
    line.remove('never there');
    expect(line.size).toBe(3);
    expect(line.takeAll('a')).toEqual(['a1', 'a3']);
    expect(drain(line)).toEqual(['c1']);
    expect(line.size).toBe(0);
  });
});
