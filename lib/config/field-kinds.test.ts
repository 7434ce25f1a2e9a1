import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { prose, words } from './field-kinds';

const wrong = (kind: z.ZodType, value: string) => kind.safeParse(value).error?.issues[0]?.message ?? null;

describe('words of people’s own', () => {
  it.each([
    ['an escape', 'a\u001b[31m', 'character 2 is a control character (U+001B); take it out'],
    ['a NUL', 'a\0', 'character 2 is a control character (U+0000); take it out'],
    ['one of the upper control characters', '\u0085b', 'character 1 is a control character (U+0085); take it out'],
    ['a turned direction', 'é😀\u202egnp', 'character 3 changes how the text around it reads (U+202E); take it out'],
    ['an isolate', 'a\u2066b', 'character 2 changes how the text around it reads (U+2066); take it out'],
    ['half a character', 'a\ud83db', 'character 2 is half of one (U+D83D); take it out'],
    ['a line’s end', 'two\nlines', 'expected one line; character 4 ends the line (U+000A)'],
  ])('have no place for %s, which is told by its number', (_, value, message) => {
    expect(wrong(words(50), value)).toBe(message);
  });

  it('may be in any script, with every mark and sign it has', () => {
    for (const text of ['Équipe 😀 👩‍👩‍👧', 'שלום\u200f!', 'نص عربي', 'x\u202fy'])
      expect(wrong(words(50), text)).toBeNull();
  });

  it('have lines and tabs where they are prose, and nothing else of that kind', () => {
    expect(wrong(prose(50), 'one\r\n\ttwo\n')).toBeNull();
    expect(wrong(prose(50), 'one\ntwo\u0007')).toMatch(/^character 8 is a control character/);
    expect(wrong(words(50), 'one\u2028two')).toMatch(/U\+2028/);
  });
});
