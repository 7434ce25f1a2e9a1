import type { Holder } from '../callers/authenticate-caller';
import { foreignContent } from '../dialects/carried-features';
import { describeRequirements, type Eligibility } from '../eligibility/choose-eligible';
import type { Verdict } from '../eligibility/judge-target';
import type { ExchangeRequest } from '../exchange/request';
import { Fault } from '../faults/fault';
import type { ModelGroup, Snapshot } from '../snapshot/snapshot';
import { ableGroups } from './allowed-groups';
import { listNames } from './list-names';
import { tellLacking } from './plan-reasons';

export interface Refused {
  snapshot: Snapshot;
  holder: Holder;
  request: ExchangeRequest;
  group: ModelGroup;
  eligibility: Eligibility;
  now: number;
}

/** What was required, which numbered target fails which of it, and the caller's own groups that could: never an upstream's name. */
export function noEligibleTarget({ snapshot, holder, request, group, eligibility, now }: Refused): Fault {
  const able = ableGroups(snapshot, holder, request, now);
  const { verdicts } = eligibility;
  const needs = describeRequirements(request, verdicts).map((need) =>
    need === 'foreign-content' ? `${need}: ${listNames(foreignContent(request))}` : need,
  );
  const enabled = verdicts.some((verdict) => !verdict.lacks.includes('enabled'));
  const why = !enabled
    ? 'It has no enabled target.'
    : `The request requires: ${needs.length ? needs.join(', ') : 'a target that can carry it'}.${tellByTarget(verdicts)}`;
  const way = able.length
    ? ` Of your model groups, these can: ${listNames(able.map((each) => each.id))}.`
    : ' None of your model groups can.';
  const reasons = [`group ${group.id}, ${group.strategy}`];
  tellLacking(eligibility, reasons);
  const code = verdicts.every(isOutOfKind) ? 'unsupported-feature' : 'no-eligible-target';
  return new Fault(code, {
    message: `No target of this model group can carry the request. ${why}${way}`,
    plan: { group: group.id, reasons },
  });
}

/** By number in declared order, as an explanation has them. */
function tellByTarget(verdicts: readonly Verdict[]): string {
  const most = 10;
  const told = verdicts.slice(0, most).map(({ lacks }, place) => `target ${place + 1} lacks ${lacks.join(', ')}`);
  const more = verdicts.length > most ? `; and so ${verdicts.length - most} more` : '';
  return told.length > 0 ? ` By target: ${told.join('; ')}${more}.` : '';
}

/** What no target but one that has it from its own provider could do: to ask another group of the same kind is no way out. */
function isOutOfKind({ lacks }: Verdict): boolean {
  return lacks.some((each) => each === 'stored-state' || each === 'hosted-tools');
}
