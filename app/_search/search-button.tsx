'use client';

import { useEffect, useState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { Kbd } from '@/app/_ui/kbd';
import { SearchDialog } from './search-dialog';
import { asksForSearch } from './shortcut';
import { useArrival } from './use-arrival';

/** Opens the search, as `/` and Ctrl+K or ⌘K do. Without JavaScript there is none, and so no button. */
export function SearchButton() {
  const [open, setOpen] = useState(false);
  useArrival();

  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (!asksForSearch(event)) return;
      event.preventDefault();
      setOpen(true);
    }
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="inline-flex h-8 items-center gap-2 rounded-md text-muted transition-colors hover:text-ink noscript:hidden max-md:w-8 max-md:justify-center max-md:hover:bg-sunken md:mx-2 md:w-44 md:border md:border-line-strong md:bg-surface md:px-2.5 md:hover:border-field"
      >
        <Icon name="search" />
        <span className="max-md:sr-only">Search</span>
        <span aria-hidden="true" className="ml-auto max-md:hidden pointer-coarse:hidden">
          <Kbd>/</Kbd>
        </span>
      </button>
      {open && <SearchDialog onClose={() => setOpen(false)} />}
    </>
  );
}
