'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Icon } from '@/app/_ui/icon';

type State = 'ready' | 'copied' | 'failed';

const words: Record<State, string> = { ready: 'Copy page', copied: 'Copied as Markdown', failed: 'Open as Markdown' };

const shownMs = 1600;

/** Puts the page on the clipboard as Markdown; where there is no clipboard (plain HTTP elsewhere) it leads to the text. */
export function CopyPage() {
  const address = `${usePathname()}.md`;
  const [state, setState] = useState<State>('ready');

  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      // Handed over as a promise: after a wait, Safari no longer believes that a press asked for it.
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': readPlain(address) })]);
      setState('copied');
    } catch {
      setState('failed');
    }
  }

  const look = 'inline-flex items-center gap-1.5 text-muted text-sm transition-colors hover:text-ink';
  if (state === 'failed')
    return (
      // The focus stays where it was pressed.
      <a ref={(link) => link?.focus()} href={address} className={look}>
        <Icon name="copy" className="size-3.5" />
        {words.failed}
      </a>
    );
  return (
    <button type="button" data-needs-script onClick={copy} className={look}>
      <Icon name={state === 'copied' ? 'check' : 'copy'} className="size-3.5" />
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}

async function readPlain(address: string): Promise<Blob> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`);
  return new Blob([await answer.arrayBuffer()], { type: 'text/plain' });
}
