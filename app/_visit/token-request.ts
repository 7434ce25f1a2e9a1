import { useSyncExternalStore } from 'react';

/** Is the reader being asked for a token? Any button of a page may ask, and one dialog shows it (token-dialog.tsx). */
let asking = false;
const listeners = new Set<() => void>();

export function askForToken(): void {
  set(true);
}

export function endTokenRequest(): void {
  set(false);
}

export function useTokenRequest(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asking,
    () => false,
  );
}

function set(next: boolean): void {
  asking = next;
  for (const listener of listeners) listener();
}
