import type { Usage } from '../exchange/events';
import type { Price } from '../snapshot/snapshot';

/** The price in force at a moment, from a list that has the newest first. */
export function priceAt(prices: readonly Price[], now: number): Price | null {
  return prices.find((price) => price.effectiveFrom <= now) ?? null;
}

/**
 * US dollars for what was reported, or null where no price or no count is known: an unknown cost is not a cost of zero.
 * Cached input is part of the input and has its own price; without one it costs what other input does.
 */
export function costOf(usage: Usage | null, price: Price | null): number | null {
  if (!price || usage === null || usage.inputTokens === null) return null;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const cachedPrice = price.cachedInputUsdPerMtok ?? price.inputUsdPerMtok;
  const total =
    (usage.inputTokens - cached) * price.inputUsdPerMtok +
    cached * cachedPrice +
    (usage.outputTokens ?? 0) * price.outputUsdPerMtok;
  return total / 1_000_000;
}
