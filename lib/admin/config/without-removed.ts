import type { DeclaredGroup } from '../../config/declared';
import type { Removal } from './plan-removal';
import { nameCaller, nameModel, type Owned, type Present } from './present';
import type { Holdings } from './read-holdings';

/** What is left to compare the file with once the removal is done. */
export function withoutRemoved(present: Present, removal: Removal, holdings: Pick<Holdings, 'callers'>): Present {
  const { demo, pruned, adopted } = removal;
  const goneGroups = new Set([...demo.groups, ...pruned.groups]);
  const goneModels = new Set([...demo.models, ...pruned.models].map(({ provider, id }) => nameModel(provider, id)));
  const goneProviders = new Set([...demo.providers, ...pruned.providers]);
  const goneTokens = new Set(demo.tokens);
  const callerNames = new Map(holdings.callers.map(({ id, userId, projectId }) => [id, nameCaller(userId, projectId)]));
  const namesOf = (ids: readonly number[]) => new Set(ids.map((id) => callerNames.get(id) ?? ''));
  return {
    providers: adoptRows(without(present.providers, goneProviders), new Set(adopted.providers)),
    models: adoptRows(
      without(present.models, goneModels),
      new Set(adopted.models.map(({ provider, id }) => nameModel(provider, id))),
    ),
    prices: without(present.prices, goneModels),
    policies: adoptRows(
      without(present.policies, new Set([...demo.policies, ...pruned.policies])),
      new Set(adopted.policies),
    ),
    groups: reduceGroups(without(present.groups, goneGroups), removal),
    users: adoptRows(without(present.users, new Set(demo.users)), new Set(adopted.users)),
    projects: adoptRows(without(present.projects, new Set(demo.projects)), new Set(adopted.projects)),
    callers: adoptRows(without(present.callers, namesOf(demo.callers)), namesOf(adopted.callers)),
    tokens: new Map(
      [...without(present.tokens, goneTokens)].map(([id, token]) => [
        id,
        { ...token, allow: token.allow.filter((group) => !goneGroups.has(group)) },
      ]),
    ),
    secretHolders: new Map([...present.secretHolders].filter(([, { tokenId }]) => !goneTokens.has(tokenId))),
  };
}

function reduceGroups(groups: Map<string, Owned<DeclaredGroup>>, { reduced }: Removal) {
  for (const { id, targets } of reduced) {
    const group = groups.get(id);
    if (group) groups.set(id, { ...group, targets });
  }
  return groups;
}

function without<Row>(rows: ReadonlyMap<string, Row>, gone: ReadonlySet<string>): Map<string, Row> {
  return new Map([...rows].filter(([name]) => !gone.has(name)));
}

function adoptRows<Row extends { managedBy: unknown }>(rows: Map<string, Row>, names: ReadonlySet<string>) {
  return new Map(
    [...rows].map(([name, row]) => [name, names.has(name) ? { ...row, managedBy: 'console' as const } : row]),
  );
}
