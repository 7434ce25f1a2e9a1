import type { Holder } from '../callers/authenticate-caller';
import { hasEligible } from '../eligibility/choose-eligible';
import type { ExchangeRequest } from '../exchange/request';
import { Fault } from '../faults/fault';
import type { ModelGroup, Snapshot } from '../snapshot/snapshot';
import { judgeGroup } from './judge-group';
import { listNames } from './list-names';

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
export function ableGroups(snapshot: Snapshot, holder: Holder, request: ExchangeRequest, now: number): ModelGroup[] {
  const asker = { tier: holder.token.tier, now };
  return allowedGroups(snapshot, holder).filter((group) => hasEligible(judgeGroup(group, request, asker)));
}

/** The groups a token may use, in the order of their ids. */
export function allowedGroups(snapshot: Snapshot, holder: Holder): ModelGroup[] {
  const groups = [...holder.token.allow].map((id) => snapshot.groups.get(id)).filter((group) => group !== undefined);
  return groups.sort((a, b) => (a.id < b.id ? -1 : 1));
}
