'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { askDemoToken } from './ask-demo-token';
import { useAlive } from './use-alive';

interface Props {
  /** Gets the demo's good token: it is nowhere but in the page's memory. */
  onToken: (token: string) => void;
  /** Among other buttons, and no line of its own. */
  bare?: boolean;
}

/** Shown by a demo alone: one press instead of a copy from the terminal. */
export function DemoTokenButton({ onToken, bare = false }: Props) {
  const [problem, setProblem] = useState(false);
  const alive = useAlive();

  async function ask() {
    const token = await askDemoToken();
    setProblem(token === null);
    if (token !== null) onToken(token);
  }

  return (
    <span className={bare ? 'contents' : 'mt-3 block text-sm'}>
      <Button size="small" disabled={!alive} onClick={ask}>
        Use the demo’s token
      </Button>
      <span role="status" className={bare ? 'basis-full text-bad empty:hidden' : 'ml-3 text-bad empty:hidden'}>
        {problem ? 'This server is no demo any more. Reload the page.' : ''}
      </span>
    </span>
  );
}
