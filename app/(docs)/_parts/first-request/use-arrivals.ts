import { useCallback, useEffect, useState } from 'react';
import type { Held } from '@/app/_visit/held';
import type { RequestStory } from '@/app/_visit/request-story';
import { joinArrivals, wasAnswered } from './arrivals';

/** What has come of listening for the requests of a token. */
export interface Arrivals {
  /** Newest first. */
  stories: readonly RequestStory[];
  /** The server’s clock when it last answered. */
  now: number;
  /** When the token was put in, by that clock. */
  putInAt: number;
  /** `quiet` where nothing has come for a while, `ended` where nobody listens any more. */
  state: 'listening' | 'quiet' | 'ended' | 'unreachable';
}

const everyMs = 1000;
const quietAfterMs = 20_000;
const endAfterMs = 600_000;
const mostKept = 20;

/** The tokens, by their public ids, of which an answered request has been seen: what is ticked off once stays so. */
const answeredTokens = new Set<string>();

/** Asks once a second, while the page is looked at, what requests the token has made. */
export function useArrivals(held: Held | null): Arrivals & { answered: boolean; goOn: () => void } {
  const [arrivals, setArrivals] = useState<Arrivals>(none);
  const [round, setRound] = useState(0);
  const goOn = useCallback(() => setRound((before) => before + 1), []);
  const { token = null, id = '', since = 0 } = held ?? {};

  // biome-ignore lint/correctness/useExhaustiveDependencies: another token is another story
  useEffect(() => setArrivals(none), [token]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round listens anew
  useEffect(() => {
    if (token === null) return;
    const controller = new AbortController();
    setArrivals((before) => ({ ...before, state: 'listening' }));
    listen({ token, id, since }, controller.signal, setArrivals);
    return () => controller.abort();
  }, [token, id, since, round]);

  return { ...arrivals, answered: answeredTokens.has(id), goOn };
}

const none: Arrivals = { stories: [], now: 0, putInAt: 0, state: 'listening' };

async function listen(
  { token, id, since }: Pick<Held, 'token' | 'id' | 'since'>,
  signal: AbortSignal,
  set: (change: (before: Arrivals) => Arrivals) => void,
) {
  const { askRequests } = await import('@/app/_visit/ask-requests');
  let cursor: string | null = null;
  let lastNews = Date.now();
  let isFirst = true;
  while (!signal.aborted) {
    const asked = await askRequests(token, cursor, signal);
    if (signal.aborted) return;
    if (!isFirst && asked && asked.stories.length > 0) lastNews = Date.now();
    if (asked?.stories.some(wasAnswered)) answeredTokens.add(id);
    isFirst &&= asked === null;
    cursor = asked?.stories[0]?.cursor ?? cursor;
    const silentMs = Date.now() - lastNews;
    const ended = silentMs > endAfterMs;
    const state = ended ? 'ended' : asked === null ? 'unreachable' : silentMs > quietAfterMs ? 'quiet' : 'listening';
    set(({ stories, now, putInAt }) => ({
      stories: asked ? joinArrivals(asked.stories, stories, mostKept) : stories,
      now: asked?.serverTime ?? now,
      // Two clocks that need not agree: how long ago it was is the same by both.
      putInAt: putInAt || (asked ? asked.serverTime - (Date.now() - since) : 0),
      state,
    }));
    if (ended) return;
    await pause(signal);
  }
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
