import { expect, it } from 'vitest';
import { compared, comparedTime, failures, share } from './compared';

it.each([
  [0, 0, 'none before either'],
  [5, 5, 'the same as before'],
  [5, 0, 'none before'],
  [112, 100, '12 % more than before'],
  [1000, 1001, 'about as before'],
  [50, 100, '50 % less than before'],
  [2000, 100, '20 times as before'],
])('%s after %s is %s', (now, before, words) => {
  expect(compared(now, before)).toBe(words);
});

it.each([
  [null, 5, 'nothing measured'],
  [5, null, 'nothing measured before'],
  [102, 100, 'about as before'],
  [150, 100, '50 % slower than before'],
  [50, 100, '50 % faster than before'],
])('a time of %s after %s is %s', (now, before, words) => {
  expect(comparedTime(now, before)).toBe(words);
});

it.each([
  [0, 0, '–'],
  [0, 10, '0 %'],
  [1, 100_000, '< 0.1 %'],
  [99_999, 100_000, '> 99.9 %'],
  [1, 8, '12.5 %'],
])('%s of %s is %s', (part, whole, words) => {
  expect(share(part, whole)).toBe(words);
});

it.each([
  [0, 10, '0'],
  [1_000, 2_000, '1,000 (50 %)'],
  [1_000, null, '1,000'],
])('%s failures of %s are %s: no share of what is not known', (failed, all, words) => {
  expect(failures(failed, all)).toBe(words);
});
