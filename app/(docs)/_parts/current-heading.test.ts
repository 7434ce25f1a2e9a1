import { expect, it } from 'vitest';
import { currentHeading } from './current-heading';

const view = { height: 1000, atEnd: false, asked: '' };
const at = (...tops: number[]) => tops.map((top, index) => ({ url: `#${index + 1}`, top }));

it('is the one above what is being read, on the way down and on the way up', () => {
  expect(currentHeading(at(500, 900), view)).toBeNull();
  expect(currentHeading(at(300, 900), view)).toBe('#1');
  expect(currentHeading(at(-800, 390), view)).toBe('#2');
  expect(currentHeading(at(-700, 600), view)).toBe('#1');
});

it('is the last at the end of the page, or the one that was asked for', () => {
  expect(currentHeading(at(-900, 600, 800), { ...view, atEnd: true })).toBe('#3');
  expect(currentHeading(at(-900, 600, 800), { ...view, atEnd: true, asked: '#2' })).toBe('#2');
  expect(currentHeading(at(-900, 600, 800), { ...view, atEnd: true, asked: '#1' })).toBe('#3');
});
