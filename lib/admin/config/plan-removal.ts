import type { Declared, DeclaredGroup } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import type { Change, ObjectKind } from './change';
import { explainRemoval } from './explain-removal';
import { leaveMock } from './leave-mock';
import { holdersManager, listTokens, nameCaller, nameModel, type Present } from './present';
import type { Holdings } from './read-holdings';

/** What leaves the store before or after the file's own is written, and what becomes of whatever stands on it. */
export interface Removal {
  /** In the order in which they are told: what stands on others first. */
  changes: Change[];
  notices: string[];
  /** The built-in demo's, all of which make room before anything is written. */
  demo: Leaving;
  /** What the file no longer names, under `prune`. */
  pruned: Leaving;
  /** What the console's own objects stand on is theirs from now on. */
  adopted: Leaving;
  /** Kept for their history, and no longer of use. */
  disabled: Pick<Leaving, 'tokens' | 'callers' | 'projects'>;
  /** Groups that stay without the demo's mock, which answers no more; those that it alone stood behind are among `demo`. */
  reduced: DeclaredGroup[];
  /** Tokens that stay and lose groups they might use. */
  narrowed: string[];
  /** Groups that go and come again under their names, for the tokens that may use them: the name is what was allowed. */
  returning: { tokenId: string; groupId: string }[];
}

/** Ids; of callers the row's. Models are named with their provider. */
export interface Leaving {
  tokens: string[];
  callers: number[];
  projects: string[];
  users: string[];
  groups: string[];
  policies: string[];
  models: { provider: string; id: string }[];
  providers: string[];
}

export const nothingLeaves = (): Leaving => ({
  ...{ tokens: [], callers: [], projects: [], users: [] },
  ...{ groups: [], policies: [], models: [], providers: [] },
});

export interface RemovalInput {
  present: Present;
  holdings: Holdings;
  declared: Declared;
  org: string;
  manager: Manager;
  prune: boolean;
}

/**
 * The first file takes the demo's place; under `prune` what is the manager's and not declared goes. Pure. Whatever is another
 * manager's stays: what it stands on becomes the console's, and of what it may use it loses what does not come again.
 */
export function planRemoval(input: RemovalInput, allowances: ReadonlyMap<string, readonly string[]>): Removal {
  const removal: Removal = {
    ...{ changes: [], notices: [], reduced: [], narrowed: [], returning: [] },
    ...{ demo: nothingLeaves(), pruned: nothingLeaves(), adopted: nothingLeaves() },
    disabled: { tokens: [], callers: [], projects: [] },
  };
  planHolders(input, removal);
  planPolicy(input, removal);
  narrowTokens(input, removal, allowances);
  removal.notices.push(...explainRemoval(removal, input));
  return removal;
}

/** The groups that will go: known before the rest, because the allow lists that hold them are read next. */
export function findLeavingGroups(input: Pick<RemovalInput, 'present' | 'declared' | 'manager' | 'prune'>): string[] {
  const declared = managersById(input.declared.groups);
  const { emptied } = leaveMock(input);
  return [...input.present.groups.values()]
    .filter(({ id, managedBy }) => emptied.has(id) || fate(input, managedBy, declared.get(id)) !== 'stays')
    .map(({ id }) => id);
}

type Fate = 'demo' | 'pruned' | 'stays';

/** `declaredAs`: whose the file says it is; undefined where it is not in the file. */
function fate(
  { manager, prune }: Pick<RemovalInput, 'manager' | 'prune'>,
  managedBy: Manager,
  declaredAs: Manager | null | undefined,
): Fate {
  if (managedBy === 'demo' && manager !== 'demo') return declaredAs === 'demo' ? 'stays' : 'demo';
  return prune && managedBy === manager && declaredAs === undefined ? 'pruned' : 'stays';
}

function managersById(objects: readonly { id: string; managedBy?: Manager | null }[]): Map<string, Manager | null> {
  return new Map(objects.map(({ id, managedBy }) => [id, managedBy ?? null]));
}

function planHolders(input: RemovalInput, removal: Removal): void {
  const { holdings, declared, org, present } = input;
  const tokenIds = new Map(listTokens(declared, org).map(({ tokenId, token }) => [tokenId, token.managedBy ?? null]));
  const holders = new Set([...present.secretHolders.values()].map(({ tokenId }) => tokenId));
  const names = new Map(declared.callers.map((one) => [nameCaller(one.user, one.project), one.managedBy ?? null]));
  const projectIds = new Map<string, Manager | null>([
    ...declared.callers.map(({ project }) => [project, holdersManager(declared, { project }, input.manager)] as const),
    ...managersById(declared.projects),
  ]);

  const userIds = new Map(
    declared.callers.map(({ user }) => [user, holdersManager(declared, { user }, input.manager)]),
  );

  const heldCallers = new Set<number>();
  for (const { tokenId, callerId, managedBy, status } of holdings.tokens) {
    const what = fate(input, managedBy, tokenIds.get(tokenId));
    // A secret that the file now has under another name takes its row along (plan-tokens.ts).
    if (what === 'pruned' && holders.has(tokenId)) continue;
    if (what === 'stays') heldCallers.add(callerId);
    else if (what === 'demo') {
      removal.demo.tokens.push(tokenId);
      note(removal, 'delete', 'token', tokenId);
    } else if (status === 'active' || status === 'suspended') {
      removal.disabled.tokens.push(tokenId);
      note(removal, 'update', 'token', tokenId, { status: { from: status, to: 'disabled' } });
    }
  }
  const held = { users: new Set<string>(), projects: new Set<string>() };
  const pruned = new Set<string>();
  for (const { id, userId, projectId, managedBy, status } of holdings.callers) {
    const name = nameCaller(userId, projectId);
    const what = fate(input, managedBy, names.get(name));
    const stays = what === 'stays' || heldCallers.has(id);
    if (stays) {
      held.users.add(userId);
      held.projects.add(projectId);
    }
    if (what === 'stays') continue;
    if (stays) {
      removal.adopted.callers.push(id);
      noteAdopted(removal, 'caller', name, managedBy);
    } else if (what === 'demo') {
      removal.demo.callers.push(id);
      note(removal, 'delete', 'caller', name);
    } else {
      pruned.add(userId);
      if (status === 'disabled') continue;
      removal.disabled.callers.push(id);
      note(removal, 'update', 'caller', name, { status: { from: status, to: 'disabled' } });
    }
  }
  for (const { id, managedBy, status } of holdings.projects) {
    const what = fate(input, managedBy, projectIds.get(id));
    if (what === 'stays') continue;
    if (held.projects.has(id)) {
      removal.adopted.projects.push(id);
      noteAdopted(removal, 'project', id, managedBy);
    } else if (what === 'demo') {
      removal.demo.projects.push(id);
      note(removal, 'delete', 'project', id);
    } else if (status !== 'disabled') {
      removal.disabled.projects.push(id);
      note(removal, 'update', 'project', id, { status: { from: status, to: 'disabled' } });
    }
  }
  for (const { id, managedBy } of holdings.users) {
    const what = fate(input, managedBy, userIds.get(id));
    // A user whom the file no longer names is the file's as long as a caller of theirs is, and has no status of their own.
    if (what === 'stays' || (what === 'pruned' && (pruned.has(id) || !held.users.has(id)))) continue;
    if (held.users.has(id)) {
      removal.adopted.users.push(id);
      noteAdopted(removal, 'user', id, managedBy);
    } else {
      removal.demo.users.push(id);
      note(removal, 'delete', 'user', id);
    }
  }
}

function planPolicy(input: RemovalInput, removal: Removal): void {
  const { present, declared } = input;
  const groupIds = new Set(findLeavingGroups(input));
  const declaredGroups = new Set(declared.groups.map(({ id }) => id));
  const mock = leaveMock(input);
  const needed = new Set<string>();
  for (const [id, group] of present.groups) {
    const { managedBy, targets } = group;
    const left = mock.reduced.get(id);
    if (groupIds.has(id)) {
      removal[managedBy === input.manager ? 'pruned' : 'demo'].groups.push(id);
      note(removal, 'delete', 'group', id, mock.emptied.has(id) ? { targets: { from: targets, to: [] } } : {});
      continue;
    }
    if (declaredGroups.has(id)) continue;
    if (left) {
      removal.reduced.push({ ...group, targets: left });
      note(removal, 'update', 'group', id, { targets: { from: targets, to: left } });
    }
    for (const { provider, model } of left ?? targets) needed.add(nameModel(provider, model));
  }
  planPolicies(input, removal, groupIds);
  const declaredModels = new Map(
    declared.providers.flatMap(({ id, models }) =>
      models.map((model) => [nameModel(id, model.id), model.managedBy ?? null]),
    ),
  );
  const heldProviders = new Set<string>();
  for (const [name, { id, managedBy }] of present.models) {
    const provider = name.slice(0, -id.length - 1);
    const what = fate(input, managedBy, declaredModels.get(name));
    if (what === 'stays' || needed.has(name)) heldProviders.add(provider);
    if (what === 'stays') continue;
    if (needed.has(name)) {
      removal.adopted.models.push({ provider, id });
      noteAdopted(removal, 'model', name, managedBy);
    } else {
      removal[what].models.push({ provider, id });
      note(removal, 'delete', 'model', name);
    }
  }
  const declaredProviders = managersById(declared.providers);
  for (const [id, { managedBy }] of present.providers) {
    const what = fate(input, managedBy, declaredProviders.get(id));
    if (what === 'stays') continue;
    if (heldProviders.has(id)) {
      removal.adopted.providers.push(id);
      noteAdopted(removal, 'provider', id, managedBy);
    } else {
      removal[what].providers.push(id);
      note(removal, 'delete', 'provider', id);
    }
  }
}

/** Nothing refers to a group's policy but groups: it goes with the last of them. */
function planPolicies(input: RemovalInput, removal: Removal, leaving: ReadonlySet<string>): void {
  const { present, declared } = input;
  const declaredGroups = new Set(declared.groups.map(({ id }) => id));
  const staying = [...present.groups.values()].filter(({ id }) => !leaving.has(id) && !declaredGroups.has(id));
  const needed = new Set(staying.map(({ policy }) => policy));
  const declaredPolicies = managersById(declared.policies ?? []);
  for (const [id, { managedBy }] of present.policies) {
    const what = fate(input, managedBy, declaredPolicies.get(id));
    if (what === 'stays') continue;
    if (needed.has(id)) {
      removal.adopted.policies.push(id);
      noteAdopted(removal, 'policy', id, managedBy);
    } else {
      removal[what].policies.push(id);
      note(removal, 'delete', 'policy', id);
    }
  }
}

/** The file's own tokens are written anew, and those that leave need no telling. */
function narrowTokens(
  { declared, org, holdings, manager, prune }: RemovalInput,
  removal: Removal,
  allowances: ReadonlyMap<string, readonly string[]>,
): void {
  const leaving = new Set([...removal.demo.groups, ...removal.pruned.groups]);
  const again = new Set(declared.groups.map(({ id }) => id));
  const deleted = new Set(removal.demo.tokens);
  const written = new Set(listTokens(declared, org).map(({ tokenId }) => tokenId));
  const managers = new Map(holdings.tokens.map(({ tokenId, managedBy }) => [tokenId, managedBy]));
  for (const [tokenId, allow] of allowances) {
    if (deleted.has(tokenId) || written.has(tokenId) || (prune && managers.get(tokenId) === manager)) continue;
    const to = allow.filter((group) => !leaving.has(group) || again.has(group));
    for (const groupId of to) if (leaving.has(groupId)) removal.returning.push({ tokenId, groupId });
    if (to.length === allow.length) continue;
    removal.narrowed.push(tokenId);
    note(removal, 'update', 'token', tokenId, { allow: { from: [...allow].sort(), to: to.sort() } });
  }
}

function note(
  removal: Removal,
  action: Change['action'],
  kind: ObjectKind,
  id: string,
  difference: Change['difference'] = {},
): void {
  removal.changes.push({ action, kind, id, difference });
}

function noteAdopted(removal: Removal, kind: ObjectKind, id: string, managedBy: Manager): void {
  note(removal, 'update', kind, id, { managed_by: { from: managedBy, to: 'console' } });
}
