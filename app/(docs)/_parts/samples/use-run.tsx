'use client';

import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Icon } from '@/app/_ui/icon';
import { type Held, useHeld } from '@/app/_visit/held';
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
 * one of several whose code is sent, whichever is shown: the button says which.
 */
export function useRun(origin: string | null, tab?: string): Run {
  const [press, setPress] = useState<Press | null>(null);
  const [wanted, setWanted] = useState<HTMLButtonElement | null>(null);
  const held = useHeld();

  // After the paint, when the example has become its holder's: what is sent is what stands there.
  useEffect(() => {
    if (!wanted || !held) return;
    setWanted(null);
    const script = scriptBeside(wanted, tab, held);
    setPress((before) => ({ number: (before?.number ?? 0) + 1, script }));
  }, [wanted, held, tab]);

  if (origin === null) return { button: null, panel: null, open: false };

  function start(button: HTMLButtonElement) {
    if (held) setWanted(button);
    else askForToken(button, () => setWanted(button));
  }

  const words = tab ? `Run ${tab}` : 'Run';
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

function scriptBeside(button: HTMLButtonElement, tab: string | undefined, held: Held): string {
  const sample = button.closest('[data-sample]');
  return workingText(sample?.querySelector(tab ? `[data-tab="${CSS.escape(tab)}"] pre` : 'pre'), held);
}

const RunPanel = lazy(() => import('./run-panel'));
