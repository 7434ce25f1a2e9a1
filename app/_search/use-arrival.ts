import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

/** The place that was chosen, until its page is there. It is no state: nothing is drawn of it. */
let awaited: string | null = null;

/** After a place was chosen: who goes on by keyboard or listens goes on there, and not at the top of everything. */
export function focusOnArrival(address: string): void {
  awaited = address;
  if (pathOf(address) === window.location.pathname) arrive();
}

/** Sees a chosen page arrive; for what stays while pages change. */
export function useArrival(): void {
  const path = usePathname();
  useEffect(() => {
    if (awaited !== null && pathOf(awaited) === path) arrive();
  }, [path]);
}

function arrive(): void {
  const fragment = awaited?.split('#')[1];
  awaited = null;
  const place = (fragment && document.getElementById(fragment)) || document.querySelector<HTMLElement>('#content h1');
  if (!place) return;
  // A heading takes the focus for this once, and shows no ring: nothing can be done with it.
  place.setAttribute('tabindex', '-1');
  place.classList.add('outline-none');
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  // Where the page is scrolled to is the router's to say.
  place.focus({ preventScroll: true });
}

function pathOf(address: string): string {
  return address.split('#')[0] ?? '';
}
