'use client';

import { useEffect, useState } from 'react';
import { Icon, type IconName } from './icon';

type State = 'ready' | 'copied' | 'failed';

const shownMs = 1600;

interface Props {
  what: string;
  /** What is copied, where that is not the text as it is shown; `note` says so. */
  copies?: { read: (source: Element | null | undefined) => string; note: string; onFailed: () => void };
}

/** Copies the text beside it: the `pre` or `code` of the element that holds the button. */
export function CopyButton({ what, copies }: Props) {
  const [state, setState] = useState<State>('ready');

  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(button: HTMLButtonElement) {
    const source = button.closest('[data-copy]')?.querySelector('pre, code');
    // The clipboard is missing on plain-HTTP origins other than localhost; then the text is selected instead.
    try {
      await navigator.clipboard.writeText(copies ? copies.read(source) : (source?.textContent ?? ''));
      setState('copied');
    } catch {
      copies?.onFailed();
      if (source) getSelection()?.selectAllChildren(source);
      setState('failed');
    }
  }

  const note = copies ? ` ${copies.note}` : '';
  return (
    <button
      type="button"
      data-needs-script
      onClick={(event) => copy(event.currentTarget)}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-sm px-2 font-sans text-muted text-xs transition-colors hover:bg-sunken hover:text-ink"
    >
      <Icon name={signs[state]} className="size-3.5" />
      <span aria-hidden="true">{state === 'copied' ? `Copied${note}` : words[state]}</span>
      <span className="sr-only" aria-live="polite">
        {state === 'ready' ? `Copy ${what}` : `${what} ${state === 'copied' ? `copied${note}` : 'selected'}`}
      </span>
    </button>
  );
}

const signs: Record<State, IconName> = { ready: 'copy', copied: 'check', failed: 'dash' };
const words: Record<State, string> = { ready: 'Copy', copied: 'Copied', failed: 'Selected' };
