import { expect, it } from 'vitest';
import { readSampleChoice, writeSampleChoice } from './sample-cookie';

it('the chosen tabs come back from a cookie as they were, the last one first', () => {
  const tabs = ['Claude Code', 'curl', 'TypeScript'];
  expect(readSampleChoice(writeSampleChoice(tabs))).toEqual(tabs);
});

it.each([undefined, '', '%', '<script>', 'x'.repeat(41), '"onload=1'])('%s in a cookie chooses nothing', (value) => {
  expect(readSampleChoice(value)).toEqual([]);
});

it('no more is remembered than there are tabs to remember', () => {
  const many = Array.from({ length: 20 }, (_, number) => `tab ${number}`);
  expect(readSampleChoice(writeSampleChoice(many))).toHaveLength(8);
  expect(readSampleChoice(many.join('|'))).toHaveLength(8);
});
