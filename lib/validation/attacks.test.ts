import { describe, expect, it } from 'vitest';
import { RawJson } from '../exchange/raw-json';
import { endsInTime } from './__fixtures__/ends-in-time';
import { compileRules } from './compile-rules';
import type { Asked } from './judging';
import { validateAnswer } from './validate-answer';

/** What callers could send as a schema, and upstreams as an answer, to keep the process from everybody else. */

const many = <T>(count: number, make: (place: number) => T) => Array.from({ length: count }, (_, place) => make(place));
const doubling = (depth: number) =>
  Object.fromEntries(
    many(depth, (place) => [
      `d${place}`,
      { allOf: [{ $ref: `#/$defs/d${place + 1}` }, { $ref: `#/$defs/d${place + 1}` }] },
    ]),
  );

const attacks: [string, unknown, () => unknown][] = [
  ['100,000 unique numbers', { uniqueItems: true }, () => many(100_000, (place) => place)],
  ['100,000 unique objects', { uniqueItems: true }, () => many(60_000, (place) => ({ a: place }))],
  [
    'unique items that are all alike but for their end',
    { uniqueItems: true },
    () => many(900, (place) => `${'a'.repeat(1_000)}${place}`),
  ],
  ['a schema that refers to itself', { $ref: '#' }, () => 1],
  [
    'two schemas that refer to each other',
    { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    () => 1,
  ],
  ['a schema that holds itself twice at each level', { allOf: [{ $ref: '#' }, { $ref: '#' }] }, () => 1],
  ['references that double 40 times', { $ref: '#/$defs/d0', $defs: { ...doubling(40), d40: {} } }, () => 1],
  [
    'anyOf of itself over a deep answer',
    { anyOf: [{ items: { $ref: '#' }, maxItems: 0 }, { items: { $ref: '#' } }, { type: 'null' }] },
    () => JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`),
  ],
  ['a deep schema', JSON.parse(`${'{"items":'.repeat(10_000)}{}${'}'.repeat(10_000)}`), () => []],
  ['a wide schema', { properties: Object.fromEntries(many(9_000, (place) => [`p${place}`, {}])) }, () => ({})],
  [
    '1,000 alternatives for 10,000 items',
    { items: { anyOf: many(1_000, (place) => ({ const: `k${place}` })) } },
    () => many(10_000, () => 'k999'),
  ],
  [
    'an enum of 20,000',
    { items: { enum: many(20_000, (place) => place) } },
    () => many(50_000, (place) => place % 20_000),
  ],
  [
    'an enum of objects',
    { items: { enum: many(2_000, (place) => ({ a: place })) } },
    () => many(20_000, (place) => ({ a: place })),
  ],
  ['a deep enum', { enum: [JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)] }, () => []],
  ['multiples of next to nothing', { items: { multipleOf: 5e-324 } }, () => many(40_000, () => 1.7976931348623157e308)],
  [
    'contains that never does',
    { contains: { required: many(500, (place) => `r${place}`) } },
    () => many(50_000, () => ({})),
  ],
  [
    'a catastrophic pattern',
    { items: { pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' } },
    () => many(100, () => 'a'.repeat(5_000)),
  ],
  [
    'many patterns for many names',
    { patternProperties: Object.fromEntries(many(60, (place) => [`^(a|b|ab)*c${place}$`, {}])) },
    () => Object.fromEntries(many(2_000, (place) => [`${'ab'.repeat(30)}${place}`, 1])),
  ],
  [
    'a hundred patterns that are large to read',
    { allOf: many(100, (place) => ({ pattern: `(?i)[\\pL\\pN]{1,200}${place}` })) },
    () => 'a',
  ],
  [
    'pattern bombs',
    { allOf: many(50, (place) => ({ pattern: `((a{0,9}){0,9}){0,9}${place}` })) },
    () => 'a'.repeat(1_000),
  ],
  ['a name that is long', { propertyNames: { pattern: '(a+)+$' } }, () => ({ [`${'a'.repeat(200_000)}!`]: 1 })],
  [
    'dependencies of all on all',
    { dependentRequired: Object.fromEntries(many(300, (place) => [`p${place}`, many(80, (other) => `p${other}`)])) },
    () => Object.fromEntries(many(300, (place) => [`p${place}`, 1])),
  ],
  [
    'an answer of 400,000 brackets',
    { items: { $ref: '#' } },
    () => new RawJson(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
  ],
  ['an answer of a million characters', { items: { type: 'number' } }, () => new RawJson(`[${'1,'.repeat(499_990)}1]`)],
];

/** JSON.stringify recurses and so cannot write what JSON.parse reads: the deep ones are written by hand. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return `${'{"items":'.repeat(10_000)}{"enum":[${'['.repeat(10_000)}${']'.repeat(10_000)}]}${'}'.repeat(10_000)}`;
  }
}

describe('a hostile schema or answer ends within 50 ms, with a verdict or a refusal', () => {
  it.each(attacks)('%s', (_name, schema, make) => {
    const value = make();
    const text = value instanceof RawJson ? value.text : textOf(value);
    const schemaText = textOf(schema);
    const compiled = compileRules([{ rule: 'json-schema' }, { rule: 'tool-arguments' }]);
    if (!compiled.ok) throw new Error('a good rule was refused');
    endsInTime(() => {
      // A new RawJson each time: what was read of one is remembered with it.
      const output = {
        type: 'json-schema',
        name: null,
        description: null,
        schema: new RawJson(schemaText),
        strict: null,
      } as const;
      const asked: Asked = { output, tools: [] };
      const verdict = validateAnswer(compiled.rules, asked, {
        parts: [{ type: 'text', text, annotations: [], logprobs: null }],
        finish: 'stop',
        stopSequence: null,
        usage: null,
        serviceTier: null,
      });
      if (!verdict.ok) expect(verdict.reason).toMatch(/^(The|Judging) .{10,300}\.$/);
    });
  });

  it.each(attacks)('%s, as a rule that is saved', (_name, schema) => {
    endsInTime(() => {
      const compiled = compileRules([{ rule: 'json-schema', schema }]);
      if (!compiled.ok) expect(compiled.problems).toHaveLength(1);
    });
  });

  it('many calls of tools, each with a schema that is large to read', () => {
    const compiled = compileRules([{ rule: 'tool-arguments' }]);
    if (!compiled.ok) throw new Error('a good rule was refused');
    const schema = JSON.stringify({ allOf: many(20, (place) => ({ pattern: `(?i)[\\pL]{1,90}${place}` })) });
    const names = many(200, (place) => `tool${place}`);
    endsInTime(() => {
      const tools = names.map((name) => ({
        ...{ type: 'function' as const, name, namespace: null, namespaceDescription: null, description: null },
        ...{ schema: new RawJson(schema), strict: null, cacheMark: null },
      }));
      const parts = names.map((name) => ({
        ...{ type: 'tool-call' as const, id: name, name, namespace: null, kind: 'function' as const },
        ...{ input: '"a"', signature: null, cacheMark: null },
      }));
      const answer = { parts, finish: 'tool-calls' as const, stopSequence: null, usage: null, serviceTier: null };
      expect(validateAnswer(compiled.rules, { output: { type: 'text' }, tools }, answer).ok).toBe(false);
    });
  });
});
