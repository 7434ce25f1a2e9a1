import { checkAliases } from './check-aliases';
import { type Problem, renderPath } from './configuration-error';
import type { KnownIds } from './known-ids';
import { type Entry, entriesOf, outlineOf, textOf, textsOf } from './outline';

/** That nothing is declared twice, and that every name a group may be called by leads to one group. */
export function checkNames(document: unknown, known: KnownIds): Problem[] {
  const root = outlineOf(document);
  const providers = entriesOf(root, 'providers');
  const groups = entriesOf(root, 'groups');
  const callers = entriesOf(root, 'callers');
  return [
    ...findTwins(providers, ['id'], 'provider'),
    ...providers.flatMap((provider) => findTwins(entriesOf(provider, 'models'), ['id'], 'model')),
    ...findTwins(entriesOf(root, 'policies'), ['id'], 'policy'),
    ...findTwins(groups, ['id'], 'group'),
    ...groups.flatMap((group) => findTwins(entriesOf(group, 'targets'), ['model', 'provider'], 'target')),
    ...findTwins(entriesOf(root, 'projects'), ['id'], 'project'),
    ...findTwins(callers, ['user', 'project'], 'caller'),
    ...callers.flatMap(({ path, row }) => findTwins(tokensOf({ path, row }), ['key', 'env'], 'token')),
    ...callers.flatMap((caller) => entriesOf(caller, 'tokens').flatMap((token) => findRepeats(token, 'allow'))),
    ...checkAliases(document, known),
  ];
}

/** With the environment that is left out filled in: `dev` and nothing are the same. */
function tokensOf(caller: Entry): Entry[] {
  return entriesOf(caller, 'tokens').map(({ path, row }) => ({ path, row: { ...row, env: row.env ?? 'dev' } }));
}

function findTwins(entries: readonly Entry[], keys: readonly [string, ...string[]], noun: string): Problem[] {
  const first = new Map<string, Entry>();
  return entries.flatMap((entry): Problem[] => {
    const names = keys.map((key) => textOf(entry, key));
    if (names.includes(undefined)) return [];
    const name = names.join(' ');
    const twin = first.get(name);
    if (!twin) {
      first.set(name, entry);
      return [];
    }
    const what = keys.length === 1 ? `${noun} "${name}"` : `this ${noun}`;
    return [{ path: [...entry.path, keys[0]], message: `${what} is declared already, at ${renderPath(twin.path)}` }];
  });
}

function findRepeats(entry: Entry, key: string): Problem[] {
  const seen = new Set<string>();
  return textsOf(entry, key).flatMap(({ path, text }): Problem[] => {
    if (seen.has(text)) return [{ path, message: `"${text}" is in the list already` }];
    seen.add(text);
    return [];
  });
}
