'use client';

import { type KeyboardEvent, type MouseEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { Kbd } from '@/app/_ui/kbd';
import { nextChoice } from './next-choice';
import { SearchResults } from './search-results';
import { focusOnArrival } from './use-arrival';
import { useSearch } from './use-search';

/**
 * A field and what it finds. The dialog is the browser's own, so that the field takes the very next key, whatever is still being
 * loaded, and the focus goes back to where it was. What is typed stays in the field and in memory: no address, no storage, no
 * attribute (somebody will paste a token).
 */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [choice, setChoice] = useState<number | null>(null);
  const { places, heading, status } = useSearch(query);
  const id = useId();

  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  function type(typed: string) {
    setQuery(typed);
    // Enter goes to the first of what was found, and to nothing by accident where nothing was asked.
    setChoice(typed.trim() === '' ? null : 0);
    list.current?.scrollTo(0, 0);
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const options = list.current?.querySelectorAll<HTMLElement>('[role=option]') ?? [];
    if (event.key === 'Enter') {
      event.preventDefault();
      if (choice !== null) options[choice]?.click();
      return;
    }
    const next = nextChoice(event, choice, options.length);
    if (next === undefined) return;
    event.preventDefault();
    setChoice(next);
    options[next]?.scrollIntoView({ block: 'nearest' });
  }

  function choose(event: MouseEvent<HTMLAnchorElement>) {
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (opensElsewhere) return;
    // Closing gives the focus back to where it was, so it goes on only after that.
    dialog.current?.close();
    focusOnArrival(event.currentTarget.getAttribute('href') ?? '');
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the browser's own
    <dialog
      ref={dialog}
      aria-label="Search"
      onClose={onClose}
      // A press beside it; the dialog itself has no edge within that could be hit.
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className="m-0 h-dvh max-h-none w-full max-w-none flex-col overflow-hidden border-line bg-raised text-ink text-sm outline-none backdrop:bg-[var(--veil)] open:flex sm:mx-auto sm:mt-[10vh] sm:h-fit sm:max-h-[min(38rem,80dvh)] sm:w-[calc(100vw-3rem)] sm:max-w-2xl sm:rounded-xl sm:border sm:shadow-dialog"
    >
      <div className="flex items-center gap-3 border-line border-b px-4">
        <Icon name="search" className="size-4 text-muted" />
        <input
          role="combobox"
          aria-label="Search the docs, error codes and settings"
          aria-autocomplete="list"
          aria-expanded={places.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={choice === null || !places[choice] ? undefined : `${id}-${choice}`}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          type="text"
          inputMode="search"
          enterKeyHint="go"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          data-1p-ignore
          data-bwignore
          data-lpignore="true"
          placeholder="Search docs, error codes, settings"
          className="h-13 min-w-0 grow bg-transparent text-base outline-none pointer-coarse:text-[1rem] placeholder:text-muted"
        />
        <button
          type="button"
          aria-label="Close, Esc"
          onClick={() => dialog.current?.close()}
          className="-mr-1 inline-flex h-8 items-center rounded-sm px-1 text-muted transition-colors hover:text-ink"
        >
          <span className="pointer-coarse:hidden">
            <Kbd>Esc</Kbd>
          </span>
          <Icon name="close" className="not-pointer-coarse:hidden size-4" />
        </button>
      </div>
      <p role="status" className="sr-only">
        {status}
      </p>
      <SearchResults
        id={id}
        list={list}
        heading={heading}
        places={places}
        choice={choice}
        onPoint={setChoice}
        onChoose={choose}
      />
      <p className="flex items-center gap-4 border-line border-t px-4 py-2.5 text-muted text-xs">
        <span>What you type stays in this browser.</span>
        <span aria-hidden="true" className="ml-auto hidden items-center gap-1.5 sm:flex pointer-coarse:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd>
          <span className="mr-2">choose</span>
          <Kbd>↵</Kbd> open
        </span>
      </p>
    </dialog>
  );
}
