import { describe, expect, it } from 'vitest';
import { Delivered } from './delivered';

function deliver(...pieces: unknown[]): Delivered {
  const delivered = new Delivered();
  for (const piece of pieces) delivered.add(piece);
  return delivered;
}

describe('what an upstream has said', () => {
  it('is kept whole where it is short, in any script, and nothing but text is taken', () => {
    const { length, ...rest } = deliver('Grüezi, ', '漢字 ', null, undefined, '', { text: 'no' }, '😀');
    expect(length).toBe(13);
    expect(rest).toEqual({});
    expect(deliver('Grüezi, ', '漢字 ', '😀').beginning()).toBe('Grüezi, 漢字 😀');
  });

  it('is kept as far as its beginning and counted as far as its end', () => {
    const words = Array.from({ length: 20_000 }, (_, place) => `word${place} `);
    const text = words.join('');
    const delivered = deliver(...words);
    expect(delivered.length).toBe(text.length);
    const beginning = delivered.beginning();
    expect(text.startsWith(beginning)).toBe(true);
    expect(beginning.length).toBeGreaterThan(15_500);
    expect(beginning.length).toBeLessThanOrEqual(16_384);
  });

  it('may come as one piece that is longer than what is kept', () => {
    const delivered = deliver('漢'.repeat(100_000), 'more');
    expect(delivered.length).toBe(100_004);
    expect(delivered.beginning()).toBe('漢'.repeat(Math.floor(16_384 / 3)));
  });
});
