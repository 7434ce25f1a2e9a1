import type { Holder } from '../callers/authenticate-caller';
import { foreignContent } from '../dialects/carried-features';
import { describeRequirements, type Eligibility, hasEligible } from '../eligibility/choose-eligible';
import type { Verdict } from '../eligibility/judge-target';
import type { ExchangeRequest } from '../exchange/request';
import { Fault } from '../faults/fault';
import { orderTargets } from '../routing/order-targets';
import type { ModelGroup, Snapshot, Target } from '../snapshot/snapshot';
import { tellTry } from '../usage/plan-reasons';
import { judgeGroup } from './judge-group';

/**
 * What will be done for one request, decided before anything is sent: no upstream call, no database query, no clock. The
 * same snapshot, request and random numbers make the same plan, so that it can be explained, tried and tested.
 */
export interface Plan {
  request: ExchangeRequest;
  group: ModelGroup;
  /** In the order they will be tried; at most as many as the group has attempts. */
  order: readonly PlannedTarget[];
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

export function planExchange(snapshot: Snapshot, holder: Holder, request: ExchangeRequest, random: () => number): Plan {
  const group = findAllowedGroup(snapshot, holder, request.model);
  const eligibility = judgeGroup(group, request);
  if (!hasEligible(eligibility)) throw noEligibleTarget(snapshot, holder, request, group, eligibility);
  const planned = (targets: readonly Target[], undeclared: boolean) =>
    orderTargets(group.strategy, targets, random).map((target) => ({
      target,
      undeclared,
      degraded: eligibility.verdicts.find((verdict) => verdict.target === target)?.degraded ?? [],
    }));
  const order = [...planned(eligibility.declared, false), ...planned(eligibility.undeclared, true)].slice(
    0,
    group.retry.attempts,
  );
  return { request, group, order, reasons: explain(group, eligibility, order) };
}

/** A group outside the allow list looks the same whether it exists or not. */
export function findAllowedGroup(snapshot: Snapshot, holder: Holder, name: string): ModelGroup {
  const group = snapshot.groupNames.get(name);
  if (group && holder.token.allow.has(group.id)) return group;
  const allowed = allowedGroups(snapshot, holder).map((each) => each.id);
  const shown = JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name);
  throw new Fault('model-not-allowed', {
    message: `This token may not use the model ${shown}. ${allowed.length ? `It may use: ${listNames(allowed)}.` : 'It may use no model group yet.'}`,
    param: 'model',
  });
}

/** Those of the token's groups that could carry a request. */
export function ableGroups(snapshot: Snapshot, holder: Holder, request: ExchangeRequest): ModelGroup[] {
  return allowedGroups(snapshot, holder).filter((group) => hasEligible(judgeGroup(group, request)));
}

/** The groups a token may use, in the order of their ids. */
export function allowedGroups(snapshot: Snapshot, holder: Holder): ModelGroup[] {
  const groups = [...holder.token.allow].map((id) => snapshot.groups.get(id)).filter((group) => group !== undefined);
  return groups.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function noEligibleTarget(
  snapshot: Snapshot,
  holder: Holder,
  request: ExchangeRequest,
  asked: ModelGroup,
  found: Eligibility,
): Fault {
  const able = ableGroups(snapshot, holder, request);
  const needs = describeRequirements(request, found.verdicts).map((need) =>
    need === 'foreign-content' ? `${need}: ${listNames(foreignContent(request))}` : need,
  );
  const enabled = found.verdicts.some((verdict) => !verdict.lacks.includes('enabled'));
  const why = !enabled
    ? 'It has no enabled target.'
    : `The request requires: ${needs.length ? needs.join(', ') : 'a target that can carry it'}.`;
  const way = able.length
    ? ` Of your model groups, these can: ${listNames(able.map((group) => group.id))}.`
    : ' None of your model groups can.';
  const code = found.verdicts.every(isOutOfKind) ? 'unsupported-feature' : 'no-eligible-target';
  return new Fault(code, {
    message: `No target of this model group can carry the request. ${why}${way}`,
    plan: { group: asked.id, reasons: explain(asked, found, []) },
  });
}

/** What no target but one that has it from its own provider could do: to ask another group of the same kind is no way out. */
function isOutOfKind({ lacks }: Verdict): boolean {
  return lacks.some((each) => each === 'stored-state' || each === 'hosted-tools');
}

function explain(group: ModelGroup, eligibility: Eligibility, order: readonly PlannedTarget[]): string[] {
  const lines = [`group ${group.id}, ${group.strategy}`];
  for (const { target, lacks } of eligibility.verdicts)
    if (lacks.length) lines.push(`${target.id} lacks ${lacks.join(', ')}`);
  for (const { target, undeclared, degraded } of order)
    lines.push(tellTry({ target: target.id, undeclared, degraded }));
  return lines;
}

/** A caller with hundreds of groups reads enough of them to see what is meant; GET /v1/models has them all. */
function listNames(names: readonly string[]): string {
  const most = 20;
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}
