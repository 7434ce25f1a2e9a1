import { type Problem, renderPath } from './configuration-error';
import { groupId } from './field-kinds';
import type { KnownIds } from './known-ids';
import { type Entry, entriesOf, outlineOf, textOf, textsOf } from './outline';

/**
 * Ids and aliases are one namespace, which the groups that only the store has are part of. Takes a read document too.
 * An alias may leave a group that a file declared and this one does not: it was the file's, and nothing else could free it.
 */
export function checkAliases(document: unknown, known: KnownIds): Problem[] {
  const groups = entriesOf(outlineOf(document), 'groups');
  const declared = new Set(groups.map((group) => textOf(group, 'id')));
  const stored = new Map<string, string>();
  const storedAliases = new Map<string, string>();
  for (const [id, aliases] of known.groups) {
    if (declared.has(id)) continue;
    stored.set(id, explainStoredId(id, known));
    if (known.fileGroups.has(id)) continue;
    for (const alias of aliases) storedAliases.set(alias, explainStoredAlias(alias, id, known));
  }
  const owners = new Map<string, string>();
  for (const group of groups) {
    const id = textOf(group, 'id');
    if (id !== undefined) owners.set(id, `"${id}" already leads to group "${id}"`);
  }
  return groups.flatMap((group): Problem[] => {
    const problems: Problem[] = [];
    const id = textOf(group, 'id');
    const owner = id === undefined ? undefined : storedAliases.get(id);
    if (owner) problems.push({ path: [...group.path, 'id'], message: owner });
    for (const { path, text } of textsOf(group, 'aliases')) {
      const taken = owners.get(text);
      // Under a wrong id the group is not known to be the one that has the alias: the id is the mistake.
      const elsewhere = hasRightId(group) ? (stored.get(text) ?? storedAliases.get(text)) : undefined;
      const message = taken ?? elsewhere;
      if (message) problems.push({ path, message });
      else
        owners.set(text, `"${text}" already leads to ${id === undefined ? renderPath(group.path) : `group "${id}"`}`);
    }
    return problems;
  });
}

function hasRightId(group: Entry): boolean {
  return groupId.safeParse(group.row.id).success;
}

function explainStoredId(id: string, { asker }: KnownIds): string {
  if (asker === 'console') return `"${id}" is the id of another group, and an id cannot be an alias as well`;
  return `"${id}" is the id of a group that is in the store and not in this file; an id cannot be another group’s alias, so take this one out`;
}

function explainStoredAlias(alias: string, id: string, { asker }: KnownIds): string {
  if (asker === 'console') return `"${alias}" is an alias of group "${id}" already; take it away there first`;
  return `"${alias}" is an alias of group "${id}", which the console manages; take it away from that group there, or declare that group here without it`;
}
