import { expect, it } from 'vitest';
import { fitsAmong } from './chart-data';

it.each([
  [
    [40, null],
    [
      [10, 1],
      [3, 2],
    ],
    true,
  ],
  [[41], [[10], [3]], false],
  [[null], [[null]], true],
])('all others, %j, among %j are drawn: %s', (others, named, isDrawn) => {
  expect(fitsAmong(others, named)).toBe(isDrawn);
});
