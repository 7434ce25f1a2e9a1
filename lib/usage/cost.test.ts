import { describe, expect, it } from 'vitest';
import type { Usage } from '../exchange/events';
import type { Price } from '../snapshot/snapshot';
import { costOf, priceAt } from './cost';

const price: Price = { id: 1, effectiveFrom: 0, inputUsdPerMtok: 2, cachedInputUsdPerMtok: 0.5, outputUsdPerMtok: 8 };
const counts = (some: Partial<Usage>): Usage => ({
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  ...some,
});

describe('the cost of a request', () => {
  it.each([
    ['input and output', counts({ inputTokens: 1_000_000, outputTokens: 500_000 }), 6],
    ['a cached part at its own price', counts({ inputTokens: 1000, cachedInputTokens: 400, outputTokens: 0 }), 0.0014],
    ['all input cached', counts({ inputTokens: 1000, cachedInputTokens: 1000 }), 0.0005],
    [
      'reasoning once, as the output it is in',
      counts({ inputTokens: 0, outputTokens: 100, reasoningTokens: 90 }),
      0.0008,
    ],
    ['input alone', counts({ inputTokens: 10 }), 0.00002],
    ['nothing used', counts({ inputTokens: 0, outputTokens: 0 }), 0],
    ['more cached than there was', counts({ inputTokens: 100, cachedInputTokens: 900 }), 0.00005],
  ])('counts %s', (_what, usage, cost) => {
    expect(costOf(usage, price)).toBeCloseTo(cost, 12);
  });

  it('takes the price of input for a cached part without one', () => {
    const plain = { ...price, cachedInputUsdPerMtok: null };
    expect(costOf(counts({ inputTokens: 1000, cachedInputTokens: 400 }), plain)).toBeCloseTo(0.002, 12);
  });

  it('is nothing for a price of nothing', () => {
    const free = { ...price, inputUsdPerMtok: 0, cachedInputUsdPerMtok: 0, outputUsdPerMtok: 0 };
    expect(costOf(counts({ inputTokens: 5, outputTokens: 5 }), free)).toBe(0);
  });

  it.each([
    ['no price is known', counts({ inputTokens: 1 }), null],
    ['nothing was reported', null, price],
    ['no input was reported', counts({ outputTokens: 5 }), price],
  ])('is not known where %s', (_what, usage, known) => {
    expect(costOf(usage, known)).toBeNull();
  });
});

describe('the price in force', () => {
  const day = Date.UTC(2026, 2, 1);
  const prices = [
    { ...price, id: 3, effectiveFrom: day },
    { ...price, id: 2, effectiveFrom: day - 1000 },
    { ...price, id: 1, effectiveFrom: day - 2000 },
  ];

  it.each([
    [day + 1, 3],
    [day, 3],
    [day - 1, 2],
    [day - 1000, 2],
    [day - 1500, 1],
    [day - 2001, null],
  ])('at %i is that of price %s', (now, id) => {
    expect(priceAt(prices, now)?.id ?? null).toBe(id);
  });

  it('is none where none was ever given', () => {
    expect(priceAt([], day)).toBeNull();
  });
});
