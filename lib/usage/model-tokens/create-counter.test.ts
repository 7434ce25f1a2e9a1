import { afterAll, describe, expect, it, vi } from 'vitest';
import { approximateTokens } from './approximate';
import { createModelTokenCounter } from './create-counter';

const counter = createModelTokenCounter({ waitMs: 30_000 });
afterAll(() => counter.close());

const warm = () =>
  vi.waitFor(async () => expect(await counter.count(['antidisestablishmentarianism'])).toEqual([6]), {
    ...{ timeout: 10_000, interval: 50 },
  });

describe('a count of what no upstream has counted', () => {
  it('is there within a moment though the tokenizer is not: about so many, by the script', async () => {
    const cold = createModelTokenCounter();
    const began = performance.now();
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(10);
    expect(await cold.count([text, ''])).toEqual([approximateTokens(text), 0]);
    expect(performance.now() - began).toBeLessThan(1_000);
    await cold.close();
    expect(await cold.count([text])).toEqual([approximateTokens(text)]);
  });

  it('is o200k_base’s own once the tokenizer has started, and of special words as of any others', async () => {
    await warm();
    const texts = ['Hello there, friend', '', '{"city":"Zürich"}', '<|endoftext|>'];
    const counts = await counter.count(texts);
    expect(counts.slice(0, 2)).toEqual([4, 0]);
    expect(counts[3]).toBeGreaterThan(3);
  });

  it.each([
    ['English', 'A router sends each request to a model that can carry it, and says why it chose that one. '],
    [
      'German',
      'Ein Router schickt jede Anfrage an ein Modell, das sie tragen kann, und sagt, warum gerade an dieses. ',
    ],
    ['Chinese', '路由器把每个请求发送到能够处理它的模型，并说明为什么选择它。'],
  ])('is about the same without it: %s', async (_language, sentence) => {
    await warm();
    const text = sentence.repeat(20);
    const [counted = 0] = await counter.count([text]);
    expect(approximateTokens(text) / counted).toBeGreaterThan(0.6);
    expect(approximateTokens(text) / counted).toBeLessThan(1.6);
  });

  it.each([
    ['spaces', ' '],
    ['one letter', 'a'],
    ['signs', '=-'],
    ['ideographs without an end', '漢字'],
  ])('takes no long time over text made to: %s', async (_what, piece) => {
    await warm();
    const [counted] = await vi.waitFor(
      async () => {
        const counts = await counter.count([piece.repeat(8_000 / piece.length)]);
        expect(counts[0]).not.toBe(approximateTokens(piece.repeat(8_000 / piece.length)));
        return counts;
      },
      { timeout: 5_000, interval: 50 },
    );
    expect(counted).toBeGreaterThan(0);
  });

  it('holds up nobody: the event loop goes on while it counts', async () => {
    await warm();
    const text = Array.from({ length: 3_000 }, (_, place) => `word${place}`).join(' ');
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await Promise.all(Array.from({ length: 20 }, () => counter.count([text])));
    clearInterval(ticking);
    expect(longest).toBeLessThan(200);
  });
});
