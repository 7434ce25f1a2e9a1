'use client';

import { useEffect } from 'react';

const question = 'What you changed is not saved. Leave it?';

/** Asks before a page with something unsaved is left: by a link of the console, by closing it, or for another site. */
export function useLeaveWarning(hasUnsaved: boolean): void {
  useEffect(() => {
    if (!hasUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || link?.getAttribute('target') === '_blank';
      if (!link || isElsewhere || link.getAttribute('href')?.startsWith('#')) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', onUnload);
    // Before the link's own handler, which would go at once.
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [hasUnsaved]);
}
