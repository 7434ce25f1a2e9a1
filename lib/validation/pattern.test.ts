import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { endsInTime } from './__fixtures__/ends-in-time';
import { BudgetSpentError, createBudget } from './budget';
import { MOST_PATTERN_CHARACTERS, readPattern } from './pattern';
import { patternCost } from './pattern-cost';

function read(source: string) {
  const reading = readPattern(source);
  if ('problem' in reading) throw new Error(`${source} ${reading.problem}`);
  return reading.pattern;
}

const isIn = (source: string, text: string) => read(source).isIn(text, createBudget(10_000_000));
const ab = (length: number) => Array.from({ length }, (_, place) => 'ab'[((place * 7919) % 5) & 1]).join('');

describe('a pattern', () => {
  it.each([
    ['^\\d{4}-\\d{2}-\\d{2}$', '2026-11-25', true],
    ['^\\d{4}-\\d{2}-\\d{2}$', ' 2026-11-25', false],
    ['', '', true],
    ['^$', '', true],
    ['^$', 'a', false],
    ['(?i)sorry', 'I am SORRY.', true],
    ['\\bcat\\b', 'a concatenation', false],
    ['\\bcat\\b', 'the cat', true],
    ['^(?:a|b)+?$', 'abab', true],
    ['^.$', '😀', true],
    ['^.$', '\n', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['^b$', 'a\nb\nc', false],
    ['\\u0041', 'A', true],
    ['^\\p{Lu}\\p{L}*$', 'Élan', true],
    ['(?<year>\\d+)', 'in 2026', true],
    ['[^a-z]', 'abcZ', true],
    ['a/b', 'a/b', true],
  ])('%j in %j: %s', (source, text, expected) => expect(isIn(source, text)).toBe(expected));

  it('is found wherever JavaScript finds it, for patterns that both read alike', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\d', '\\w', '(?:a|b)', '(ab|)', '\\b', '^', '$', 'é');
    const quantified = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '*?'))
      .filter(([part, times]) => times === '' || !['\\b', '^', '$'].includes(part))
      .map((parts) => parts.join(''));
    const source = fc.array(quantified, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', ' ', 'é', '\n', '😀'), maxLength: 12 });
    fc.assert(
      fc.property(source, text, (pattern, sample) => {
        expect(isIn(pattern, sample)).toBe(new RegExp(pattern, 'u').test(sample));
        expect(isIn(pattern, sample)).toBe(RE2JS.compile(pattern).test(sample));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['(?=a)b', '(?<!a)b', '(a)\\1'])('%s is more than can be run safely, and is said to be', (source) => {
    expect(readPattern(source)).toEqual({ problem: expect.stringContaining('look-around') });
  });

  it.each(['(', '[a', 'a{2,1}', '*'])('%s is none', (source) => {
    expect(readPattern(source)).toEqual({ problem: 'is not a regular expression' });
  });

  it('is not read when it is long or repeats itself into something huge', () => {
    for (const source of [
      'a'.repeat(MOST_PATTERN_CHARACTERS + 1),
      'x{1000}'.repeat(70),
      '(a{0,30}){0,90}',
      '((((a{0,9}){0,9}){0,9}){0,9})',
      `(?i)${'\\pL'.repeat(160)}`,
      '\\Qa\\E',
    ])
      expect(readPattern(source)).toHaveProperty('problem');
  });
});

it('a pattern’s cost is told before it is compiled, and never far below what it comes to', () => {
  const token = fc.constantFrom(
    ...[
      'a',
      'é',
      '(',
      '(?:',
      '(?i:',
      '(?i)',
      ')',
      '|',
      '*',
      '+',
      '?',
      '{2}',
      '{3,}',
      '{0,9}',
      '{1,50}',
      '{100}',
      '{',
      '}',
    ],
    ...[
      '[a-z]',
      '[^)(]',
      '[]x{3}]',
      '[[:alpha:](]',
      '[\\]{5}]',
      '\\(',
      '\\)',
      '\\[',
      '\\{',
      '.',
      '\\pL',
      '\\p{Lu}',
      '^',
      '\\b',
    ],
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (parts) => {
      const source = parts.join('');
      const cost = patternCost(source);
      if (cost === null || cost > 2_000 || source.length > MOST_PATTERN_CHARACTERS) return;
      expect(programSize(source)).toBeLessThanOrEqual(2 * cost + 20);
    }),
    { numRuns: 3_000 },
  );
});

function programSize(source: string): number {
  try {
    return RE2JS.compile(source).programSize();
  } catch {
    return 0;
  }
}

describe('a hostile pattern ends within 50 ms, with a verdict or with its budget spent', () => {
  const hostile: [string, string][] = [
    ['(a+)+$', `${'a'.repeat(50_000)}!`],
    ['^(a|a)*b$', 'a'.repeat(50_000)],
    ['(.*a){20}', 'b'.repeat(50_000)],
    ['(x+x+)+y', 'x'.repeat(50_000)],
    ['[ab]*a[ab]{200}c', `${ab(50_000)}c`],
    ['(?:[ab]*a[ab]{50}){1,5}c', `${ab(50_000)}c`],
    ['(?:(?:a|b)*a(?:a|b){100}\\b)+$', ab(50_000)],
    ['(?:a?){500}a{500}', 'a'.repeat(500)],
    ['^(?:\\p{L}*\\p{Lu}.{100}){3}$', 'Жж'.repeat(25_000)],
    ['^(.?){0,300}$', '😀'.repeat(5_000)],
    ['(?i)(?:[a-zа-я]*[aа].{0,200})+z$', 'аб'.repeat(25_000)],
    ['(|a)*'.repeat(90), 'b'.repeat(50_000)],
    ['[:'.repeat(250), 'a'],
    ['['.repeat(500), 'a'],
    ['(?i'.repeat(160), 'a'],
    ['\\p{'.repeat(160), 'a'],
  ];

  it.each(hostile)('%s', (source, text) => {
    endsInTime(() => {
      const reading = readPattern(source);
      if ('problem' in reading) return;
      try {
        reading.pattern.isIn(text, createBudget());
      } catch (error) {
        expect(error).toBeInstanceOf(BudgetSpentError);
      }
    });
  });
});
