import { relayFor } from '../dialects';
import { judgeFeatures } from '../dialects/carried-features';
import { makerOf } from '../dialects/provenance';
import { chooseEligible, type Eligibility } from '../eligibility/choose-eligible';
import { type Ceilings, type EligibilityContext, noCeilings } from '../eligibility/judge-target';
import type { ExchangeRequest } from '../exchange/request';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import { mostUsd } from './estimate-cost';

/** Whose request it is and when: what may be spent follows from it. */
export interface Asker {
  /** The highest tier of a model that the token may use; null for all. */
  tier: number | null;
  /** Epoch milliseconds: which price is in force. */
  now: number;
}

/**
 * Which of a group's targets can carry a request: what every plan, and every answer to "could it?", is made of. For `anybody`
 * no ceiling is held, the group's own neither: what it can carry at all, whatever a request costs and whoever asks.
 */
export function judgeGroup(group: ModelGroup, request: ExchangeRequest, asker: Asker | 'anybody'): Eligibility {
  const ceilings = asker === 'anybody' ? noCeilings : ceilingsOf(group, request, asker);
  return chooseEligible(group, request, { speaks: ways.speaks, judgeFeatures: ways.judgeFeatures, ceilings });
}

function ceilingsOf(group: ModelGroup, request: ExchangeRequest, { tier, now }: Asker): Ceilings {
  if (group.ceilingUsd === null && tier === null) return noCeilings;
  return { usdPerRequest: group.ceilingUsd, tier, mostUsd: (target: Target) => mostUsd(target, request, now) };
}

const ways = {
  speaks: (target, request) =>
    // Counting is an estimate of ours where a target has none of its own.
    request.operation === 'messages/count_tokens' ||
    relayFor(request.dialect, request.operation, target.provider.dialect) !== null,
  judgeFeatures: ({ id, provider, model }, request) =>
    judgeFeatures(request, {
      dialect: provider.dialect,
      quirks: provider.quirks,
      maker: makerOf(id),
      upstreamModel: model.upstreamModel,
      betas: provider.betas,
      reasons: model.capabilities.reasoning ?? null,
    }),
} satisfies Omit<EligibilityContext, 'ceilings'>;
