'use client';

import { useEffect, useRef } from 'react';

/** Whoever has touched nothing for so long does not watch: their session may then run out as any other. */
const watchingMs = 10 * 60_000;
const signs = ['pointermove', 'keydown', 'focus'] as const;

/** Does something every so often, as long as somebody looks at the page. */
export function useWatching(everyMs: number, look: () => Promise<void>): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    let seenAt = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    const seen = () => {
      seenAt = Date.now();
    };
    const turn = async () => {
      if (document.visibilityState === 'visible' && Date.now() - seenAt < watchingMs) await latest.current();
      timer = setTimeout(turn, everyMs);
    };
    timer = setTimeout(turn, everyMs);
    for (const sign of signs) addEventListener(sign, seen, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, seen);
    };
  }, [everyMs]);
}
