import { expect, it } from 'vitest';
import { checkClock } from './check-clock';

const at = Date.parse('2026-11-23T10:00:00Z');

it.each([
  ['2026-11-23T10:00:00.500Z', 'ok'],
  ['2026-11-23T10:00:02.900Z', 'ok'],
  ['2026-11-23T10:00:09Z', 'warning'],
  ['2026-11-23T09:59:57Z', 'warning'],
  ['never', 'warning'],
])('a server whose clock says %s is %s', (now, result) => {
  expect(checkClock(now, at, at + 1_000).result).toBe(result);
});
