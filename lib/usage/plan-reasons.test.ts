import { expect, it } from 'vitest';
import { readTry, tellTry } from './plan-reasons';

it.each([
  [{ target: 'local/small', undeclared: false, degraded: [] }, 'try local/small'],
  [{ target: 'open/org/model-2', undeclared: true, degraded: [] }, 'try open/org/model-2, undeclared'],
  [{ target: 'a/b', undeclared: false, degraded: ['top_k'] }, 'try a/b, without top_k'],
  [{ target: 'a/b', undeclared: true, degraded: ['seed', 'top_k'] }, 'try a/b, undeclared, without seed, top_k'],
])('a planned try is read as it was written: %j', (planned, line) => {
  expect(tellTry(planned)).toBe(line);
  expect(readTry(line)).toEqual(planned);
});

it.each(['group general, weighted', 'local/small lacks tools', ''])('%j is no try', (line) => {
  expect(readTry(line)).toBeNull();
});
