import { declaredFor } from '../exchange/capabilities';
import type { Feature } from '../exchange/features';
import type { ExchangeRequest } from '../exchange/request';
import type { Target } from '../snapshot/snapshot';

/** Why a target cannot carry a request: the name of what it lacks, in the words of the declared configuration. */
export type Requirement =
  | ExchangeRequest['requires'][number]
  | Feature
  | 'context_tokens'
  | 'max_output_tokens'
  | 'operation'
  | 'enabled'
  | 'usd_per_request'
  | 'tier';

export interface Verdict {
  target: Target;
  /** Empty for a target that can carry the request as far as anyone has declared. */
  lacks: readonly Requirement[];
  /** What the request needs and nobody has declared for this target, true or false. */
  undeclared: readonly Requirement[];
  /** What will be left out there, named in `x-router-degraded`. */
  degraded: readonly string[];
}

export interface EligibilityContext {
  /** Which operations each dialect speaks. */
  speaks(target: Target, request: ExchangeRequest): boolean;
  /** What becomes of the features that only some dialects have. */
  judgeFeatures(target: Target, request: ExchangeRequest): { refused: readonly Feature[]; degraded: readonly string[] };
  ceilings: Ceilings;
}

/**
 * What may be spent. A ceiling holds: a model whose price or tier nobody has declared does not pass below it.
 */
export interface Ceilings {
  /** US dollars a request may be estimated at: the group's. */
  usdPerRequest: number | null;
  /** The highest tier of a model: the token's. */
  tier: number | null;
  /** US dollars the request may come to at a target, at most; null where no price is known. */
  mostUsd(target: Target, request: ExchangeRequest): number | null;
}

export const noCeilings: Ceilings = { usdPerRequest: null, tier: null, mostUsd: () => null };

/**
 * May this target be tried? From the request's shape and what is declared alone. A declared `false`, a window that even the
 * likely size does not fit and an output cap below what is asked rule it out; what is not declared does not (design rule 3).
 */
export function judgeTarget(target: Target, request: ExchangeRequest, context: EligibilityContext): Verdict {
  const lacks: Requirement[] = [];
  const undeclared: Requirement[] = [];
  const { model } = target;
  if (!target.enabled) lacks.push('enabled');
  const speaks = context.speaks(target, request);
  if (!speaks) lacks.push('operation');
  const { refused, degraded } = speaks ? context.judgeFeatures(target, request) : nothing;
  lacks.push(...refused);
  for (const need of request.requires) {
    const declared = declaredFor(model.capabilities, need);
    if (declared === false) lacks.push(need);
    else if (declared === undefined) undeclared.push(need);
  }
  const output = request.maxOutputTokens ?? 0;
  if (model.contextTokens !== null && request.inputTokens.likely + output > model.contextTokens)
    lacks.push('context_tokens');
  if (model.maxOutputTokens !== null && output > model.maxOutputTokens) lacks.push('max_output_tokens');
  lacks.push(...judgeCeilings(target, request, context.ceilings));
  return { target, lacks, undeclared, degraded };
}

/** What counts nothing costs nothing. */
function judgeCeilings(target: Target, request: ExchangeRequest, ceilings: Ceilings): Requirement[] {
  const { usdPerRequest, tier, mostUsd } = ceilings;
  const lacks: Requirement[] = [];
  if (usdPerRequest !== null && request.operation !== 'messages/count_tokens') {
    const usd = mostUsd(target, request);
    if (usd === null || usd > usdPerRequest) lacks.push('usd_per_request');
  }
  if (tier !== null && (target.model.tier === null || target.model.tier > tier)) lacks.push('tier');
  return lacks;
}

const nothing = { refused: [], degraded: [] };
