import { expect, it } from 'vitest';
import { parseMoment, parseTimeSpan } from './time-span';

const now = new Date('2026-11-23T10:00:00Z');

it.each([
  ['0', 0],
  ['30s', 30],
  ['30m', 1800],
  [' 24H ', 86_400],
  ['90d', 7_776_000],
  ['2w', 1_209_600],
  ['1h30m', 5400],
])('reads %j as %i seconds', (text, seconds) => {
  expect(parseTimeSpan(text)).toBe(seconds);
});

it.each(['', '10', 'd', '-1h', '1.5h', '1y', '1h 30m', '90days'])('takes %j for no time span', (text) => {
  expect(parseTimeSpan(text)).toBeNull();
});

it.each([
  ['90d', 'ahead', '2027-02-21T10:00:00Z'],
  ['7d', 'ago', '2026-11-16T10:00:00Z'],
  ['2027-01-31', 'ahead', '2027-01-31T00:00:00Z'],
  ['2027-01-31T12:30:00+01:00', 'ahead', '2027-01-31T11:30:00Z'],
] as const)('reads %j as a moment %s', (text, direction, moment) => {
  expect(parseMoment(text, now, direction)).toBe(moment);
});

it.each(['2027-02-30', '2027-13-01', 'tomorrow', '2027-01-31T12:00:00', '31.01.2027', '9999999999999d', '999999999w'])(
  'takes %j for no moment',
  (text) => {
    expect(parseMoment(text, now, 'ahead')).toBeNull();
  },
);
