import { type Feature, features } from '../exchange/features';
import type { ExchangeRequest } from '../exchange/request';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import { type EligibilityContext, judgeTarget, type Requirement, type Verdict } from './judge-target';

export interface Eligibility {
  /** Everything the request needs is declared. */
  declared: readonly Target[];
  /** Something it needs is not declared: tried after the others. */
  undeclared: readonly Target[];
  /** Every target with its verdict, in declared order. */
  verdicts: readonly Verdict[];
}

export function chooseEligible(group: ModelGroup, request: ExchangeRequest, context: EligibilityContext): Eligibility {
  const verdicts = group.targets.map((target) => judgeTarget(target, request, context));
  const able = verdicts.filter((verdict) => verdict.lacks.length === 0);
  return {
    declared: able.filter((verdict) => verdict.undeclared.length === 0).map((verdict) => verdict.target),
    undeclared: able.filter((verdict) => verdict.undeclared.length > 0).map((verdict) => verdict.target),
    verdicts,
  };
}

export function hasEligible(eligibility: Eligibility): boolean {
  return eligibility.declared.length + eligibility.undeclared.length > 0;
}

/** What a caller reads: requirements that no target of the group meets together, without a word about who lacks what. */
export function describeRequirements(request: ExchangeRequest, verdicts: readonly Verdict[]): string[] {
  const lacking = new Set<Requirement>(verdicts.flatMap((verdict) => [...verdict.lacks]));
  const words: string[] = request.requires.map((capability) => capability);
  if (lacking.has('context_tokens')) {
    const asked = request.maxOutputTokens ? ` and ${request.maxOutputTokens} output tokens asked for` : '';
    words.push(`context_tokens (about ${request.inputTokens.likely} input tokens${asked})`);
  }
  if (lacking.has('max_output_tokens')) words.push(`max_output_tokens (${request.maxOutputTokens} asked for)`);
  for (const feature of Object.keys(features) as Feature[])
    if (lacking.has(feature) && !words.includes(feature)) words.push(feature);
  if (lacking.has('usd_per_request')) words.push('usd_per_request (what the model group lets one request cost)');
  if (lacking.has('tier')) words.push('tier (the models that the token may use)');
  if (lacking.has('operation')) words.push(`operation ${request.operation}`);
  return words;
}
