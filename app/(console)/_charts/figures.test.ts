import { expect, it } from 'vitest';
import { figure, shortFigure, startOf } from './figures';

it.each([
  [1204, 'count', '1,204'],
  [null, 'count', '–'],
  [12.4, 'milliseconds', '12 ms'],
  [1_540, 'milliseconds', '1.5 s'],
  [90_000, 'milliseconds', '1.5 min'],
  [0, 'usd', '$0'],
  [0.00421, 'usd', '$0.0042'],
  [12.5, 'usd', '$12.50'],
] as const)('%s of %s is told as %s', (value, unit, words) => {
  expect(figure(value, unit)).toBe(words);
});

it('is short on an axis', () => {
  expect([shortFigure(12_300, 'count'), shortFigure(1_500, 'usd'), shortFigure(0.0125, 'usd')]).toEqual([
    '12.3K',
    '$1.5K',
    '$0.013',
  ]);
});

it.each([
  [60, '09:30'],
  [1_800, '09:30'],
  [10_800, '01-31 09:30'],
  [86_400, '01-31'],
])('a bucket of %s s is named %s', (seconds, name) => {
  expect(startOf('2027-01-31T09:30:00.000Z', seconds)).toBe(name);
});
