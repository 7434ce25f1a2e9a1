import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlidingWindow } from './sliding-window';

const begin = 1_800_000_000_000;

it('never lets any 60 seconds hold more than the limit, whenever requests come', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 10 }), (steps, limit) => {
      const window = new SlidingWindow();
      const letIn: number[] = [];
      let now = begin;
      for (const step of steps) {
        now += step;
        if (window.used(now) + 1 > limit) {
          const wait = window.waitFor(window.used(now) + 1 - limit, now);
          expect(window.used(now + wait) + 1, 'whoever waits as long as told has room').toBeLessThanOrEqual(limit);
          now += wait;
        }
        window.add(1, now);
        letIn.push(now);
      }
      for (const [place, at] of letIn.entries()) {
        const within = letIn.slice(place).filter((other) => other - at < 60_000);
        expect(within.length).toBeLessThanOrEqual(limit);
      }
    }),
  );
});

it('corrects what was taken while it counts, and nothing after', () => {
  const window = new SlidingWindow();
  window.add(100, begin);
  window.add(10, begin + 30_000);
  window.correct(-40, begin, begin + 59_000);
  expect(window.used(begin + 59_000)).toBe(70);
  window.correct(-40, begin, begin + 120_000);
  expect(window.used(begin + 120_000)).toBe(0);
});

it('does not follow a clock that goes back', () => {
  const window = new SlidingWindow();
  window.add(5, begin);
  expect(window.used(begin - 3_600_000)).toBe(5);
  window.add(1, begin - 3_600_000);
  expect(window.used(begin)).toBe(6);
});
