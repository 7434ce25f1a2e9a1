import type { Problem } from './configuration-error';
import type { KnownIds } from './known-ids';
import { didYouMean } from './nearest';
import { entriesOf, outlineOf, textOf, textsOf } from './outline';

/**
 * That each target's model, each group's policy and each allowed group is there: in the document, or in the store. Takes a document as it was
 * written, right or not, and a read one as well: the names it looks at are the same in both.
 */
export function checkReferences(document: unknown, known: KnownIds): Problem[] {
  return [...checkTargets(document, known), ...checkPolicies(document, known), ...checkAllow(document, known)];
}

function checkTargets(document: unknown, known: KnownIds): Problem[] {
  const models = new Map([...known.models].map(([provider, ids]) => [provider, new Set(ids)]));
  const root = outlineOf(document);
  for (const provider of entriesOf(root, 'providers')) {
    const id = textOf(provider, 'id');
    if (id === undefined) continue;
    const ids = models.get(id) ?? new Set();
    for (const model of entriesOf(provider, 'models')) ids.add(textOf(model, 'id') ?? '');
    models.set(id, ids);
  }
  return entriesOf(root, 'groups').flatMap((group) =>
    entriesOf(group, 'targets').flatMap((target): Problem[] => {
      const provider = textOf(target, 'provider');
      const model = textOf(target, 'model');
      if (provider === undefined) return [];
      const offered = models.get(provider);
      if (!offered) {
        const message = `no provider "${provider}"${didYouMean(provider, models.keys())}`;
        return [{ path: [...target.path, 'provider'], message }];
      }
      if (model === undefined || offered.has(model)) return [];
      const message = `no model "${model}" in provider "${provider}"${didYouMean(model, offered)}`;
      return [{ path: [...target.path, 'model'], message }];
    }),
  );
}

function checkPolicies(document: unknown, known: KnownIds): Problem[] {
  const root = outlineOf(document);
  const declared = new Set(entriesOf(root, 'policies').flatMap((policy) => textOf(policy, 'id') ?? []));
  return entriesOf(root, 'groups').flatMap((group): Problem[] => {
    const id = textOf(group, 'policy');
    if (id === undefined || declared.has(id)) return [];
    const stored = known.policies.get(id);
    if (stored?.isPublished) return [];
    const message = stored
      ? `no version of policy "${id}" is published yet; publish one first`
      : `no policy "${id}"${didYouMean(id, new Set([...declared, ...known.policies.keys()]))}`;
    return [{ path: [...group.path, 'policy'], message }];
  });
}

function checkAllow(document: unknown, known: KnownIds): Problem[] {
  const root = outlineOf(document);
  const groups = entriesOf(root, 'groups');
  const ids = new Set([...known.groups.keys(), ...groups.flatMap((group) => textOf(group, 'id') ?? [])]);
  const byAlias = new Map([...known.groups].flatMap(([id, aliases]) => aliases.map((alias) => [alias, id] as const)));
  for (const group of groups) {
    for (const alias of textsOf(group, 'aliases')) byAlias.set(alias.text, textOf(group, 'id') ?? '');
  }
  const tokens = entriesOf(root, 'callers').flatMap((caller) => entriesOf(caller, 'tokens'));
  return tokens.flatMap((token) =>
    textsOf(token, 'allow').flatMap(({ path, text }): Problem[] => {
      if (ids.has(text)) return [];
      const group = byAlias.get(text);
      const hint = group ? `; it is an alias: allow its group, "${group}"` : didYouMean(text, ids);
      return [{ path, message: `no group "${text}"${hint}` }];
    }),
  );
}
