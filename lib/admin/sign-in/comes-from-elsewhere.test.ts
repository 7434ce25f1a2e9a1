import { expect, it } from 'vitest';
import { comesFromElsewhere } from './comes-from-elsewhere';

const action = { 'next-action': 'deadbeef', host: 'router.example' };

it.each([
  ['a page of another site', { ...action, origin: 'http://evil.example' }, true],
  ['a page without an origin of its own', { ...action, origin: 'null' }, true],
  ['an origin that is none', { ...action, origin: 'router.example' }, true],
  ['the console', { ...action, origin: 'https://router.example' }, false],
  [
    'the console behind a proxy',
    { ...action, host: '10.0.0.1', 'x-forwarded-host': 'router.example', origin: 'https://router.example' },
    false,
  ],
  ['a program', action, false],
  ['what is no action', { host: 'router.example', origin: 'http://evil.example' }, false],
])('of %s', (_, headers, expected) => {
  expect(comesFromElsewhere({ method: 'POST', headers })).toBe(expected);
  expect(comesFromElsewhere({ method: 'GET', headers })).toBe(false);
});
