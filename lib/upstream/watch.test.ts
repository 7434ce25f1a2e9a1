import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Timeouts, Watch } from './watch';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount(), 'a timer that outlives its watch').toBe(0);
  vi.useRealTimers();
});

function start({ attemptMs = null, ...some }: Partial<Timeouts & { attemptMs: number | null }> = {}) {
  const lapses: [string, number][] = [];
  const timeouts = { firstByteMs: 100, idleMs: 50, totalMs: 1_000, ...some };
  const watch = new Watch(timeouts, attemptMs, (deadline, afterMs) => lapses.push([deadline, afterMs]));
  return { watch, lapses };
}

describe('the first byte', () => {
  it('is waited for that long and no longer', () => {
    const { lapses } = start();
    vi.advanceTimersByTime(99);
    expect(lapses).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lapses).toEqual([['first byte', 100]]);
  });

  it('is not put off by waiting for it again, as when the headers are there and the body is not', () => {
    const { watch, lapses } = start();
    vi.advanceTimersByTime(60);
    watch.waiting();
    vi.advanceTimersByTime(40);
    expect(lapses).toEqual([['first byte', 100]]);
  });

  it('that came is not waited for again', () => {
    const { watch, lapses } = start();
    watch.heard();
    vi.advanceTimersByTime(500);
    expect(lapses).toEqual([]);
    watch.stop();
  });
});

describe('silence', () => {
  it('counts from the moment it is waited through', () => {
    const { watch, lapses } = start();
    watch.heard();
    vi.advanceTimersByTime(300);
    watch.waiting();
    vi.advanceTimersByTime(49);
    expect(lapses).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lapses).toEqual([['idle', 50]]);
  });

  it('is broken by every byte', () => {
    const { watch, lapses } = start();
    for (let at = 0; at < 20; at += 1) {
      watch.waiting();
      vi.advanceTimersByTime(40);
      watch.heard();
    }
    expect(lapses).toEqual([]);
    watch.stop();
  });

  it('does not count while nobody waits: a caller who reads slowly is no reason to give up', () => {
    const { watch, lapses } = start();
    watch.waiting();
    watch.heard();
    watch.waiting();
    vi.advanceTimersByTime(30);
    watch.heard();
    vi.advanceTimersByTime(600);
    expect(lapses).toEqual([]);
    watch.waiting();
    vi.advanceTimersByTime(50);
    expect(lapses).toEqual([['idle', 50]]);
  });
});

describe('the whole', () => {
  it('ends whatever else is heard', () => {
    const { watch, lapses } = start();
    for (let at = 0; at < 25; at += 1) {
      watch.waiting();
      vi.advanceTimersByTime(40);
      watch.heard();
    }
    expect(lapses).toEqual([['total', 1_000]]);
  });
});

describe("an attempt's own time", () => {
  it('ends before the first content', () => {
    const { watch, lapses } = start({ attemptMs: 70 });
    watch.heard();
    vi.advanceTimersByTime(70);
    expect(lapses).toEqual([['attempt', 70]]);
  });

  it('is over with the first content', () => {
    const { watch, lapses } = start({ attemptMs: 70 });
    watch.heard();
    watch.hasContent();
    vi.advanceTimersByTime(500);
    expect(lapses).toEqual([]);
    watch.stop();
  });
});

describe('of several deadlines', () => {
  it('the first that passes is told, once', () => {
    const { watch, lapses } = start({ attemptMs: 100, totalMs: 100 });
    vi.advanceTimersByTime(10_000);
    expect(lapses).toHaveLength(1);
    watch.stop();
  });

  it('none is told after the watch has stopped, nor begun by whoever still waits', () => {
    const { watch, lapses } = start({ attemptMs: 70 });
    watch.heard();
    watch.stop();
    watch.waiting();
    watch.heard();
    watch.waiting();
    vi.advanceTimersByTime(10_000);
    expect(lapses).toEqual([]);
    watch.stop();
  });
});
