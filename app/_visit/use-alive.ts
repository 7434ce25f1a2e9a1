import { useSyncExternalStore } from 'react';

/** False in what the server sent, where a press of a button would be lost; true as soon as the page answers. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}
