import type { Holder } from '../callers/authenticate-caller';
import type { ExchangeRequest } from '../exchange/request';
import type { PolicyRunner } from '../policies/sandbox/uncounted';
import type { Snapshot } from '../snapshot/snapshot';
import { askPolicy } from './ask-policy';
import { draftPlan, finishPlan, type Plan, type PlanConditions } from './plan';

/** The plan of one request: what `explain` tells is made here too, so that the two cannot differ. */
export async function makePlan(
  snapshot: Snapshot,
  holder: Holder,
  request: ExchangeRequest,
  conditions: PlanConditions,
  sandbox: PolicyRunner,
): Promise<Plan> {
  const draft = draftPlan(snapshot, holder, request, conditions.now);
  if (draft.group.strategy !== 'script') return finishPlan(draft, conditions);
  return finishPlan(draft, conditions, await askPolicy(draft, holder, conditions, sandbox));
}

/** How a plan goes by this process: its clock, the chance of the request's own, how its targets do. */
export function conditionsOf(
  { health }: { health: PlanConditions['health'] },
  { now, random, headers }: { now: number; random: () => number; headers: Headers | null },
): PlanConditions {
  return { now, random, health, header: (name) => headers?.get(name) ?? null };
}
