import type { Holder } from '../../callers/authenticate-caller';
import type { ExchangeRequest } from '../../exchange/request';
import type { Snapshot } from '../../snapshot/snapshot';
import { createTargetHealth } from '../../upstream/target-health';
import { draftPlan, finishPlan, type Plan, type PlanConditions } from '../plan';

/** Nobody has been tried, and chance is what the test says. */
export function conditions(random: () => number, some: Partial<PlanConditions> = {}): PlanConditions {
  return { now: 0, random, health: createTargetHealth(() => 0), header: () => null, ...some };
}

/** The plan of a group without a policy. */
export function planExchange(
  snapshot: Snapshot,
  holder: Holder,
  request: ExchangeRequest,
  random: () => number,
  some: Partial<PlanConditions> = {},
): Plan {
  const going = conditions(random, some);
  return finishPlan(draftPlan(snapshot, holder, request, going.now), going);
}
