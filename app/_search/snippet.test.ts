import { describe, expect, it } from 'vitest';
import { partsOf, snippetOf } from './snippet';

const marked = (text: string, ...found: string[]) =>
  partsOf(text, new Set(found))
    .map(({ part, isMeant }) => (isMeant ? `[${part}]` : part))
    .join('');

describe('a text with marks', () => {
  it('keeps every letter, and marks what was meant in each of its forms', () => {
    expect(marked('Streams: a stream, streaming.', 'stream')).toBe('[Streams]: a [stream], [streaming].');
    expect(marked('Nothing of it', 'stream')).toBe('Nothing of it');
    expect(marked('', 'stream')).toBe('');
  });

  it('marks the parts of a name', () => {
    expect(marked('403 token-expired', 'token-expired')).toBe('403 [token]-[expired]');
  });
});

describe('a snippet', () => {
  const long = `${'word '.repeat(60)}needle ${'word '.repeat(60)}`.trim();

  it('shows the place where most of the words stand together', () => {
    const text = `token ${'word '.repeat(60)}the token expired ${'word '.repeat(60)}`;
    expect(snippetOf(text, new Set(['token', 'expired']))).toContain('token expired');
  });

  it('is the whole of a short text', () => {
    expect(snippetOf('Short.', new Set(['needle']))).toBe('Short.');
  });

  it('holds what was looked for, and says where it was cut', () => {
    expect(snippetOf(long, new Set(['needle']))).toMatch(/^… word .*needle word .* …$/);
    expect(snippetOf(long, new Set()).startsWith('word word')).toBe(true);
    expect(snippetOf(`${'word '.repeat(60)}needle`, new Set(['needle']))).toMatch(/^… .*needle$/);
  });
});
