import { expect, it } from 'vitest';
import { duration, inFull, inShort, money } from './figures';

it.each([
  [0, '0'],
  [9_999, '9,999'],
  [128_000, '128K'],
  [1_234_567, '1.2M'],
])('writes %i as %s', (figure, words) => expect(inShort(figure)).toBe(words));

it('writes a figure whole', () => expect(inFull(1_234_567)).toBe('1,234,567'));

it.each([
  [0, '$0'],
  [0.000_01, '< $0.0001'],
  [0.001_23, '$0.0012'],
  [12, '$12.00'],
  [1234.567, '$1,234.57'],
])('writes %d US dollars as %s', (usd, words) => expect(money(usd)).toBe(words));

it.each([
  [0, '0 ms'],
  [1.24, '1.2 ms'],
  [9.96, '10 ms'],
  [812.4, '812 ms'],
  [3_200, '3.2 s'],
  [42_000, '42 s'],
  [125_000, '2 min 5 s'],
])('writes %d ms as %s', (ms, words) => expect(duration(ms)).toBe(words));
