import { useSyncExternalStore } from 'react';

/** Is the reader being asked for a token? Any button of a page may ask, and one dialog shows it (token-dialog.tsx). */
let asking = false;
/** What the reader wanted to do with one, when they were asked. */
let wanted: (() => void) | null = null;
/** The button that asked, and what is around it: it may be gone when there is a token. */
let asker: { button: HTMLElement; around: HTMLElement | null } | null = null;
const listeners = new Set<() => void>();

/** Of the button that was pressed. `then` is done once a token is there, and not where the reader would rather give none. */
export function askForToken(button: HTMLElement | null, then?: () => void): void {
  wanted = then ?? null;
  asker = button && { button, around: button.closest<HTMLElement>('[data-copy], [data-visit]') };
  set(true);
}

/** Nobody asks any more, whether for want of a token or of a page. */
export function endTokenRequest(): void {
  wanted = null;
  set(false);
}

/** There is a token: what it was wanted for goes on. */
export function grantTokenRequest(): void {
  const then = wanted;
  endTokenRequest();
  then?.();
}

/** What gets the focus when nobody asks any more: the button that asked, or else what stands in its place. */
export function focusAfterTokenRequest(): HTMLElement | true {
  if (!asker || asker.button.isConnected) return true;
  return asker.around?.querySelector('pre') ?? asker.around ?? true;
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
