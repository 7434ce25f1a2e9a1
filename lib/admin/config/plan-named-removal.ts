import type { Declared } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import { AdminRefusal } from '../admin-refusal';
import { nothingLeaves, type Removal } from './plan-removal';
import { nameModel, type Present } from './present';
import { refuseOthers } from './refuse-declared';

/** What the console takes away, by name. A provider goes with its models. */
export interface NamedRemoval {
  groups?: readonly string[];
  models?: readonly { provider: string; id: string }[];
  providers?: readonly string[];
}

/** The tokens that may use a group which goes. */
export interface Allowed {
  /** Their allow lists, by token id. */
  allowances: ReadonlyMap<string, readonly string[]>;
  owners: ReadonlyMap<string, Manager>;
}

/**
 * What goes when the console names it. Pure. Nothing that something else stands on goes: a group's targets keep their model.
 * Tokens lose a group that goes, but for those
 * of a file, which would not start any more with a group that is not there.
 */
export function planNamedRemoval(
  present: Present,
  declared: Declared,
  { groups = [], models = [], providers = [] }: NamedRemoval,
  { allowances, owners }: Allowed,
): Removal {
  const removal: Removal = {
    ...{ changes: [], notices: [], reduced: [], narrowed: [], returning: [] },
    ...{ demo: nothingLeaves(), pruned: nothingLeaves(), adopted: nothingLeaves() },
    disabled: { tokens: [], callers: [], projects: [] },
  };
  for (const id of groups) {
    refuseOthers('group', id, find(present.groups, 'group', id).managedBy);
    removal.pruned.groups.push(id);
    removal.changes.push({ action: 'delete', kind: 'group', id, difference: {} });
  }
  const users = findUsers(present, declared, new Set(groups));
  for (const id of providers) refuseOthers('provider', id, find(present.providers, 'provider', id).managedBy);
  const leaving = [...models, ...modelsOf(present, providers)];
  for (const { provider, id } of leaving) {
    const name = nameModel(provider, id);
    refuseOthers('model', name, find(present.models, 'model', name).managedBy);
    const standing = users.get(name) ?? [];
    if (standing.length > 0) throw new AdminRefusal('conflict', explainUse(name, standing));
    removal.pruned.models.push({ provider, id });
    removal.changes.push({ action: 'delete', kind: 'model', id: name, difference: {} });
  }
  for (const id of providers) {
    removal.pruned.providers.push(id);
    removal.changes.push({ action: 'delete', kind: 'provider', id, difference: {} });
  }
  narrow(removal, { allowances, owners });
  return removal;
}

function find<Row>(rows: ReadonlyMap<string, Row>, noun: string, id: string): Row {
  const row = rows.get(id);
  if (!row) throw new AdminRefusal('not-found', `no ${noun} "${id}"`);
  return row;
}

function modelsOf(present: Present, providers: readonly string[]): { provider: string; id: string }[] {
  return providers.flatMap((provider) =>
    [...present.models].flatMap(([name, { id }]) => (name === nameModel(provider, id) ? [{ provider, id }] : [])),
  );
}

/** The groups that will have each model as a target, once what is saved beside the removal is there. */
function findUsers(present: Present, declared: Declared, leaving: ReadonlySet<string>): Map<string, string[]> {
  const groups = new Map([...present.groups, ...declared.groups.map((group) => [group.id, group] as const)]);
  const users = new Map<string, string[]>();
  for (const [id, { targets }] of groups) {
    if (leaving.has(id)) continue;
    for (const { provider, model } of targets) {
      const name = nameModel(provider, model);
      users.set(name, [...(users.get(name) ?? []), id]);
    }
  }
  return users;
}

function explainUse(model: string, groups: readonly string[]): string {
  const named = groups.slice(0, 10).map((group) => `"${group}"`);
  const more = groups.length > named.length ? ` and ${groups.length - named.length} more` : '';
  const noun = groups.length === 1 ? 'group' : 'groups';
  return `${model} is a target of ${noun} ${named.join(', ')}${more}: take it out of there first`;
}

function narrow(removal: Removal, { allowances, owners }: Allowed): void {
  const leaving = new Set(removal.pruned.groups);
  for (const [tokenId, allow] of allowances) {
    const lost = allow.filter((group) => leaving.has(group));
    if (owners.get(tokenId) === 'file') throw new AdminRefusal('conflict', explainAllowed(tokenId, lost));
    const to = allow.filter((group) => !leaving.has(group)).sort();
    removal.narrowed.push(tokenId);
    const difference = { allow: { from: [...allow].sort(), to } };
    removal.changes.push({ action: 'update', kind: 'token', id: tokenId, difference });
  }
  if (allowances.size > 0) {
    const tokens = allowances.size === 1 ? '1 token' : `${allowances.size.toLocaleString('en')} tokens`;
    removal.notices.push(`${tokens} may no longer use what is gone`);
  }
}

function explainAllowed(tokenId: string, groups: readonly string[]): string {
  return `the declared configuration lets tokens use group "${groups.join('", "')}" (${tokenId}): take it out of their allow lists in that file first`;
}
