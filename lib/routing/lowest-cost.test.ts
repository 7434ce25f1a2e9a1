import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchange, seededRandom, target } from '../gateway/__fixtures__/policy';
import type { Price, Target } from '../snapshot/snapshot';
import { orderByAffinity } from './affinity';
import { asGoodByCost, askedOutputTokens, type CostContext, estimateUsd, orderByLowestCost } from './lowest-cost';

const price = (input: number, output: number, cached: number | null = null): Price => {
  return { id: 1, effectiveFrom: 0, inputUsdPerMtok: input, cachedInputUsdPerMtok: cached, outputUsdPerMtok: output };
};
const priced = (id: string, some: Price | null, weight = 1) =>
  target(id, { weight, model: { prices: some ? [some] : [] } });
const context = (
  inputTokens: number,
  outputTokens: number,
  cachedShareOf?: CostContext['cachedShareOf'],
): CostContext => {
  return {
    inputTokens,
    outputTokens,
    priceOf: ({ model }) => model.prices[0] ?? null,
    ...(cachedShareOf ? { cachedShareOf } : {}),
  };
};
const order = (targets: readonly Target[], asked: CostContext, seed = 1) =>
  orderByLowestCost(targets, asked, seededRandom(seed)).map(({ id }) => id);

describe('by lowest cost', () => {
  const reads = priced('reads/1', price(1, 20));
  const writes = priced('writes/1', price(5, 4));

  it('the cheapest for this request comes first: the same two targets the other way round', () => {
    expect(order([writes, reads], context(100_000, 100))).toEqual(['reads/1', 'writes/1']);
    expect(order([reads, writes], context(100, 10_000))).toEqual(['writes/1', 'reads/1']);
  });

  it('a target that keeps the prompt from before may be cheaper; what nobody knows is no share at all', () => {
    const caches = priced('caches/1', price(2, 20, 0.1));
    const share: CostContext['cachedShareOf'] = ({ id }) => (id === 'caches/1' ? 0.9 : 0);
    expect(order([caches, reads], context(100_000, 100))[0]).toBe('reads/1');
    expect(order([caches, reads], context(100_000, 100, share))[0]).toBe('caches/1');
    expect(
      estimateUsd(
        caches,
        context(1_000_000, 0, () => 5),
      ),
    ).toBeCloseTo(0.1, 10);
  });

  it('a price that nobody knows stands last, in declared order, and a spare behind it', () => {
    const unknown = [priced('u/1', null), priced('u/2', null), priced('u/3', null)];
    const spare = priced('spare/1', price(0, 0), 0);
    for (let seed = 0; seed < 20; seed += 1)
      expect(order([spare, ...unknown, reads], context(1, 1), seed)).toEqual([
        'reads/1',
        'u/1',
        'u/2',
        'u/3',
        'spare/1',
      ]);
    expect(estimateUsd(priced('u/1', null), context(1, 1))).toBeNull();
  });

  it('weights decide between equals', () => {
    const equals = [priced('a/1', price(1, 1), 3), priced('b/1', price(1, 1), 1)];
    const random = seededRandom(3);
    const firsts = Array.from({ length: 4_000 }, () => orderByLowestCost(equals, context(10, 10), random)[0]?.id);
    expect(firsts.filter((id) => id === 'a/1').length / 4_000).toBeCloseTo(0.75, 1);
  });

  it('a conversation may stand only where it costs as little', () => {
    const targets = [priced('a/1', price(1, 1)), priced('b/1', price(1, 1)), priced('c/1', price(9, 9), 1_000)];
    const asked = context(10, 10);
    const firsts = new Set(
      Array.from({ length: 200 }, (_, turn) => orderByAffinity(targets, asGoodByCost(asked), `k${turn}`)[0]?.id),
    );
    expect(firsts).toEqual(new Set(['a/1', 'b/1']));
  });

  it('every target stands once, and no dearer one before a cheaper', () => {
    const some = fc.record({ price: fc.option(fc.tuple(fc.nat(50), fc.nat(50))), weight: fc.nat(3) });
    fc.assert(
      fc.property(
        fc.array(some, { maxLength: 6 }),
        fc.nat(10_000),
        fc.nat(10_000),
        fc.nat(),
        (all, input, output, seed) => {
          const targets = all.map((each, place) =>
            priced(`t${place}/m`, each.price && price(...each.price), each.weight),
          );
          const asked = context(input, output);
          const ordered = orderByLowestCost(targets, asked, seededRandom(seed));
          expect(ordered.map(({ id }) => id).sort()).toEqual(targets.map(({ id }) => id).sort());
          const costs = ordered.filter(({ weight }) => weight > 0).map((each) => estimateUsd(each, asked) ?? Infinity);
          expect(costs).toEqual([...costs].sort((one, other) => one - other));
        },
      ),
      { numRuns: 500 },
    );
  });
});

it('an answer is compared by the size that was asked for, or by a usual one', () => {
  expect(askedOutputTokens(exchange({ max_tokens: 50 }))).toBe(50);
  expect(askedOutputTokens(exchange())).toBe(1_000);
});
