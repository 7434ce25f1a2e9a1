import type { PolicyChanges } from '../../runtime/runtime';

export interface DemoRemoval {
  /** The policy's version: before, of a plan; afterwards, of what was done. */
  version: number;
  /** What is not the demo's and loses something: a token groups that it might use, a group targets; a group that has none left goes. */
  losses: PolicyChanges['changes'];
  /** What was the demo's and is the console's from then on, because something of the console's stands on it. */
  kept: { kind: string; id: string }[];
  notices: string[];
}

/** What becomes of things that are not the demo's own; `ended` are tokens that are over, and lose nothing. */
export function tellRemoval(
  { version, changes, notices }: PolicyChanges,
  ended: ReadonlySet<string> = new Set(),
): DemoRemoval {
  return {
    version,
    losses: changes.filter(
      ({ kind, id, difference: { allow, targets } }) =>
        (allow !== undefined || targets !== undefined) && !(kind === 'token' && ended.has(id)),
    ),
    kept: changes.flatMap(({ kind, id, difference }) =>
      difference.managed_by?.to === 'console' ? [{ kind, id }] : [],
    ),
    notices,
  };
}
