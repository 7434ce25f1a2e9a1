import type { Holder } from '../callers/authenticate-caller';
import { type Eligibility, hasEligible } from '../eligibility/choose-eligible';
import type { ExchangeRequest } from '../exchange/request';
import { Fault } from '../faults/fault';
import { type AffinityKey, affinityKey } from '../routing/affinity-key';
import { type OrderContext, orderTargets } from '../routing/order-targets';
import type { OwnStrategy } from '../routing/strategies';
import type { ModelGroup, Snapshot, Target } from '../snapshot/snapshot';
import type { TargetHealth } from '../upstream/target-health';
import { findAllowedGroup } from './allowed-groups';
import { likelyCost } from './estimate-cost';
import { judgeGroup } from './judge-group';
import { leftAloneFault } from './left-alone';
import { noEligibleTarget } from './no-eligible-target';
import { tellLacking, tellOrder } from './plan-reasons';

/**
 * What will be done for one request, decided before anything is sent: no upstream call, no database query, no clock. The
 * same snapshot, request, conditions and random numbers make the same plan, so that it can be explained, tried and tested.
 */
export interface Plan {
  request: ExchangeRequest;
  group: ModelGroup;
  /** Those that may carry it, in declared order. */
  eligible: readonly Target[];
  /** In the order they will be tried; at most as many as the group has attempts. */
  order: readonly PlannedTarget[];
  /** Tried where one of the order turns out to be left alone or full: what is not tried is no attempt. */
  beyond: readonly PlannedTarget[];
  /** Every target is left alone for its failures, and this is the one request that sees how the first of them is. */
  isLastResort: boolean;
  /** What kept the order to one conversation; null where nothing did. */
  conversation: AffinityKey['from'] | null;
  /** The group's policy gave the order; where it said nothing of it, or failed, its fallback did. */
  followsPolicy: boolean;
  /** Left out because they have failed lately. */
  alone: readonly Target[];
  /** Why, a step a line; for usage and for whoever looks for a cause. Names upstreams: never shown to a caller. */
  reasons: readonly string[];
}

export interface PlannedTarget {
  target: Target;
  /** Something the request needs is not declared for it. */
  undeclared: boolean;
  /** What will be left out there, for `x-router-degraded`. */
  degraded: readonly string[];
}

/** What a plan goes by beside the policy: the moment, chance, and how the targets do. */
export interface PlanConditions {
  /** Epoch milliseconds. */
  now: number;
  /** Gives numbers from 0 up to but not including 1; the request's own. */
  random: () => number;
  health: Pick<
    TargetHealth,
    'mayTry' | 'findLastResort' | 'retryAfterMs' | 'figuresOf' | 'errorRate' | 'stateOf' | 'circuitOf' | 'pausesOf'
  >;
  /** A header of the request, by its name in lower case. */
  header(name: string): string | null;
}

/** What is known before the order: who may carry it. */
export interface Draft {
  request: ExchangeRequest;
  group: ModelGroup;
  eligibility: Eligibility;
  /** Those that may carry it, in declared order. */
  eligible: readonly Target[];
}

/** What a group's policy said (ask-policy.ts): the order, nothing (its fallback strategy's then), or no at all. */
export interface PolicyDecision {
  /** Null leaves the order to the fallback strategy. */
  order: readonly Target[] | null;
  isRefused: boolean;
  /** It failed, and the group says that a request then fails too. */
  isFailed: boolean;
  /** How the decision came about, for the plan's reasons. */
  reasons: readonly string[];
}

export function draftPlan(snapshot: Snapshot, holder: Holder, request: ExchangeRequest, now: number): Draft {
  const group = findAllowedGroup(snapshot, holder, request.model);
  const eligibility = judgeGroup(group, request, { tier: holder.token.tier, now });
  if (!hasEligible(eligibility)) throw noEligibleTarget({ snapshot, holder, request, group, eligibility, now });
  const eligible = eligibility.verdicts.filter(({ lacks }) => lacks.length === 0).map(({ target }) => target);
  return { request, group, eligibility, eligible };
}

/**
 * The plan of a group that has no policy of its own, or of one whose policy has decided. Plain literals and few lists: every
 * request comes this way, and objects that are spread together cost it three times as much.
 */
export function finishPlan(draft: Draft, conditions: PlanConditions, decision: PolicyDecision | null = null): Plan {
  const { request, group, eligibility, eligible } = draft;
  const reasons = [`group ${group.id}, ${group.strategy}`];
  tellLacking(eligibility, reasons);
  if (decision) heedPolicy(decision, group, reasons);
  // A policy's order is its own: a conversation is in the chance that it was given, and in no more.
  const isKept = group.affinity && !decision?.order;
  const conversation = isKept ? affinityKey(request, conditions.header) : null;
  if (conversation) reasons.push(`a conversation is kept on its target, by its ${conversation.from}`);
  const wished = decision?.order ?? orderBy(draft, conditions, conversation?.key ?? null);
  const alone = wished.filter((target) => !conditions.health.mayTry(target, conditions.now));
  for (const target of alone) reasons.push(`${target.id} is left alone for its failures`);
  const healthy = alone.length === 0 ? wished : wished.filter((target) => !alone.includes(target));
  // Whoever only counts gets an estimate where nobody is asked: that is no trial of a target.
  const isTrial = healthy.length === 0 && request.operation !== 'messages/count_tokens';
  const last = isTrial ? lastResort(draft, wished, conditions, reasons) : null;
  const planned = (last ? [last] : healthy).map((target) => planTarget(target, eligibility));
  const { attempts } = group.retry;
  const order = planned.length <= attempts ? planned : planned.slice(0, attempts);
  tellOrder(order, reasons);
  return {
    request,
    group,
    eligible,
    order,
    beyond: planned.length <= attempts ? none : planned.slice(attempts),
    isLastResort: last !== null,
    conversation: conversation?.from ?? null,
    followsPolicy: Boolean(decision?.order),
    alone,
    reasons,
  };
}

const none: readonly PlannedTarget[] = [];

/** Throws where the policy has failed for good, or refuses. */
function heedPolicy(decision: PolicyDecision, group: ModelGroup, reasons: string[]): void {
  reasons.push(...decision.reasons);
  const plan = { group: group.id, reasons };
  if (decision.isFailed) throw new Fault('policy-failed', { plan });
  if (decision.isRefused)
    throw new Fault('no-eligible-target', { message: refusedByPolicy, advice: refusedByPolicyAdvice, plan });
}

const refusedByPolicy =
  'The policy of this model group refuses the request. Use another of your model groups, or ask your administrator.';
const refusedByPolicyAdvice =
  'It is the policy of the model group that refuses, by what it was told of the request: use another of your model groups, or give your administrator the request id. Another shape of the same request is refused as well, unless the policy goes by that.';

/** What nobody has declared is tried after what is declared (design rule 3); each part in the strategy's order. */
function orderBy(draft: Draft, conditions: PlanConditions, conversation: string | null): Target[] {
  const { group, request, eligibility } = draft;
  const cost = likelyCost(request, conditions.now);
  const context: OrderContext = {
    random: conditions.random,
    cost,
    latency: {
      outputTokens: cost.outputTokens,
      figuresOf: (target) => conditions.health.figuresOf(target.id, conditions.now),
    },
    conversation,
  };
  const strategy = strategyOf(group);
  const declared = orderTargets(strategy, eligibility.declared, context);
  if (eligibility.undeclared.length === 0) return declared;
  return [...declared, ...orderTargets(strategy, eligibility.undeclared, context)];
}

/** A script that gave no order leaves it to its fallback. */
function strategyOf({ strategy, policy }: ModelGroup): OwnStrategy {
  return strategy === 'script' ? (policy?.fallback ?? 'weighted') : strategy;
}

function planTarget(target: Target, { verdicts }: Eligibility): PlannedTarget {
  const verdict = verdicts.find((each) => each.target === target);
  return { target, undeclared: (verdict?.undeclared.length ?? 0) > 0, degraded: verdict?.degraded ?? [] };
}

/** Each is left alone: one request may see how it is now, and the others are told when to come again. */
function lastResort(
  { group }: Draft,
  wished: readonly Target[],
  { health, now }: PlanConditions,
  reasons: readonly string[],
): Target {
  const last = health.findLastResort(wished, now);
  if (last) return last;
  throw leftAloneFault(wished, { health, now }, { plan: { group: group.id, reasons } });
}
