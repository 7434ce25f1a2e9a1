import { relayFor } from '../dialects';
import { judgeFeatures } from '../dialects/carried-features';
import { makerOf } from '../dialects/provenance';
import { chooseEligible, type Eligibility } from '../eligibility/choose-eligible';
import type { EligibilityContext } from '../eligibility/judge-target';
import type { ExchangeRequest } from '../exchange/request';
import type { ModelGroup } from '../snapshot/snapshot';

/** Which of a group's targets can carry a request: what every plan, and every answer to "could it?", is made of. */
export function judgeGroup(group: ModelGroup, request: ExchangeRequest): Eligibility {
  return chooseEligible(group, request, context);
}

const context: EligibilityContext = {
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
};
