import { useSyncExternalStore } from 'react';
import type { Finding } from './ask-token';
import type { GroupDetails } from './token-answer';

/**
 * A caller token that the reader put in for this visit: in this module's memory and nowhere else. It survives going from page
 * to page of this deployment, and ends with a reload, with leaving, or when the reader says so.
 */
export interface Visit {
  token: string;
  /** What this deployment says of it. */
  finding: Finding;
  /** The group that examples name: one of the token's own, or null where it has none. */
  model: string | null;
  /** When it was put in, by this browser’s clock, epoch milliseconds. */
  since: number;
}

let current: Visit | null = null;
const listeners = new Set<() => void>();

/** The visit's token, or null; the same on the server and at first paint, where there never is one. */
export function useVisit(): Visit | null {
  return useSyncExternalStore(subscribe, readVisit, () => null);
}

/** For what happens at a press of a button, outside of rendering. */
export function readVisit(): Visit | null {
  return current;
}

/** Takes a token for this visit, with what was found out about it. */
export function holdToken(token: string, finding: Finding): void {
  const known = current?.token === token ? current : null;
  const groups = groupsOf(finding);
  const model = known?.model && groups.includes(known.model) ? known.model : (groups[0] ?? null);
  set({ token, finding, model, since: known?.since ?? Date.now() });
}

export function chooseModel(model: string): void {
  if (current) set({ ...current, model });
}

export function forgetToken(): void {
  if (current) set(null);
}

/** What the visit's token may use: first what works as a first try, and of that the name that examples have without a token. */
function groupsOf(finding: Finding): string[] {
  if (finding.kind !== 'known' || finding.token.status !== 'active') return [];
  const place = ({ id, clients }: GroupDetails) => (clients['openai-sdk'].works ? (id === 'default' ? 0 : 1) : 2);
  return finding.token.group_details.toSorted((one, other) => place(one) - place(other)).map(({ id }) => id);
}

function set(next: Visit | null): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  // A browser keeps a page that was left for its back button, and may have another person in front of it then.
  if (listeners.size === 0) addEventListener('pagehide', forgetToken);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
