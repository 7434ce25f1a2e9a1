'use client';

import { useEffect, useState } from 'react';

const shownMs = 1600;

/** Copies the text beside it: the `pre` or `code` of the element that holds the button. */
export function CopyButton({ what }: { what: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');

  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(button: HTMLButtonElement) {
    const source = button.closest('[data-copy]')?.querySelector('pre, code');
    // The clipboard is missing on plain-HTTP origins other than localhost; then the text is selected instead.
    try {
      await navigator.clipboard.writeText(source?.textContent ?? '');
      setState('copied');
    } catch {
      if (source) getSelection()?.selectAllChildren(source);
      setState('failed');
    }
  }

  return (
    <button
      type="button"
      onClick={(event) => copy(event.currentTarget)}
      className="cursor-pointer rounded px-2 py-1 font-sans text-muted text-xs transition-colors hover:text-ink"
    >
      <span aria-hidden="true">{{ ready: 'Copy', copied: 'Copied', failed: 'Selected' }[state]}</span>
      <span className="sr-only" aria-live="polite">
        {state === 'ready' ? `Copy ${what}` : state === 'copied' ? `${what} copied` : `${what} selected`}
      </span>
    </button>
  );
}
