import { expect, it } from 'vitest';
import { nextChoice } from './next-choice';

const press = (key: string, choice: number | null, count = 3, held: object = {}) =>
  nextChoice({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, choice, count);

it('goes up and down, and round at the ends', () => {
  expect([press('ArrowDown', null), press('ArrowDown', 0), press('ArrowDown', 2)]).toEqual([0, 1, 0]);
  expect([press('ArrowUp', null), press('ArrowUp', 2), press('ArrowUp', 0)]).toEqual([2, 1, 2]);
  expect([press('Home', 2), press('End', 0)]).toEqual([0, 2]);
});

it('leaves every other key to the field', () => {
  expect([press('a', 0), press('ArrowLeft', 0), press('Home', 0, 3, { shiftKey: true })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(press('ArrowDown', null, 0)).toBeUndefined();
});
