'use client';

import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { readHeld } from '@/app/_visit/held';
import { askForToken } from '@/app/_visit/token-request';
import { workingText } from '@/app/_visit/working-text';
import { BarButton } from './bar-button';

interface Run {
  /** Null where there is nothing to run. */
  button: ReactNode;
  panel: ReactNode;
  open: boolean;
}

/** What was pressed for: the text as it was then, and which press it was. */
interface Press {
  number: number;
  script: string;
}

/**
 * The Run button of an example, and what comes of it. `origin` is what this deployment is called in the example; `tab` is the
 * one of several whose code is sent, whichever is shown.
 */
export function useRun(origin: string | null, tab?: string, shown = tab): Run {
  const [press, setPress] = useState<Press | null>(null);
  if (origin === null) return { button: null, panel: null, open: false };

  function start(button: HTMLButtonElement) {
    const held = readHeld();
    if (!held) return askForToken();
    const sample = button.closest('[data-sample]');
    const source = sample?.querySelector(tab ? `[data-tab="${CSS.escape(tab)}"] pre` : 'pre');
    setPress({ number: (press?.number ?? 0) + 1, script: workingText(source, held) });
  }

  const words = tab === shown ? 'Run' : `Run ${tab}`;
  return {
    open: press !== null,
    button: (
      <BarButton onClick={(event) => start(event.currentTarget)} label={`${words} here`}>
        <Icon name="run" className="size-3.5" />
        {words}
      </BarButton>
    ),
    panel: press && (
      <Suspense fallback={<div className="h-24 border-line border-t bg-raised" />}>
        <RunPanel key={press.number} script={press.script} origin={origin} onClose={() => setPress(null)} />
      </Suspense>
    ),
  };
}

const RunPanel = lazy(() => import('./run-panel'));
