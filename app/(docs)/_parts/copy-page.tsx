'use client';

import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Icon } from '@/app/_ui/icon';

type State = 'ready' | 'copied' | 'failed';

const words: Record<State, string> = { ready: 'Copy page', copied: 'Copied as Markdown', failed: 'Open as Markdown' };

/** Puts the page on the clipboard as Markdown; where there is no clipboard (plain HTTP elsewhere) it leads to the text. */
export function CopyPage() {
  const address = `${usePathname()}.md`;
  const [state, setState] = useState<State>('ready');

  async function copy() {
    try {
      const text = fetch(address).then((answer) => answer.text());
      await navigator.clipboard.writeText(await text);
      setState('copied');
    } catch {
      setState('failed');
    }
  }

  const look = 'inline-flex items-center gap-1.5 text-muted text-sm transition-colors hover:text-ink';
  if (state === 'failed')
    return (
      <a href={address} className={look}>
        <Icon name="copy" className="size-3.5" />
        {words.failed}
      </a>
    );
  return (
    <button type="button" onClick={copy} className={look}>
      <Icon name={state === 'copied' ? 'check' : 'copy'} className="size-3.5" />
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
