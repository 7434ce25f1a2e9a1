import { describe, expect, it } from 'vitest';
import { seededRandom, target } from '../gateway/__fixtures__/policy';
import { orderTargets as orderBy } from './order-targets';
import { ownStrategies } from './strategies';

const draws = 20_000;

/** With chance alone: no price, no latency, no conversation. */
function orderTargets(
  ...[strategy, targets, random]: [Parameters<typeof orderBy>[0], Parameters<typeof orderBy>[1], () => number]
) {
  const cost = { inputTokens: 10, outputTokens: 10, priceOf: () => null };
  const latency = { outputTokens: 10, figuresOf: () => null };
  return orderBy(strategy, targets, { random, cost, latency, conversation: null });
}

/** How often each target stands at each place, as a share of all draws. */
function shares(strategy: (typeof ownStrategies)[number], targets: Parameters<typeof orderTargets>[1]) {
  const random = seededRandom(7);
  const counts: Record<string, number[]> = {};
  for (let draw = 0; draw < draws; draw += 1) {
    orderTargets(strategy, targets, random).forEach(({ id }, place) => {
      const places = counts[id] ?? targets.map(() => 0);
      places[place] = (places[place] ?? 0) + 1 / draws;
      counts[id] = places;
    });
  }
  return (id: string, place: number) => counts[id]?.[place] ?? 0;
}

describe.each(ownStrategies)('the %s order', (strategy) => {
  const some = [
    target('a/1', { weight: 3, priority: 1 }),
    target('b/1', { weight: 0 }),
    target('c/1', { weight: 0.5 }),
    target('d/1', { weight: 100, priority: 1 }),
  ];

  it('holds every target once and leaves the list it was given alone', () => {
    const given = [...some];
    const random = seededRandom(1);
    for (let draw = 0; draw < 200; draw += 1) {
      expect(
        orderTargets(strategy, some, random)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['a/1', 'b/1', 'c/1', 'd/1']);
    }
    expect(some).toEqual(given);
  });

  it('is the same for the same random numbers', () => {
    const order = (seed: number) => orderTargets(strategy, some, seededRandom(seed)).map(({ id }) => id);
    expect(order(3)).toEqual(order(3));
  });

  it('bears the ends of the random range, none and one', () => {
    expect(orderTargets(strategy, some, () => 0)).toHaveLength(4);
    expect(orderTargets(strategy, some, () => 1 - Number.EPSILON / 2)).toHaveLength(4);
    expect(orderTargets(strategy, [], () => 0)).toEqual([]);
    expect(orderTargets(strategy, some.slice(0, 1), () => 0.5)).toEqual(some.slice(0, 1));
  });
});

describe('by weight', () => {
  it('the first is drawn in proportion to its weight, and the next from those left', () => {
    const share = shares('weighted', [
      target('a/1', { weight: 70 }),
      target('b/1', { weight: 20 }),
      target('c/1', { weight: 10 }),
    ]);
    expect(share('a/1', 0)).toBeCloseTo(0.7, 1);
    expect(share('b/1', 0)).toBeCloseTo(0.2, 1);
    expect(share('c/1', 0)).toBeCloseTo(0.1, 1);
    // Behind each first the other two keep their proportion: 0.7 · 20/30 + 0.1 · 20/90.
    expect(share('b/1', 1)).toBeCloseTo(0.7 * (20 / 30) + 0.1 * (20 / 90), 1);
  });

  it('priorities do not count', () => {
    const share = shares('weighted', [target('a/1', { priority: 9 }), target('b/1', { priority: 0 })]);
    expect(share('a/1', 0)).toBeCloseTo(0.5, 1);
  });

  it('a weight of 0 draws nothing and stands last, in declared order', () => {
    const targets = [
      target('a/1', { weight: 0 }),
      target('b/1', { weight: 1 }),
      target('c/1', { weight: 0 }),
      target('d/1', { weight: 1 }),
    ];
    const random = seededRandom(2);
    for (let draw = 0; draw < 500; draw += 1) {
      expect(
        orderTargets('weighted', targets, random)
          .slice(2)
          .map(({ id }) => id),
      ).toEqual(['a/1', 'c/1']);
    }
  });

  it('nothing but weights of 0 is the declared order', () => {
    const targets = ['a/1', 'b/1'].map((id) => target(id, { weight: 0 }));
    expect(orderTargets('weighted', targets, () => 0.9)).toEqual(targets);
  });
});

describe('by failover', () => {
  it('tiers come in the order of their numbers, and weights decide inside one', () => {
    const targets = [
      target('late/1', { priority: 10, weight: 1000 }),
      target('b/1', { priority: 1, weight: 3 }),
      target('early/1', { priority: -1, weight: 0.1 }),
      target('c/1', { priority: 1, weight: 1 }),
      target('spare/1', { priority: 1, weight: 0 }),
    ];
    const share = shares('failover', targets);
    expect(share('early/1', 0)).toBeCloseTo(1, 5);
    expect(share('b/1', 1)).toBeCloseTo(0.75, 1);
    expect(share('c/1', 1)).toBeCloseTo(0.25, 1);
    expect(share('spare/1', 3)).toBeCloseTo(1, 5);
    expect(share('late/1', 4)).toBeCloseTo(1, 5);
  });
});
