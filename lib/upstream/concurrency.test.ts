import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProviderPlaces, NoPlaceError, type Release } from './concurrency';

const one = { concurrency: 1, queue: 2, waitMs: 1_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What has become of a wait by now. */
function follow(taking: Promise<Release>) {
  const seen: { release: Release | null; reason: string | null } = { release: null, reason: null };
  const done = taking.then(
    (release) => {
      seen.release = release;
    },
    (error: NoPlaceError) => {
      seen.reason = error.reason;
    },
  );
  return Object.assign(seen, { done });
}

describe('a provider', () => {
  it('is sent as many at once as it may be, and each release lets one more in, in the order they came', async () => {
    const places = createProviderPlaces();
    const first = await places.take('p', one);
    const second = follow(places.take('p', one));
    const third = follow(places.take('p', one));
    expect(places.countsOf('p')).toEqual({ taken: 1, waiting: 2 });
    first();
    await second.done;
    expect(third.release).toBeNull();
    second.release?.();
    await third.done;
    expect(places.countsOf('p')).toEqual({ taken: 1, waiting: 0 });
    third.release?.();
    expect(places.countsOf('p')).toEqual({ taken: 0, waiting: 0 });
  });

  it('without a limit is never waited for', async () => {
    const places = createProviderPlaces();
    const none = { concurrency: null, queue: 0, waitMs: 0 };
    await Promise.all(Array.from({ length: 100 }, () => places.take('p', none)));
    expect(places.countsOf('p')).toEqual({ taken: 100, waiting: 0 });
  });

  it('does not hold up another', async () => {
    const places = createProviderPlaces();
    await places.take('p', one);
    await places.take('q', one);
    expect(places.takeNow('p', one)).toBeNull();
  });

  it('has a queue with an end', async () => {
    const places = createProviderPlaces();
    await places.take('p', one);
    const waiting = [follow(places.take('p', one)), follow(places.take('p', one))];
    await expect(places.take('p', one)).rejects.toEqual(new NoPlaceError('queue-full'));
    expect(waiting.map(({ reason }) => reason)).toEqual([null, null]);
  });

  it('is waited for only so long', async () => {
    const places = createProviderPlaces();
    await places.take('p', one);
    const late = follow(places.take('p', one));
    vi.advanceTimersByTime(999);
    expect(places.countsOf('p').waiting).toBe(1);
    vi.advanceTimersByTime(1);
    await late.done;
    expect(late.reason).toBe('waited-too-long');
    expect(places.countsOf('p')).toEqual({ taken: 1, waiting: 0 });
  });

  it('is waited for no more by a caller who leaves', async () => {
    const places = createProviderPlaces();
    const release = await places.take('p', one);
    const leaving = new AbortController();
    const left = follow(places.take('p', one, leaving.signal));
    const stays = follow(places.take('p', one));
    leaving.abort();
    await left.done;
    expect(left.reason).toBe('cancelled');
    release();
    await stays.done;
    expect(stays.release).not.toBeNull();
    await expect(places.take('p', one, leaving.signal)).rejects.toEqual(new NoPlaceError('cancelled'));
  });

  it('gives on the place of a caller who leaves in the moment they get it', async () => {
    const places = createProviderPlaces();
    const release = await places.take('p', one);
    const leaving = new AbortController();
    const left = follow(places.take('p', one, leaving.signal));
    release();
    leaving.abort();
    await left.done;
    expect(left.reason).toBe('cancelled');
    expect(places.countsOf('p')).toEqual({ taken: 0, waiting: 0 });
  });

  it('gets its place back once, however often it is given', async () => {
    const places = createProviderPlaces();
    const [first, second] = await Promise.all([1, 2].map(() => places.take('p', { ...one, concurrency: 2 })));
    first?.();
    first?.();
    expect(places.countsOf('p').taken).toBe(1);
    second?.();
    expect(places.countsOf('p').taken).toBe(0);
  });

  it('has its new limit with the next request', async () => {
    const places = createProviderPlaces();
    await places.take('p', one);
    const waiting = follow(places.take('p', one));
    const next = follow(places.take('p', { ...one, concurrency: 3 }));
    await Promise.all([waiting.done, next.done]);
    expect(places.countsOf('p')).toEqual({ taken: 3, waiting: 0 });
    expect(places.takeNow('p', one)).toBeNull();
  });
});

it('no place is lost and none is given twice, whatever is released, aborted or late, in whatever order', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant({ type: 'take' as const, which: 0 }) },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constantFrom('release' as const, 'abort' as const), which: fc.nat(20) }),
    },
    fc.record({ type: fc.constant('pass' as const), which: fc.nat(900) }),
  );
  const settle = () => vi.advanceTimersByTimeAsync(0);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(4),
      fc.array(step, { maxLength: 60 }),
      async (concurrency, queue, steps) => {
        const places = createProviderPlaces();
        const limit = { concurrency, queue, waitMs: 1_000 };
        const all: (ReturnType<typeof follow> & { leaving: AbortController; released: boolean })[] = [];
        for (const { type, which } of steps) {
          if (type === 'take') {
            const leaving = new AbortController();
            all.push(Object.assign(follow(places.take('p', limit, leaving.signal)), { leaving, released: false }));
          }
          const chosen = all[which % Math.max(all.length, 1)];
          if (type === 'abort') chosen?.leaving.abort();
          if (type === 'release' && chosen?.release) {
            chosen.release();
            chosen.released = true;
          }
          if (type === 'pass') vi.advanceTimersByTime(which);
          // Sometimes several things happen in one turn of the loop.
          if (which % 3 !== 0 || type !== 'take') await settle();
          const { taken, waiting } = places.countsOf('p');
          expect(taken).toBeLessThanOrEqual(concurrency);
          expect(waiting).toBeLessThanOrEqual(queue);
          if (waiting > 0) expect(taken).toBe(concurrency);
        }
        await settle();
        const held = all.filter(({ release, released }) => release && !released);
        const open = all.filter(({ release, reason }) => !release && !reason);
        expect(places.countsOf('p')).toEqual({ taken: held.length, waiting: open.length });
        for (const each of all) each.leaving.abort();
        for (const { release } of held) release?.();
        await settle();
        expect(places.countsOf('p')).toEqual({ taken: 0, waiting: 0 });
        expect(vi.getTimerCount()).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});
