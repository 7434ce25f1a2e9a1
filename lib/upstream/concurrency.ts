/** How many requests one provider is sent at once, and how many may wait for one of them to end. */
export interface ConcurrencyLimit {
  /** Null for no limit. */
  concurrency: number | null;
  /** The most that wait, in the order they came. */
  queue: number;
  /** How long one waits at most. */
  waitMs: number;
}

/** Why there is no place: the way to go on is another target, not to wait here. */
export class NoPlaceError extends Error {
  constructor(readonly reason: 'queue-full' | 'waited-too-long' | 'cancelled') {
    super(`no place at the provider: ${reason}`);
    this.name = 'NoPlaceError';
  }
}

/** Gives a place back, once: to call it again does nothing. */
export type Release = () => void;

export interface ProviderPlaces {
  /** Rejects with a NoPlaceError. An aborted signal ends the wait at once, and a place that came with it is given on. */
  take(providerId: string, limit: ConcurrencyLimit, signal?: AbortSignal): Promise<Release>;
  /** The same without waiting: null where there is none now. */
  takeNow(providerId: string, limit: ConcurrencyLimit): Release | null;
  /** For metrics: how many are out, and how many wait. */
  countsOf(providerId: string): { taken: number; waiting: number };
}

interface Waiting {
  give(release: Release): void;
}

interface Provider {
  taken: number;
  /** As it was declared last: a change of policy is in force with the next request. */
  concurrency: number;
  /** In the order they came; a Set forgets one in the middle at once. */
  waiting: Set<Waiting>;
}

export function createProviderPlaces(): ProviderPlaces {
  const providers = new Map<string, Provider>();

  function find(id: string, { concurrency }: ConcurrencyLimit): Provider {
    const known = providers.get(id) ?? { taken: 0, concurrency: 0, waiting: new Set() };
    known.concurrency = concurrency ?? Number.POSITIVE_INFINITY;
    providers.set(id, known);
    giveOn(id, known);
    return known;
  }

  function place(id: string, provider: Provider): Release {
    provider.taken += 1;
    let isOut = true;
    return () => {
      if (!isOut) return;
      isOut = false;
      provider.taken -= 1;
      giveOn(id, provider);
      forgetIdle(id, provider);
    };
  }

  /** Free places go to those who wait, first come first. */
  function giveOn(id: string, provider: Provider): void {
    for (const waiting of provider.waiting) {
      if (provider.taken >= provider.concurrency) return;
      provider.waiting.delete(waiting);
      waiting.give(place(id, provider));
    }
  }

  /** Providers come and go with the policy. */
  function forgetIdle(id: string, provider: Provider): void {
    if (provider.taken === 0 && provider.waiting.size === 0) providers.delete(id);
  }

  function takeNow(id: string, limit: ConcurrencyLimit): Release | null {
    const provider = find(id, limit);
    if (provider.taken >= provider.concurrency) return null;
    return place(id, provider);
  }

  return {
    takeNow,
    async take(id, limit, signal) {
      if (signal?.aborted) throw new NoPlaceError('cancelled');
      const release = takeNow(id, limit);
      if (release) return release;
      const provider = find(id, limit);
      if (provider.waiting.size >= limit.queue) throw new NoPlaceError('queue-full');
      const given = await wait(provider, limit.waitMs, () => forgetIdle(id, provider), signal);
      if (!signal?.aborted) return given;
      // Aborted after the place was given and before anybody could hold it.
      given();
      throw new NoPlaceError('cancelled');
    },
    countsOf(id) {
      const provider = providers.get(id);
      return { taken: provider?.taken ?? 0, waiting: provider?.waiting.size ?? 0 };
    },
  };
}

function wait(
  provider: Provider,
  waitMs: number,
  onLeave: () => void,
  signal: AbortSignal | undefined,
): Promise<Release> {
  return new Promise((resolve, reject) => {
    const waiting: Waiting = {
      give(release) {
        settle();
        resolve(release);
      },
    };
    const leave = (reason: NoPlaceError['reason']) => () => {
      settle();
      provider.waiting.delete(waiting);
      onLeave();
      reject(new NoPlaceError(reason));
    };
    const onAbort = leave('cancelled');
    const timer = setTimeout(leave('waited-too-long'), waitMs);
    function settle() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
    signal?.addEventListener('abort', onAbort);
    provider.waiting.add(waiting);
  });
}
