import type { ExchangeRequest } from '../exchange/request';
import { askedOutputTokens, type CostContext, estimateUsd } from '../routing/lowest-cost';
import type { Target } from '../snapshot/snapshot';
import { priceAt } from '../usage/cost';

/** Longer answers than this are rare where neither the request nor the model says how long one may be. */
const UNBOUNDED_OUTPUT_TOKENS = 16_384;

/** What a request is likely to come to, to compare targets by: what `lowest-cost` orders by, and what an explanation tells. */
export function likelyCost(request: ExchangeRequest, now: number): CostContext {
  const outputTokens = hasOutput(request) ? askedOutputTokens(request) * answersOf(request) : 0;
  return {
    inputTokens: request.inputTokens.likely,
    outputTokens,
    priceOf: (target) => priceAt(target.model.prices, now),
  };
}

/**
 * US dollars it may come to at a target, at most (design rule 11): what a ceiling is held against. Null where no price is
 * known.
 */
export function mostUsd(target: Target, request: ExchangeRequest, now: number): number | null {
  const outputTokens = mostOutputTokens(target, request);
  const priceOf = () => priceAt(target.model.prices, now);
  return estimateUsd(target, { inputTokens: request.inputTokens.atMost, outputTokens, priceOf });
}

/** As long as all its answers together may be there. */
export function mostOutputTokens(target: Target, request: ExchangeRequest): number {
  const cap = request.maxOutputTokens ?? target.model.maxOutputTokens ?? UNBOUNDED_OUTPUT_TOKENS;
  return hasOutput(request) ? cap * answersOf(request) : 0;
}

/** Chat Completions can be asked for several answers at once, and each is paid for. */
function answersOf({ source }: ExchangeRequest): number {
  const { n } = source.value;
  return typeof n === 'number' && Number.isInteger(n) && n > 1 ? n : 1;
}

export function hasOutput({ operation }: ExchangeRequest): boolean {
  return operation !== 'embeddings' && operation !== 'messages/count_tokens';
}
