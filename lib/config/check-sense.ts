import type { Problem } from './configuration-error';
import { type Entry, entriesOf, outlineOf, textOf } from './outline';

/** What each field allows and the whole does not: weights that choose nothing, a user of two kinds, a token of two forms. */
export function checkSense(document: unknown): Problem[] {
  const root = outlineOf(document);
  const callers = entriesOf(root, 'callers');
  return [
    ...entriesOf(root, 'groups').flatMap(checkWeights),
    ...checkKinds(callers),
    ...callers.flatMap((caller) => entriesOf(caller, 'tokens').flatMap(checkForm)),
  ];
}

/** Of the targets that are switched on: a group may be switched off as a whole. */
function checkWeights(group: Entry): Problem[] {
  const targets = entriesOf(group, 'targets').filter(({ row }) => row.enabled !== false);
  if (targets.length === 0 || targets.some(({ row }) => row.weight !== 0)) return [];
  const message = 'every enabled target has weight 0, so none would ever be chosen; give one of them a weight above 0';
  return [{ path: [...group.path, 'targets'], message }];
}

function checkKinds(callers: readonly Entry[]): Problem[] {
  const kinds = new Map<string, string>();
  return callers.flatMap((caller): Problem[] => {
    const user = textOf(caller, 'user');
    const kind = textOf(caller, 'kind');
    if (user === undefined || kind === undefined) return [];
    const before = kinds.get(user) ?? kind;
    kinds.set(user, before);
    if (before === kind) return [];
    return [
      { path: [...caller.path, 'kind'], message: `user "${user}" is a ${before} already; a user is of one kind` },
    ];
  });
}

function checkForm(token: Entry): Problem[] {
  const forms = ['token', 'token_sha256'].filter((form) => token.row[form] !== undefined);
  if (forms.length === 1) return [];
  const message = forms.length === 0 ? 'is missing, and so is token_sha256; give one of them' : '';
  if (message) return [{ path: [...token.path, 'token'], message }];
  return [{ path: [...token.path, 'token_sha256'], message: 'token is given too; give one of them', at: 'key' }];
}
