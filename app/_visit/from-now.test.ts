import { expect, it } from 'vitest';
import { fromNow } from './from-now';

const hour = 3_600_000;

it.each([
  [3 * 24 * hour + 5 * hour, 'in 3 days'],
  [-2 * hour, '2 hours ago'],
  [24 * hour - 1, 'in 23 hours'],
  [24 * hour, 'in 1 day'],
  [400 * 24 * hour, 'in 1 year'],
  [59_000, 'in less than a minute'],
  [0, 'just now'],
  [-1, 'just now'],
])('says of %i ms: %s', (distance, words) =>
  expect(fromNow(1_000_000_000_000 + distance, 1_000_000_000_000)).toBe(words),
);
