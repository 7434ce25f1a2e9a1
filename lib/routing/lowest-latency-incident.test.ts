import { describe, expect, it } from 'vitest';
import { seededRandom, target } from '../gateway/__fixtures__/policy';
import { createLatencyBook, type LatencySample } from './latency-figures';
import { orderByLowestLatency } from './lowest-latency';

const second = 1_000;
const minute = 60 * second;

interface Simulated {
  minutes: number;
  /** How long the target takes for an answer that begins then. */
  timeOf(id: string, now: number): number;
}

/** Ten requests a second by a virtual clock; what an answer tells is known when it ends. Gives a target's share by minute. */
function simulate({ minutes, timeOf }: Simulated, sampleOf: (ms: number) => LatencySample): (minute: number) => number {
  const targets = [target('a/1'), target('b/1')];
  const book = createLatencyBook();
  const random = seededRandom(11);
  const ends: { at: number; id: string; sample: LatencySample }[] = [];
  const shares = Array.from({ length: minutes }, () => 0);
  for (let now = 0; now < minutes * minute; now += 100) {
    for (const each of ends.filter(({ at }) => at <= now)) {
      book.add(each.id, each.sample, each.at);
      ends.splice(ends.indexOf(each), 1);
    }
    const figuresOf = ({ id }: { id: string }) => book.read(id, now);
    const id = orderByLowestLatency(targets, { figuresOf, outputTokens: 1_000 }, random)[0]?.id ?? '';
    const ms = timeOf(id, now);
    ends.push({ at: now + ms, id, sample: sampleOf(ms) });
    if (id === 'a/1') shares[Math.floor(now / minute)] = (shares[Math.floor(now / minute)] ?? 0) + 1 / 600;
  }
  return (at) => shares[at] ?? Number.NaN;
}

/** Slow from minute 30 on, for so many minutes. */
function slowFor(minutes: number): Simulated {
  const isSlow = (now: number) => now >= 30 * minute && now < (30 + minutes) * minute;
  return { minutes: 60, timeOf: (id, now) => (id === 'b/1' ? 1_500 : isSlow(now) ? 10_000 : 300) };
}

const samples: Record<string, (ms: number) => LatencySample> = {
  streams: (ms) => ({ timeToFirstTokenMs: ms, outputTokens: 100, outputMs: 200 }),
  'short streams': (ms) => ({ timeToFirstTokenMs: ms, outputTokens: 5, outputMs: 2 }),
  'short whole answers': (ms) => ({ timeToFirstTokenMs: null, outputTokens: 5, outputMs: ms }),
};

describe.each(Object.entries(samples))('of %s, the quickest target', (_, sampleOf) => {
  it.each([1, 3])('that was slow for %i minutes is left within two and has its requests back within ten', (minutes) => {
    const shareAt = simulate(slowFor(minutes), sampleOf);
    expect(shareAt(29)).toBeGreaterThan(0.95);
    if (minutes > 2) expect(shareAt(32)).toBe(0);
    for (let at = 30 + minutes + 10; at < 60; at += 1) expect(shareAt(at)).toBeGreaterThan(0.9);
  });
});

describe('a target that stays slow', () => {
  it('is asked seldom: it is tried anew after five minutes, and left again by its first answer', () => {
    const shareAt = simulate({ minutes: 60, timeOf: (id) => (id === 'a/1' ? 10_000 : 300) }, (ms) => ({
      timeToFirstTokenMs: ms,
      outputTokens: 100,
      outputMs: 2_000,
    }));
    const shares = Array.from({ length: 50 }, (__, at) => shareAt(10 + at));
    expect(shares.reduce((sum, share) => sum + share, 0) / 50).toBeLessThan(0.02);
  });
});
