import type {
  Declared,
  DeclaredCaller,
  DeclaredGroup,
  DeclaredModel,
  DeclaredPolicy,
  DeclaredPrice,
  DeclaredProject,
  DeclaredProvider,
} from '../../config/declared';
import type { Manager, UserKind } from '../../exchange/statuses';
import { type Change, findChange, type ObjectKind } from './change';
import {
  describeGroup,
  describeModel,
  describePolicy,
  describeProject,
  describeProvider,
  type Fields,
} from './describe';
import { findNotices } from './find-notices';
import { withStoredHeaders } from './plan-headers';
import { explainKeys, withStoredKey } from './plan-key';
import { planLeftGroups } from './plan-left-groups';
import { planMovedTokens, planTokens, type TokenWrite } from './plan-tokens';
import { explainGuarded, withTrust } from './plan-trust';
import { holdersManager, nameCaller, nameModel, type Present } from './present';

/** What an apply will do, decided before anything is written. */
export interface ApplyPlan {
  changes: Change[];
  writes: Writes;
  /** What the file asks for and does not get, in words. */
  notices: string[];
}

/** The objects that change, whole: an object of the file is what the file says, and nothing of what it was. */
export interface Writes {
  providers: DeclaredProvider[];
  models: { provider: string; model: DeclaredModel }[];
  prices: { provider: string; model: string; price: DeclaredPrice }[];
  policies: DeclaredPolicy[];
  groups: DeclaredGroup[];
  users: { id: string; kind: UserKind; managedBy: Manager }[];
  projects: DeclaredProject[];
  callers: Omit<DeclaredCaller, 'kind' | 'tokens'>[];
  tokens: TokenWrite[];
  /** Former names of tokens that now have another. */
  movedTokenIds: string[];
}

/**
 * The difference between what is and what the file declares. Pure. What the file does not speak of stays as it is; what it
 * does becomes the file's, the console's own objects included.
 */
export function planApply(
  present: Present,
  declared: Declared,
  { org, manager, trusts }: { org: string; manager: Manager; trusts: boolean },
): ApplyPlan {
  const changes: Change[] = [];
  const keep = (kind: ObjectKind, id: string, before: Fields | undefined, after: Fields): boolean => {
    const change = findChange(kind, id, before, after);
    if (change) changes.push(change);
    return change !== null;
  };
  const policy = planPolicy(present, declared, { manager, trusts }, keep);
  const left = planLeftGroups(present, declared, manager, keep);
  policy.groups.push(...left.groups);
  const holders = planHolders(present, declared, manager, keep);
  const { tokens, notices } = planTokens(present, declared, { org, manager }, keep);
  const moved = planMovedTokens(present, declared, org);
  return {
    changes: [...changes, ...moved.changes],
    writes: { ...policy, ...holders, tokens, movedTokenIds: moved.movedIds },
    notices: [
      ...findNotices(declared, present),
      ...explainGuarded(policy.providers, present, { manager }),
      ...explainKeys(policy.providers, present, manager),
      ...left.notices,
      ...notices,
      ...moved.notices,
    ],
  };
}

/** Notes the change of an object, if there is one, and says whether there is. */
export type KeepChange = (kind: ObjectKind, id: string, before: Fields | undefined, after: Fields) => boolean;

function planPolicy(
  present: Present,
  declared: Declared,
  { manager, trusts }: { manager: Manager; trusts: boolean },
  keep: KeepChange,
) {
  const models: Writes['models'] = [];
  const prices: Writes['prices'] = [];
  const declaredProviders = declared.providers.map((provider) =>
    withTrust(withStoredKey(withStoredHeaders(provider, present), present, manager), present, { manager, trusts }),
  );
  const providers = declaredProviders.filter((provider) => {
    const before = present.providers.get(provider.id);
    return keep(
      'provider',
      provider.id,
      before && describeProvider(before, before.managedBy),
      describeProvider(provider, provider.managedBy ?? manager),
    );
  });
  for (const { id: provider, models: list } of declared.providers) {
    for (const model of list) {
      const name = nameModel(provider, model.id);
      const before = present.models.get(name);
      const price = present.prices.get(name) ?? null;
      // Prices are history: one that the file no longer names stays in force.
      const after = describeModel(model, model.price ?? price, model.managedBy ?? manager);
      if (!keep('model', name, before && describeModel(before, price, before.managedBy), after)) continue;
      models.push({ provider, model });
      if (model.price && !isSamePrice(model.price, price))
        prices.push({ provider, model: model.id, price: model.price });
    }
  }
  const policies = (declared.policies ?? []).filter((one) => {
    const before = present.policies.get(one.id);
    const after = describePolicy(one, one.managedBy ?? manager);
    return keep('policy', one.id, before && describePolicy(before, before.managedBy), after);
  });
  const groups = declared.groups.filter((group) => {
    const before = present.groups.get(group.id);
    return keep(
      'group',
      group.id,
      before && describeGroup(before, before.managedBy),
      describeGroup(group, group.managedBy ?? manager),
    );
  });
  return { providers, models, prices, policies, groups };
}

function isSamePrice(one: DeclaredPrice, other: DeclaredPrice | null): boolean {
  return one.input === other?.input && one.cachedInput === other.cachedInput && one.output === other.output;
}

function planHolders(present: Present, declared: Declared, manager: Manager, keep: KeepChange) {
  const kinds = new Map(declared.callers.map(({ user, kind }) => [user, kind]));
  const users = [...kinds].flatMap(([id, kind]) => {
    const before = present.users.get(id);
    const managedBy = holdersManager(declared, { user: id }, manager);
    const after = { kind, managed_by: managedBy };
    const isKept = keep('user', id, before && { kind: before.kind, managed_by: before.managedBy }, after);
    return isKept ? [{ id, kind, managedBy }] : [];
  });
  const projects = [...declared.projects, ...findImpliedProjects(present, declared, manager)].filter((project) => {
    const before = present.projects.get(project.id);
    return keep(
      'project',
      project.id,
      before && describeProject(before, before.managedBy),
      describeProject(project, project.managedBy ?? manager),
    );
  });
  const callers = declared.callers.filter(({ user, project, status, managedBy }) => {
    const name = nameCaller(user, project);
    const before = present.callers.get(name);
    const after = { status, managed_by: managedBy ?? manager };
    return keep('caller', name, before && { status: before.status, managed_by: before.managedBy }, after);
  });
  return { users, projects, callers };
}

/**
 * A project that only callers name is made when it is not there, and otherwise left as it is: the file says nothing of it. One
 * that was pruned with all its callers comes back with them.
 */
function findImpliedProjects(present: Present, declared: Declared, manager: Manager): DeclaredProject[] {
  const named = new Set(declared.projects.map(({ id }) => id));
  const implied = new Set(declared.callers.map(({ project }) => project));
  return [...implied].flatMap((id): DeclaredProject[] => {
    if (named.has(id)) return [];
    const before = present.projects.get(id);
    const managedBy = holdersManager(declared, { project: id }, manager);
    if (!before) return [{ id, title: null, status: 'active', managedBy }];
    const wasPruned = before.managedBy === manager && before.status === 'disabled' && isRevived(id, present, declared);
    const { title, limits = null } = before;
    return wasPruned ? [{ id, title, limits, status: 'active', managedBy }] : [];
  });
}

function isRevived(projectId: string, present: Present, declared: Declared): boolean {
  const known = declared.callers.flatMap(({ user, project, status }) => {
    const before = project === projectId ? present.callers.get(nameCaller(user, project)) : undefined;
    return before ? [{ before: before.status, status }] : [];
  });
  return known.some(({ status }) => status === 'active') && known.every(({ before }) => before === 'disabled');
}
