import { leaveMock } from './leave-mock';
import type { Removal, RemovalInput } from './plan-removal';

/** What a removal did beyond the file's own words, for whoever applied it. */
export function explainRemoval(removal: Removal, input: RemovalInput): string[] {
  const { manager } = input;
  const { demo, pruned, disabled, adopted, reduced, narrowed } = removal;
  const notices: string[] = [];
  if (manager !== 'demo' && Object.values(demo).some((ids) => ids.length > 0)) {
    notices.push('the built-in demo is taken away, with its groups, targets and tokens');
  }
  const emptied = count([...leaveMock(input).emptied], 'group');
  if (emptied.length > 0) {
    notices.push(`deleted, because only the demo’s mock stood behind it: ${emptied.join()}`);
  }
  if (reduced.length > 0) {
    const ids = reduced.map(({ id }) => id);
    notices.push(`loses targets, because the demo’s mock answers no more: ${count(ids, 'group').join()}`);
  }
  const deleted = [
    ...count(pruned.groups, 'group'),
    ...(pruned.policies.length === 1 ? count(pruned.policies, 'policy') : []),
    ...(pruned.policies.length > 1 ? [`${pruned.policies.length} policies ${list(pruned.policies)}`] : []),
    ...count(
      pruned.models.map(({ provider, id }) => `${provider}/${id}`),
      'model',
    ),
    ...count(pruned.providers, 'provider'),
  ];
  if (deleted.length > 0) notices.push(`no longer declared, and deleted: ${deleted.join('; ')}`);
  const ended = [
    ...count(disabled.tokens, 'token'),
    ...(disabled.callers.length > 0 ? [plural(disabled.callers.length, 'caller')] : []),
    ...count(disabled.projects, 'project'),
  ];
  if (ended.length > 0) {
    notices.push(`no longer declared, and disabled until the file declares them again: ${ended.join('; ')}`);
  }
  const kept = Object.values(adopted).reduce((sum, ids) => sum + ids.length, 0);
  if (kept > 0) {
    const told = removal.changes.flatMap(({ kind, id, difference }) =>
      difference.managed_by?.to === 'console' ? [`${kind} ${id}`] : [],
    );
    notices.push(`kept as the console’s, because what the console manages stands on it: ${list(told)}`);
  }
  if (narrowed.length > 0) {
    notices.push(`may no longer use a group that is gone: ${plural(narrowed.length, 'token')} ${list(narrowed)}`);
  }
  return notices;
}

const mostNames = 10;

function count(ids: readonly string[], noun: string): string[] {
  return ids.length === 0 ? [] : [`${plural(ids.length, noun)} ${list(ids)}`];
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
