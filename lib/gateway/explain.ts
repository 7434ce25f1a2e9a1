import type { Admission } from '../admission/admission';
import { limitFault } from '../admission/refusal';
import { type Holder, requireActive } from '../callers/authenticate-caller';
import type { Verdict } from '../eligibility/judge-target';
import type { ExchangeRequest } from '../exchange/request';
import { type Fault, isFault } from '../faults/fault';
import type { Sandbox } from '../policies/sandbox/create-sandbox';
import { uncounted } from '../policies/sandbox/uncounted';
import { estimateUsd } from '../routing/lowest-cost';
import type { ModelGroup, Snapshot, Target } from '../snapshot/snapshot';
import { limitsFor, mostAmounts, targetsOf } from './admit';
import { ableGroups, findAllowedGroup } from './allowed-groups';
import { createAnswerJudge } from './answer-judge';
import type { AdminExplanation, Endpoint, ExplainedTarget, Explanation } from './contract';
import { likelyCost, mostUsd } from './estimate-cost';
import { tellOrdering } from './explain-order';
import { faultWords } from './fault-words';
import { judgeGroup } from './judge-group';
import { makePlan } from './make-plan';
import { nameRequirements } from './name-requirement';
import type { Plan, PlanConditions } from './plan';

export interface ExplainContext {
  snapshot: Snapshot;
  holder: Holder;
  conditions: PlanConditions;
  sandbox: Sandbox;
  admission: Pick<Admission, 'look'>;
}

/** What a request would come to: the very plan of a real call, and the fault it would end in, with nothing sent. */
export async function explainExchange(
  request: ExchangeRequest,
  endpoint: Endpoint,
  context: ExplainContext,
): Promise<Explanation> {
  const { explanation } = await explain(request, endpoint, context);
  return explanation;
}

/** The same with names. */
export async function explainToAdministrators(
  request: ExchangeRequest,
  endpoint: Endpoint,
  context: ExplainContext,
): Promise<AdminExplanation> {
  const { explanation, group, plan, fault } = await explain(request, endpoint, context);
  const { health, now } = context.conditions;
  return {
    ...explanation,
    strategy: group?.strategy ?? null,
    targets: explanation.targets.flatMap((told, place) => {
      const target = group?.targets[place];
      if (!target) return [];
      const figures = health.figuresOf(target.id, now);
      return [
        {
          ...told,
          target: target.id,
          circuit: health.circuitOf(target, now),
          estimated_usd: estimate(target, request, now),
          latency: figures && {
            first_token_ms: figures.timeToFirstTokenMs,
            tokens_per_second: figures.tokensPerSecond,
          },
          error_rate: health.errorRate(target, now),
        },
      ];
    }),
    plan: plan?.reasons ?? fault?.options.plan?.reasons ?? [],
  };
}

async function explain(request: ExchangeRequest, endpoint: Endpoint, context: ExplainContext) {
  const { snapshot, holder, conditions } = context;
  const { now } = conditions;
  const inactive = attempt(() => requireActive(holder)).fault;
  const group = attempt(() => findAllowedGroup(snapshot, holder, request.model)).value ?? null;
  // No policy is run for whoever could not have it run by a call.
  const isAsked = !(inactive && group?.strategy === 'script');
  const planned = isAsked ? await planUncounted(request, context) : { plan: null, fault: inactive };
  const { plan } = planned;
  const limits = plan ? await lookAtLimits(plan, context) : null;
  const fault = inactive ?? limits?.fault ?? planned.fault;
  const [first] = plan?.order ?? [];
  const explanation: Explanation = {
    object: 'route.explanation',
    endpoint,
    model: request.model,
    group: group?.id ?? null,
    stream: request.stream,
    fault: fault && faultWords(fault.code, fault.message, fault.options.advice),
    requires: nameRequirements(request.requires),
    input_tokens: { likely: request.inputTokens.likely, at_most: request.inputTokens.atMost },
    max_output_tokens: request.maxOutputTokens,
    targets: group ? tellTargets(group, request, context) : [],
    order: group && plan ? orderOf(group, plan) : [],
    reasons: group && plan ? tellOrdering(group, plan) : [],
    estimated_usd: first ? estimate(first.target, request, now) : null,
    limits: limits?.states ?? [],
    able_groups: ableGroups(snapshot, holder, request, now).map(({ id }) => id),
  };
  return { explanation, group, plan, fault };
}

/** What the policy does here is none of its calls. */
async function planUncounted(request: ExchangeRequest, { snapshot, holder, conditions, sandbox }: ExplainContext) {
  try {
    const plan = await makePlan(snapshot, holder, request, conditions, uncounted(sandbox));
    return { plan, fault: attempt(() => createAnswerJudge(plan, { holder, conditions, sandbox })).fault };
  } catch (error) {
    if (isFault(error)) return { plan: null, fault: error };
    throw error;
  }
}

/** As admission would let it in, or not: the same amounts of the same limits, and nothing taken. */
async function lookAtLimits(plan: Plan, { admission, conditions: { now }, holder }: ExplainContext) {
  const limited = limitsFor(holder, [plan.group]);
  if (limited.length === 0) return null;
  const amounts = mostAmounts(plan.request, targetsOf(plan), now);
  const { refusals, limits } = await admission.look({ limited, amounts, now });
  return { states: limits, fault: refusals.length > 0 ? limitFault(refusals) : null };
}

/** A request that cannot be read comes to this, whatever the policy. */
export function explainUnreadable(fault: Fault, endpoint: Endpoint, model: string, holder: Holder): Explanation {
  const first = attempt(() => requireActive(holder)).fault ?? fault;
  return {
    object: 'route.explanation',
    endpoint,
    model,
    group: null,
    stream: false,
    fault: faultWords(first.code, first.message, first.options.advice),
    requires: [],
    input_tokens: { likely: 0, at_most: 0 },
    max_output_tokens: null,
    ...{ targets: [], order: [], reasons: [], estimated_usd: null, limits: [], able_groups: [] },
  };
}

function tellTargets(group: ModelGroup, request: ExchangeRequest, context: ExplainContext): ExplainedTarget[] {
  const { health, now } = context.conditions;
  const { verdicts } = judgeGroup(group, request, { tier: context.holder.token.tier, now });
  return verdicts.map((verdict, place) => ({
    number: place + 1,
    ...tellVerdict(verdict),
    health: health.stateOf(verdict.target, now),
    left_alone: !health.mayTry(verdict.target, now),
  }));
}

function tellVerdict({
  lacks,
  undeclared,
  degraded,
}: Verdict): Omit<ExplainedTarget, 'number' | 'health' | 'left_alone'> {
  return {
    eligible: lacks.length === 0,
    lacks: nameRequirements(lacks),
    undeclared: nameRequirements(undeclared),
    degraded: nameRequirements(degraded),
  };
}

function orderOf(group: ModelGroup, { order }: Plan): number[] {
  return order.map(({ target }) => group.targets.indexOf(target) + 1);
}

function estimate(target: Target, request: ExchangeRequest, now: number): { likely: number; at_most: number } | null {
  const likely = estimateUsd(target, likelyCost(request, now));
  const atMost = mostUsd(target, request, now);
  return likely === null || atMost === null ? null : { likely, at_most: Math.max(likely, atMost) };
}

function attempt<T>(work: () => T): { value: T | null; fault: Fault | null } {
  try {
    return { value: work(), fault: null };
  } catch (error) {
    if (isFault(error)) return { value: null, fault: error };
    throw error;
  }
}
