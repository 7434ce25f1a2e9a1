import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Where buttons go away because one of them was pressed, the focus would fall back to the beginning of the page. It goes to
 * the part around them, which stays (`data-visit`, with a `tabIndex`).
 */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const buttons = useRef<T>(null);
  useLayoutEffect(() => {
    const going = buttons.current;
    return () => {
      if (going?.contains(document.activeElement)) going.closest<HTMLElement>('[data-visit]')?.focus();
    };
  }, []);
  return buttons;
}
