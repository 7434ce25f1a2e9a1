import { type Holder, requireActive } from '../callers/authenticate-caller';
import type { Verdict } from '../eligibility/judge-target';
import type { ExchangeRequest } from '../exchange/request';
import { type Fault, isFault } from '../faults/fault';
import type { ModelGroup, Snapshot } from '../snapshot/snapshot';
import type { TargetHealth } from '../upstream/target-health';
import type { Endpoint, ExplainedTarget, Explanation } from './contract';
import { faultWords } from './fault-words';
import { judgeGroup } from './judge-group';
import { nameRequirements } from './name-requirement';
import { ableGroups, findAllowedGroup, type Plan, planExchange } from './plan';

export interface ExplainContext {
  snapshot: Snapshot;
  holder: Holder;
  health: TargetHealth;
  now: number;
  random: () => number;
}

/** What a request would come to: the very plan of a real call, and the fault it would end in, with nothing sent. */
export function explainExchange(request: ExchangeRequest, endpoint: Endpoint, context: ExplainContext): Explanation {
  const { snapshot, holder } = context;
  const inactive = attempt(() => requireActive(holder)).fault;
  const planned = attempt(() => planExchange(snapshot, holder, request, context.random));
  const fault = inactive ?? planned.fault;
  const group = attempt(() => findAllowedGroup(snapshot, holder, request.model)).value ?? null;
  return {
    object: 'route.explanation',
    endpoint,
    model: request.model,
    group: group?.id ?? null,
    stream: request.stream,
    fault: fault && faultWords(fault.code, fault.message),
    requires: nameRequirements(request.requires),
    input_tokens: { likely: request.inputTokens.likely, at_most: request.inputTokens.atMost },
    max_output_tokens: request.maxOutputTokens,
    targets: group ? tellTargets(group, request, context) : [],
    order: group && planned.value ? orderOf(group, planned.value) : [],
    able_groups: ableGroups(snapshot, holder, request).map(({ id }) => id),
  };
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
    fault: faultWords(first.code, first.message),
    requires: [],
    input_tokens: { likely: 0, at_most: 0 },
    max_output_tokens: null,
    targets: [],
    order: [],
    able_groups: [],
  };
}

function tellTargets(group: ModelGroup, request: ExchangeRequest, { health, now }: ExplainContext): ExplainedTarget[] {
  return judgeGroup(group, request).verdicts.map((verdict, place) => ({
    number: place + 1,
    ...tellVerdict(verdict),
    health: health.stateOf(verdict.target.id, now),
  }));
}

function tellVerdict({ lacks, undeclared, degraded }: Verdict): Omit<ExplainedTarget, 'number' | 'health'> {
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

function attempt<T>(work: () => T): { value: T | null; fault: Fault | null } {
  try {
    return { value: work(), fault: null };
  } catch (error) {
    if (isFault(error)) return { value: null, fault: error };
    throw error;
  }
}
