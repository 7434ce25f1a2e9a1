import type { Provider } from '../snapshot/snapshot';
import { NoPlaceError, type ProviderPlaces, type Release } from '../upstream/concurrency';
import { AttemptFailure } from '../upstream/failure';
import type { Run } from './run';

/**
 * A place at a provider that is sent only so many requests at once, or `full` where none came free in time. A caller who leaves while they wait, and a shutdown, end the wait at once.
 */
export async function takePlace(
  places: ProviderPlaces,
  { id, places: limit }: Provider,
  run: Run,
  leftMs: number | null,
): Promise<Release | 'full'> {
  const now = places.takeNow(id, limit);
  if (now) return now;
  const waitsFrom = run.elapsed();
  const leaving = new AbortController();
  let why: 'cancelled' | 'stopped' = 'cancelled';
  run.control.cancel = (reason = 'cancelled') => {
    why = reason;
    leaving.abort();
  };
  try {
    const waitMs = leftMs === null ? limit.waitMs : Math.min(limit.waitMs, leftMs);
    return await places.take(id, { ...limit, waitMs }, leaving.signal);
  } catch (error) {
    if (!(error instanceof NoPlaceError)) throw error;
    if (error.reason === 'cancelled') throw new AttemptFailure(why);
    return 'full';
  } finally {
    run.waitedMs += run.elapsed() - waitsFrom;
    run.control.cancel = null;
  }
}
