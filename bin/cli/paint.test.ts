import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { paintFor } from './paint';

const terminal = Object.assign(new PassThrough(), { isTTY: true });

it('colours for a terminal, and neither for a pipe nor where NO_COLOR is set', () => {
  expect(paintFor(terminal, {}).red('no')).toBe('\u001b[31mno\u001b[39m');
  expect(paintFor(terminal, { NO_COLOR: '1' }).red('no')).toBe('no');
  expect(paintFor(terminal, { TERM: 'dumb' }).red('no')).toBe('no');
  expect(paintFor(new PassThrough(), {}).red('no')).toBe('no');
});
