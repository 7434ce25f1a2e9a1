import { describe, expect, it } from 'vitest';
import { upstreamWords } from './upstream-words';

const key = 'sk-proj-0123456789abcdef';
const said = (message: string) => upstreamWords('openai-chat', JSON.stringify({ error: { message } }), key);

describe('what a provider says of a refusal', () => {
  it('is its message, in one line, and not longer than anybody reads', () => {
    expect(said('No such\nmodel\u0000: "x"')).toBe('No such model : "x"');
    expect(said('a '.repeat(300))?.length).toBe(201);
    expect(upstreamWords('openai-chat', '<html>secret page</html>', key)).toBeNull();
  });

  it.each([
    `Incorrect API key provided: ${key}.`,
    'Incorrect API key provided: sk-proj-********cdef.',
    `Bearer ${key.slice(4, 16)}`,
    `see https://x.example/?key=${encodeURIComponent(key)}`,
    `"${key}"`,
  ])('shows nothing of the key: %s', (message) => {
    const words = said(message) ?? '';
    expect(words).toContain('[key]');
    expect(words).not.toMatch(/sk-proj|0123|cdef/);
  });

  it('says what it says where no key was sent', () => {
    expect(upstreamWords('openai-chat', JSON.stringify({ error: { message: 'no key' } }), null)).toBe('no key');
  });
});
