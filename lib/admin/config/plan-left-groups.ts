import type { Declared, DeclaredGroup } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import { describeGroup } from './describe';
import type { KeepChange } from './plan-apply';
import type { Present } from './present';

/**
 * Groups that the file left behind with a name that it now gives to another, as when one is renamed: they lose that name
 * and stay otherwise as they are. The console's own groups were refused before, and so was a console that asks for such a name.
 */
export function planLeftGroups(present: Present, declared: Declared, manager: Manager, keep: KeepChange) {
  const newOwners = new Map<string, string>();
  for (const { id, aliases } of declared.groups) for (const name of [id, ...aliases]) newOwners.set(name, id);
  const declaredIds = new Set(declared.groups.map(({ id }) => id));
  const notices: string[] = [];
  const groups: DeclaredGroup[] = [];
  for (const [id, before] of present.groups) {
    if (declaredIds.has(id) || before.managedBy !== manager) continue;
    const lost = before.aliases.filter((alias) => newOwners.has(alias));
    if (lost.length === 0) continue;
    const after = { ...before, aliases: before.aliases.filter((alias) => !newOwners.has(alias)) };
    keep('group', id, describeGroup(before, manager), describeGroup(after, manager));
    groups.push(after);
    const owners = [...new Set(lost.map((alias) => newOwners.get(alias)))].map((owner) => `group "${owner}"`);
    notices.push(
      `group "${id}" is still in the store, though not in the file, without ${andList(lost.map((alias) => `"${alias}"`))}, which the file gives to ${andList(owners)}`,
    );
  }
  return { groups, notices };
}

function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
