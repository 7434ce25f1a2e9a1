import { expect, it } from 'vitest';
import { renderItem, renderValue } from './render-value';

it('an item of a difference is known by its name', () => {
  expect(renderItem('vision', false)).toBe('vision no');
  expect(renderItem('input', 0.15)).toBe('input 0.15');
  expect(renderItem('default', 'default')).toBe('default');
  expect(renderItem('up/one', { provider: 'up', model: 'one', weight: 3, enabled: true })).toBe(
    'up/one (weight 3, enabled yes)',
  );
});

it('what is nothing is said to be', () => {
  expect([null, undefined, '', true, false, 0].map(renderValue)).toEqual([
    'nothing',
    'nothing',
    'nothing',
    'yes',
    'no',
    '0',
  ]);
});
