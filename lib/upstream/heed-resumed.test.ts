import { expect, it } from 'vitest';
import { group, snapshot, target } from '../gateway/__fixtures__/policy';
import type { Snapshot } from '../snapshot/snapshot';
import { heedResumed } from './heed-resumed';

const view = (moments: Record<string, number | null>, more: string[] = []) =>
  snapshot(
    ['general', 'other'].map((id) =>
      group(id, [
        ...Object.entries(moments).map(([name, resumedAt]) => target(name, { model: { resumedAt } })),
        ...more.map((name) => target(name, { model: { resumedAt: 7 } })),
      ]),
    ),
  );

function resetBy(next: Snapshot, previous: Snapshot): string[] {
  const reset: string[] = [];
  heedResumed({ reset: ({ id }) => void reset.push(id) }, next, previous);
  return reset;
}

it('a target is asked again once its moment is another, once for all of its groups', () => {
  expect(resetBy(view({ 'p/a': 5, 'p/b': null }), view({ 'p/a': null, 'p/b': null }))).toEqual(['p/a']);
  expect(resetBy(view({ 'p/a': 6, 'p/b': 2 }), view({ 'p/a': 5, 'p/b': 2 }))).toEqual(['p/a']);
});

it('and not for a moment that was there before, one that is new with its target, or one that went', () => {
  expect(resetBy(view({ 'p/a': 5 }), view({ 'p/a': 5 }))).toEqual([]);
  expect(resetBy(view({ 'p/a': 5 }, ['p/new']), view({ 'p/a': 5 }))).toEqual([]);
  expect(resetBy(view({ 'p/a': null }), view({ 'p/a': 5 }))).toEqual([]);
});
