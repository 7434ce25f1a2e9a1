import type { Amounts } from '../admission/counters';
import type { Limited } from '../admission/counters-of';
import { limitFault } from '../admission/refusal';
import type { Holder } from '../callers/authenticate-caller';
import type { ExchangeRequest } from '../exchange/request';
import type { Runtime } from '../runtime/runtime';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import { mostOutputTokens, mostUsd } from './estimate-cost';
import { limitHeaders } from './limit-headers';
import type { Plan } from './plan';
import type { Run } from './run';

/**
 * Lets a planned request in, or refuses it: every address that can spend comes through here, after its plan and before anything is sent
 * (field-failures 37). Where nobody's limits are in the way nothing is asked of anybody.
 */
export async function admit(runtime: Runtime, plan: Plan, holder: Holder, run: Run): Promise<void> {
  const limited = limitsFor(holder, [plan.group]);
  if (limited.length === 0) return;
  const now = run.startedAtMs;
  const { request, group, reasons } = plan;
  const amounts = mostAmounts(request, targetsOf(plan), now);
  const admitted = await runtime.admission.admit({ requestId: run.admissionId, limited, amounts, now });
  if ('refusals' in admitted) {
    const headers = limitHeaders(admitted.limits, request.dialect, now);
    throw limitFault(admitted.refusals, { headers, plan: { group: group.id, reasons } });
  }
  run.letIn(admitted, limitHeaders(admitted.limits, request.dialect, now));
}

/** Whose limits hold for a request of this holder at these groups. */
export function limitsFor({ token, caller }: Holder, groups: readonly ModelGroup[]): Limited[] {
  const limited: Limited[] = [];
  if (token.limits) limited.push({ scope: 'token', id: token.tokenId, limits: token.limits });
  if (caller.projectLimits) limited.push({ scope: 'project', id: caller.project, limits: caller.projectLimits });
  for (const { id, limits } of groups) if (limits) limited.push({ scope: 'group', id, limits });
  return limited;
}

/** What a request may come to at most, whichever of these targets answers (design rule 11); what has no price costs nothing. */
export function mostAmounts(request: ExchangeRequest, targets: readonly Target[], now: number): Amounts {
  let outputTokens = 0;
  let usd = 0;
  for (const target of targets) {
    outputTokens = Math.max(outputTokens, mostOutputTokens(target, request));
    usd = Math.max(usd, mostUsd(target, request, now) ?? 0);
  }
  return { inputTokens: request.inputTokens.atMost, outputTokens, usd };
}

export function targetsOf({ order, beyond }: Pick<Plan, 'order' | 'beyond'>): Target[] {
  return [...order, ...beyond].map(({ target }) => target);
}
