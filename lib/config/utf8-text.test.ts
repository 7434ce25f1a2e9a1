import { expect, it } from 'vitest';
import { readUtf8 } from './utf8-text';

it('text in UTF-8 is read as it is, whatever is in it', () => {
  for (const text of ['', 'title: Zoë 🦊\n', '\uFEFFversion: 1', 'a: \uFFFD\n']) {
    expect(readUtf8(Buffer.from(text))).toEqual({ text });
  }
});

it.each([
  ['another encoding of letters', Buffer.from('a: 🦊\nb: \uFFFD Zo'), Buffer.from([0xeb]), 2, 8],
  ['a character that is cut off', Buffer.from('a: \uFFFD'), Buffer.from([0xef, 0xbf]), 1, 5],
  ['the encoding of another system', Buffer.alloc(0), Buffer.from('\uFEFFversion: 1\n', 'utf16le'), 1, 1],
])('%s is refused with its place', (_what, before, after, line, column) => {
  const bytes = Buffer.concat([before, after]);
  expect(readUtf8(bytes)).toEqual({
    problem: { path: [], message: 'the file is not UTF-8 from here on; save it in that encoding', line, column },
  });
});
