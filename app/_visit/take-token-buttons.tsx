'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { classes } from '@/app/_ui/classes';
import { DemoTokenButton } from './demo-token-button';
import type { Refused } from './take-token';
import { askForToken } from './token-request';
import { useKeptFocus } from './use-kept-focus';

/** The ways to put in a token for this visit: one's own, and in a demo the demo's with one press. */
export function TakeTokenButtons({ isDemo, className }: { isDemo: boolean; className?: string }) {
  const [refused, setRefused] = useState<Refused | null>(null);
  const buttons = useKeptFocus<HTMLDivElement>();

  async function take(token: string) {
    // Fetched when it is wanted: most readers of a page put in no token.
    const { takeToken } = await import('./take-token');
    setRefused(await takeToken(token, new AbortController().signal));
  }

  return (
    <div ref={buttons} className={classes('flex flex-wrap items-center gap-2', className)}>
      {isDemo && <DemoTokenButton bare onToken={take} />}
      <Button size="small" onClick={(event) => askForToken(event.currentTarget)}>
        Use my token
      </Button>
      <span role="status" className="basis-full text-bad empty:hidden">
        {refused?.words}
      </span>
    </div>
  );
}
