import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom, target } from '../gateway/__fixtures__/policy';
import type { Target } from '../snapshot/snapshot';
import { orderByAffinity } from './affinity';
import { createLatencyBook, type LatencyFigures } from './latency-figures';
import { asGoodByLatency, compareTimes, type LatencyContext, orderByLowestLatency } from './lowest-latency';

const minute = 60_000;
const start = Date.UTC(2026, 10, 25);

describe('a figure', () => {
  const quick = { timeToFirstTokenMs: 100, outputTokens: 100, outputMs: 1_000 };
  const slow = { timeToFirstTokenMs: 900, outputTokens: 100, outputMs: 9_000 };

  it('is what was seen: the time to the first token, and tokens a second', () => {
    const book = createLatencyBook();
    book.add('t', quick, start);
    expect(book.read('t', start)).toEqual({ timeToFirstTokenMs: 100, tokensPerSecond: 100, wholeMs: null });
    expect(book.read('other', start)).toBeNull();
  });

  it('counts half after five minutes, and is a mean in which the newest count most', () => {
    const book = createLatencyBook();
    book.add('t', slow, start);
    book.add('t', quick, start + 5 * minute);
    const read = book.read('t', start + 5 * minute);
    expect(read?.timeToFirstTokenMs).toBeCloseTo((900 * 0.5 + 100) / 1.5, 8);
    expect(read?.tokensPerSecond).toBeCloseTo((1_000 * (100 * 0.5 + 100)) / (9_000 * 0.5 + 1_000), 8);
  });

  it('is forgotten where nothing was seen for five minutes, however much was seen before, and begins anew', () => {
    const book = createLatencyBook();
    for (let second = 0; second < 600; second += 1) book.add('t', slow, start + second * 1_000);
    const last = start + 599_000;
    expect(book.read('t', last + 5 * minute)?.timeToFirstTokenMs).toBeCloseTo(900, 8);
    expect(book.read('t', last + 5 * minute + 1)).toBeNull();
    book.add('t', quick, last + 5 * minute + 1);
    expect(book.read('t', last + 5 * minute + 1)?.timeToFirstTokenMs).toBe(100);
  });

  it('follows its target within minutes', () => {
    const book = createLatencyBook();
    for (let second = 0; second < 600; second += 1) book.add('t', quick, start + second * 1_000);
    for (let second = 600; second < 1_200; second += 1) book.add('t', slow, start + second * 1_000);
    expect(book.read('t', start + 1_200_000)?.timeToFirstTokenMs).toBeGreaterThan(650);
  });

  it('of an answer too short to tell a speed is its time, and nothing is made of one that tells none', () => {
    const book = createLatencyBook();
    book.add('t', { timeToFirstTokenMs: null, outputTokens: 200, outputMs: null }, start);
    expect(book.read('t', start)).toBeNull();
    book.add('t', { timeToFirstTokenMs: null, outputTokens: 3, outputMs: 40 }, start);
    expect(book.read('t', start)).toEqual({ timeToFirstTokenMs: null, tokensPerSecond: null, wholeMs: 40 });
    book.add('u', { timeToFirstTokenMs: 30, outputTokens: 3, outputMs: 0.1 }, start);
    expect(book.read('u', start)).toEqual({ timeToFirstTokenMs: 30, tokensPerSecond: null, wholeMs: null });
  });

  it('bears a clock that goes back', () => {
    const book = createLatencyBook();
    book.add('t', quick, start);
    book.add('t', quick, start - 60 * minute);
    expect(book.read('t', start - 90 * minute)?.timeToFirstTokenMs).toBe(100);
  });

  it('is kept for no more targets than there is room for', () => {
    const book = createLatencyBook();
    book.add('first', quick, start);
    book.add('second', quick, start);
    book.add('first', quick, start);
    for (let turn = 0; turn < 9_999; turn += 1) book.add(`t${turn}`, quick, start);
    expect(book.read('first', start)).not.toBeNull();
    expect(book.read('second', start)).toBeNull();
  });
});

type Known = Record<string, [firstMs: number | null, perSecond: number | null, wholeMs?: number]>;

function context(known: Known, outputTokens = 1_000): LatencyContext {
  const figuresOf = ({ id }: Target): LatencyFigures | null => {
    const [timeToFirstTokenMs, tokensPerSecond, wholeMs = null] = known[id] ?? [0, 0];
    return known[id] ? { timeToFirstTokenMs, tokensPerSecond, wholeMs } : null;
  };
  return { figuresOf, outputTokens };
}

const never = () => 0.999;

describe('by lowest latency', () => {
  const starts = target('starts/1');
  const writes = target('writes/1');
  const both: Known = { 'starts/1': [100, 20], 'writes/1': [2_000, 200] };
  const order = (targets: readonly Target[], known: Known, tokens: number, random = never) =>
    orderByLowestLatency(targets, context(known, tokens), random).map(({ id }) => id);

  it('the quickest for this request comes first: short answers by their start, long ones by their speed', () => {
    expect(order([writes, starts], both, 10)).toEqual(['starts/1', 'writes/1']);
    expect(order([starts, writes], both, 1_000)).toEqual(['writes/1', 'starts/1']);
  });

  describe('where a speed is not known', () => {
    const three = [target('a/1'), target('b/1'), target('c/1')];

    it('of none, the first token decides', () => {
      const known: Known = { 'a/1': [150, null], 'b/1': [30, null], 'c/1': [35, null] };
      expect(order(three, known, 1_000)).toEqual(['b/1', 'c/1', 'a/1']);
      expect(order([three[0], three[1]] as Target[], { 'a/1': [4_000, null], 'b/1': [200, null] }, 1_000)[0]).toBe(
        'b/1',
      );
    });

    it('and answers came whole, their whole time decides, with a speed or without', () => {
      const known: Known = { 'a/1': [null, null, 150], 'b/1': [null, null, 30], 'c/1': [null, 90, 35] };
      expect(order(three, known, 1_000)).toEqual(['b/1', 'c/1', 'a/1']);
    });

    it('a target is held back by no guess against what was measured of one', () => {
      const known: Known = { 'a/1': [150, null], 'b/1': [30, null], 'c/1': [35, 20] };
      expect(order(three, known, 1_000)).toEqual(['b/1', 'c/1', 'a/1']);
    });

    it('what was measured of the others still tells them apart', () => {
      const known: Known = { 'a/1': [100, 20], 'b/1': [2_000, 200], 'c/1': [2_500, null] };
      expect(order(three, known, 1_000)).toEqual(['b/1', 'c/1', 'a/1']);
    });

    it('one that is known to be fast keeps none from being tried that nobody knows', () => {
      const targets = ['r1/1', 'r2/1', 'r3/1', 'r4/1', 'r5/1'].map((id) => target(id));
      const random = seededRandom(8);
      const firsts = Array.from({ length: 2_000 }, () => order(targets, { 'r5/1': [5, 200] }, 1_000, random)[0]);
      for (const { id } of targets.slice(0, 4))
        expect(firsts.filter((first) => first === id).length).toBeGreaterThan(100);
      expect(firsts.filter((first) => first === 'r5/1').length).toBeGreaterThan(900);
    });
  });

  it('a cap far above what models answer is not taken for a wish', () => {
    const times = (tokens: number) => compareTimes([starts, writes], context(both, tokens)).map(({ ms }) => ms);
    expect(times(32_000)).toEqual(times(2_000));
  });

  it('weights decide between those that are as quick as can be told', () => {
    const targets = [target('a/1', { weight: 3 }), target('b/1'), target('slow/1', { weight: 100 })];
    const known: Known = { 'a/1': [105, 100], 'b/1': [100, 100], 'slow/1': [9_000, 100] };
    const random = seededRandom(5);
    const firsts = Array.from({ length: 4_000 }, () => order(targets, known, 100, random)[0]);
    expect(firsts.filter((id) => id === 'a/1').length / 4_000).toBeCloseTo(0.75, 1);
    expect(firsts).not.toContain('slow/1');
  });

  it('a target that is not known is tried with its share, and stands behind the known ones otherwise', () => {
    const targets = [target('a/1'), target('b/1'), target('new/1'), target('other/1')];
    const known: Known = { 'a/1': [100, 100], 'b/1': [900, 100] };
    const random = seededRandom(6);
    const orders = Array.from({ length: 20_000 }, () => order(targets, known, 100, random));
    const share = (id: string) => orders.filter(([first]) => first === id).length / orders.length;
    expect(share('new/1')).toBeCloseTo(0.1, 1);
    expect(share('other/1')).toBeCloseTo(0.1, 1);
    expect(share('a/1')).toBeCloseTo(0.8, 1);
    for (const each of orders.filter(([first]) => first === 'a/1')) expect(each[1]).toBe('b/1');
  });

  it('with nobody known, weights decide; spares stand last always', () => {
    const targets = [target('spare/1', { weight: 0 }), target('a/1', { weight: 3 }), target('b/1')];
    const random = seededRandom(7);
    const orders = Array.from({ length: 4_000 }, () => order(targets, {}, 100, random));
    expect(orders.filter(([first]) => first === 'a/1').length / orders.length).toBeCloseTo(0.75, 1);
    expect(orders.every((each) => each[2] === 'spare/1')).toBe(true);
    expect(order(targets, { 'spare/1': [1, 1_000], 'b/1': [900, 1] }, 100)[2]).toBe('spare/1');
  });

  it('a conversation stays where it is nearly as quick, and leaves what has become slow', () => {
    const targets = [target('a/1'), target('b/1'), target('slow/1', { weight: 1_000 })];
    const asked = context({ 'a/1': [1_000, 1_000], 'b/1': [2_000, 1_000], 'slow/1': [9_000, 1_000] }, 1_000);
    const firsts = new Set(
      Array.from({ length: 200 }, (_, turn) => {
        const ordered = orderByLowestLatency(targets, asked, never);
        return orderByAffinity(ordered, asGoodByLatency(asked), `k${turn}`)[0]?.id;
      }),
    );
    expect(firsts).toEqual(new Set(['a/1', 'b/1']));
  });

  it('every target stands once, and the same random numbers give the same order', () => {
    const some = fc.record({ known: fc.option(fc.tuple(fc.nat(5_000), fc.nat(500))), weight: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), fc.nat(5_000), fc.nat(), (all, tokens, seed) => {
        const targets = all.map(({ weight }, place) => target(`t${place}/m`, { weight }));
        const known = Object.fromEntries(
          all.flatMap((each, place) => (each.known ? [[`t${place}/m`, each.known]] : [])),
        );
        const ordered = order(targets, known, tokens, seededRandom(seed));
        expect([...ordered].sort()).toEqual(targets.map(({ id }) => id).sort());
        expect(order(targets, known, tokens, seededRandom(seed))).toEqual(ordered);
      }),
      { numRuns: 500 },
    );
  });
});
