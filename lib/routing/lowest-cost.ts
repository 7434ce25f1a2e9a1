import type { ExchangeRequest } from '../exchange/request';
import type { Price, Target } from '../snapshot/snapshot';
import type { IsAsGood } from './affinity';
import { orderByWeight } from './weighted';

/** What this request would cost, as far as it can be told before it is sent. */
export interface CostContext {
  inputTokens: number;
  outputTokens: number;
  /** The price in force now; null where none is known. */
  priceOf(target: Target): Price | null;
  /** How much of the input a target has usually kept from before, from 0 to 1; 0 where nobody knows. */
  cachedShareOf?(target: Target): number;
}

/** Asked for nothing, a request is compared by an answer of this size. */
export const TYPICAL_OUTPUT_TOKENS = 1_000;

/** The size of answer by which the targets of one request are compared: the same for all of them. */
export function askedOutputTokens(request: ExchangeRequest): number {
  return request.maxOutputTokens ?? TYPICAL_OUTPUT_TOKENS;
}

/**
 * The cheapest for this request first; weights decide between equals. A target whose price nobody knows comes after those
 * that have one, in declared order: unknown is not free. Spares, which weigh 0, stand last as everywhere.
 */
export function orderByLowestCost(targets: readonly Target[], context: CostContext, random: () => number): Target[] {
  const used = targets.filter((target) => target.weight > 0);
  const priced = orderByWeight(used, random)
    .map((target) => ({ target, usd: estimateUsd(target, context) }))
    .filter((each): each is { target: Target; usd: number } => each.usd !== null)
    .sort((one, other) => one.usd - other.usd)
    .map(({ target }) => target);
  const unknown = used.filter((target) => !priced.includes(target));
  return [...priced, ...unknown, ...targets.filter((target) => target.weight <= 0)];
}

/** US dollars; null where no price is known. */
export function estimateUsd(target: Target, context: CostContext): number | null {
  const price = context.priceOf(target);
  if (!price) return null;
  const share = Math.min(1, Math.max(0, context.cachedShareOf?.(target) ?? 0));
  const cachedPrice = price.cachedInputUsdPerMtok ?? price.inputUsdPerMtok;
  const inputPrice = price.inputUsdPerMtok * (1 - share) + cachedPrice * share;
  return (context.inputTokens * inputPrice + context.outputTokens * price.outputUsdPerMtok) / 1_000_000;
}

/** A conversation may stand at any target that costs as little. */
export function asGoodByCost(context: CostContext): IsAsGood {
  return (target, first) => estimateUsd(target, context) === estimateUsd(first, context);
}
