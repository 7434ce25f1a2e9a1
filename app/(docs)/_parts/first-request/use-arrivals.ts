import { useCallback, useEffect, useState } from 'react';
import type { RequestStory } from '@/app/_visit/request-story';

/** What has come of listening for the requests of a token. */
export interface Arrivals {
  /** Newest first. */
  stories: readonly RequestStory[];
  /** `quiet` where nothing has come for a while, `ended` where nobody listens any more. */
  state: 'listening' | 'quiet' | 'ended' | 'unreachable';
}

const everyMs = 1000;
const quietAfterMs = 45_000;
const endAfterMs = 600_000;
/** What came shortly before a token was put in is as good as what comes after. */
const stillNewMs = 120_000;
const mostShown = 5;

/** Asks once a second, while the page is looked at, what requests the token has made. */
export function useArrivals(token: string | null): Arrivals & { goOn: () => void } {
  const [arrivals, setArrivals] = useState<Arrivals>(none);
  const [round, setRound] = useState(0);
  const goOn = useCallback(() => setRound((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another token is another story
  useEffect(() => setArrivals(none), [token]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round listens anew
  useEffect(() => {
    if (token === null) return;
    const controller = new AbortController();
    setArrivals(({ stories }) => ({ stories, state: 'listening' }));
    listen(token, controller.signal, setArrivals);
    return () => controller.abort();
  }, [token, round]);

  return { ...arrivals, goOn };
}

const none: Arrivals = { stories: [], state: 'listening' };

async function listen(token: string, signal: AbortSignal, set: (change: (before: Arrivals) => Arrivals) => void) {
  const { askRequests } = await import('@/app/_visit/ask-requests');
  let cursor: string | null = null;
  let lastNews = Date.now();
  while (!signal.aborted) {
    const asked = await askRequests(token, cursor, signal);
    if (signal.aborted) return;
    const fresh: readonly RequestStory[] = asked
      ? asked.stories.filter((story) => cursor !== null || isNew(story, asked.serverTime))
      : [];
    cursor = asked?.stories[0]?.cursor ?? cursor;
    if (fresh.length > 0) lastNews = Date.now();
    const silentMs = Date.now() - lastNews;
    const ended = silentMs > endAfterMs;
    const state = ended ? 'ended' : asked === null ? 'unreachable' : silentMs > quietAfterMs ? 'quiet' : 'listening';
    set(({ stories, state: before }) =>
      fresh.length === 0 && before === state ? { stories, state } : { stories: newest(fresh, stories), state },
    );
    if (ended) return;
    await pause(signal);
  }
}

function isNew(story: RequestStory, serverTime: number): boolean {
  return serverTime - Date.parse(story.started_at) < stillNewMs;
}

function newest(fresh: readonly RequestStory[], known: readonly RequestStory[]): readonly RequestStory[] {
  const ids = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...known.filter(({ id }) => !ids.has(id))].slice(0, mostShown);
}

/** A second, and as long as nobody looks at the page. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const looked = () => {
      if (document.visibilityState !== 'visible' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', looked);
      signal.removeEventListener('abort', looked);
      resolve();
    };
    setTimeout(() => {
      document.addEventListener('visibilitychange', looked);
      signal.addEventListener('abort', looked);
      looked();
    }, everyMs);
  });
}
