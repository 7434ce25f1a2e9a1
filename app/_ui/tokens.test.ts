import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  Array.from(css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g), ([, name = '', light = '', dark = '']) => [
    name,
    { light, dark },
  ]),
);

const grounds = ['paper', 'surface', 'raised', 'sunken', 'code', 'accent-wash', 'good-wash', 'warn-wash', 'bad-wash'];
const inks = ['ink', 'soft', 'muted', 'accent', 'good', 'warn', 'bad'];
const codeInks = [...tokens.keys()].filter((name) => name.startsWith('code-'));

describe.each(['light', 'dark'] as const)('the palette, %s', (scheme) => {
  const contrast = (one: string, other: string) => {
    const [less = 0, more = 0] = [one, other]
      .map((name) => luminance(tokens.get(name)?.[scheme] ?? ''))
      .sort(ascending);
    return (more + 0.05) / (less + 0.05);
  };

  it('can be read: every ink on every ground, code on its own, and the words on a button (WCAG AA)', () => {
    const pairs = [
      ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
      ...codeInks.map((ink) => [ink, 'code'] as const),
      ['accent-ink', 'accent'] as const,
      ['paper', 'bad'] as const,
    ];
    expect(pairs.filter(([ink, ground]) => !(contrast(ink, ground) >= 4.5))).toEqual([]);
  });

  it('draws lines that can be seen on a card', () => {
    const lines = [...tokens.keys()].filter((name) => name.startsWith('chart-'));
    expect(lines).toHaveLength(8);
    for (const name of lines) expect(contrast(name, 'raised')).toBeGreaterThanOrEqual(3);
  });

  it('shows where a field is', () => {
    for (const ground of ['paper', 'surface', 'raised']) expect(contrast('field', ground)).toBeGreaterThanOrEqual(3);
  });
});

const ascending = (one: number, other: number) => one - other;

/** Relative luminance as WCAG 2 has it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
