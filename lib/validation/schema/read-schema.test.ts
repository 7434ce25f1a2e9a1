import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../budget';
import { renderMismatch } from './check';
import { MOST_SCHEMA_CHARACTERS, readSchemaText } from './read-schema';

function read(schema: unknown) {
  const reading = readSchemaText(JSON.stringify(schema), createBudget());
  if ('problem' in reading) throw new Error(reading.problem);
  return (value: unknown) => reading.check(value, createBudget());
}

const words = (schema: unknown, value: unknown) => {
  const found = read(schema)(value);
  return found && renderMismatch(found, 'it');
};
const problem = (schema: unknown) => readSchemaText(JSON.stringify(schema), createBudget());

describe('a value that does not match is told where and what it must be', () => {
  it.each<[object, unknown, string]>([
    [{ type: 'string' }, 1, 'it must be a string'],
    [{ type: ['integer', 'null'] }, 1.5, 'it must be an integer or null'],
    [{ enum: ['a', 'b'] }, 'c', 'it must be one of "a", "b"'],
    [{ const: { a: [1] } }, { a: [2] }, 'it must be {"a":[1]}'],
    [{ properties: { a: { items: { type: 'number' } } } }, { a: [1, 'x'] }, '/a/1 must be a number'],
    [{ properties: { 'a/b~c': false } }, { 'a/b~c': 1 }, '/a~1b~0c is not allowed'],
    [{ required: ['a'] }, {}, 'it lacks "a"'],
    [{ additionalProperties: false, properties: { a: {} } }, { b: 1 }, 'it has the member "b", which is not allowed'],
    [{ additionalProperties: { type: 'null' }, patternProperties: { '^x': {} } }, { x1: 1, y: 1 }, '/y must be null'],
    [{ patternProperties: { '^x': { type: 'null' } } }, { x1: 1 }, '/x1 must be null'],
    [{ propertyNames: { maxLength: 2 } }, { abc: 1 }, '/abc has a name that must be at most 2 characters long'],
    [{ minProperties: 1 }, {}, 'it must have at least 1 members'],
    [{ maxProperties: 1 }, { a: 1, b: 1 }, 'it must have at most 1 members'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'it lacks "b"'],
    [{ dependencies: { a: ['b'] } }, { a: 1 }, 'it lacks "b"'],
    [{ dependentSchemas: { a: { required: ['c'] } } }, { a: 1 }, 'it lacks "c"'],
    [{ minItems: 2 }, [1], 'it must have at least 2 items'],
    [{ maxItems: 1 }, [1, 2], 'it must have at most 1 items'],
    [
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      '/1 is there twice (uniqueItems)',
    ],
    [{ uniqueItems: true }, [1, 1.0], '/1 is there twice (uniqueItems)'],
    [{ prefixItems: [{ type: 'string' }], items: { type: 'number' } }, ['a', 'b'], '/1 must be a number'],
    [{ items: [{ type: 'string' }], additionalItems: false }, ['a', 1], '/1 is not allowed'],
    [
      { contains: { const: 1 }, minContains: 2 },
      [1, 2],
      'it must have at least 2 items of a kind and has 1 (contains)',
    ],
    [{ minLength: 2 }, '😀', 'it must be at least 2 characters long'],
    [{ maxLength: 1 }, 'ab', 'it must be at most 1 characters long'],
    [{ pattern: '^a+$' }, 'ab', 'it must match the pattern ^a+$'],
    [{ minimum: 1 }, 0, 'it must be at least 1'],
    [{ exclusiveMaximum: 1 }, 1, 'it must be less than 1'],
    [{ multipleOf: 0.01 }, 0.035, 'it must be a multiple of 0.01'],
    [{ anyOf: [{ type: 'string' }, { minimum: 5 }] }, 1, 'it matches none of its alternatives (anyOf)'],
    [
      { oneOf: [{ minimum: 0 }, { minimum: 1 }] },
      1,
      'it must match exactly one of its alternatives and matches 2 (oneOf)',
    ],
    [{ not: { type: 'null' } }, null, 'it must not be what it is (not)'],
    [JSON.parse('{"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}}'), 7, 'it must be at most 5'],
    [{ $defs: { n: { type: 'number' } }, items: { $ref: '#/$defs/n' } }, ['a'], '/0 must be a number'],
    [{ $ref: '#/$defs/a%25', $defs: { 'a%': { type: 'null' } } }, 1, 'it must be null'],
  ])('%j and %j: %s', (schema, value, expected) => expect(words(schema, value)).toBe(expected));
});

describe('a value matches', () => {
  it.each<[unknown, unknown]>([
    [true, { any: 'thing' }],
    [{}, null],
    [{ type: 'integer' }, 1.0],
    [{ maxLength: 1 }, '😀'],
    [{ uniqueItems: true }, [1, true, '1', [1], { a: 1 }]],
    [{ uniqueItems: false }, [1, 1]],
    [{ multipleOf: 0.1 }, 0.3],
    [{ multipleOf: 0.01 }, 1.1],
    [{ multipleOf: 1e-300 }, 1e308],
    [{ multipleOf: 0.5 }, 1e308],
    [{ multipleOf: 3 }, -9],
    [{ enum: [0, null, { a: 1 }] }, { a: 1 }],
    [{ properties: { constructor: { type: 'number' } } }, {}],
    [{ pattern: 'a' }, 5],
    [{ format: 'email', title: 't', default: 1, 'x-mine': { type: 'never' } }, 'not an address'],
    [{ maxItems: 2, contains: { type: 'string' } }, [1, 'a']],
  ])('%j: %j', (schema, value) => expect(words(schema, value)).toBeNull());

  it('that holds itself, as deep as it goes', () => {
    const tree = { type: 'object', properties: { kids: { items: { $ref: '#' } } }, additionalProperties: false };
    expect(words(tree, { kids: [{ kids: [] }, { kids: [{}] }] })).toBeNull();
    expect(words(tree, { kids: [{ kids: [] }, { kids: [{ kid: 1 }] }] })).toContain('/kids/1/kids/0');
  });

  it('by its own members only, whatever they are called', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    expect(
      words({ required: ['__proto__', 'constructor'], additionalProperties: { type: ['object', 'number'] } }, value),
    ).toBeNull();
    expect(words({ required: ['toString'] }, value)).toBe('it lacks "toString"');
  });
});

describe('a schema is refused', () => {
  it.each<[unknown, string]>([
    ['text', 'is not a JSON schema: expected a JSON object'],
    [{ type: 'strin' }, 'at /type: must name a type: string, number, integer, boolean, null, array, object'],
    [{ properties: { a: { pattern: '(?=a)' } } }, 'at /properties/a/pattern: uses what cannot be run safely'],
    [{ pattern: '(' }, 'at /pattern: is not a regular expression'],
    [{ $ref: 'https://a.example/schema.json' }, 'at /$ref: may refer only to the schema’s own document'],
    [{ $ref: '#/$defs/gone' }, 'at /$ref: refers to what is not there'],
    [{ $ref: '#anchor' }, 'at /$ref: refers to what is not there'],
    [{ $ref: '#/constructor' }, 'at /$ref: refers to what is not there'],
    [{ properties: { a: { $id: 'b', type: 'string' } } }, 'at /properties/a/$id: is supported at the top'],
    [{ unevaluatedProperties: false }, 'at /unevaluatedProperties: is not supported here'],
    [{ $dynamicRef: '#node' }, 'at /$dynamicRef: is not supported here'],
    [{ exclusiveMinimum: true }, 'at /exclusiveMinimum: must be a number'],
    [{ multipleOf: 0 }, 'at /multipleOf: must be more than 0'],
    [{ minLength: -1 }, 'at /minLength: must be a whole number, 0 or more'],
    [{ required: true }, 'at /required: must be a list of names'],
    [{ items: 5 }, 'at /items: must be a schema: an object, true or false'],
    [{ anyOf: [] }, 'at /anyOf: must be a list of schemas'],
    [{ enum: [] }, 'at /enum: must be a list of values'],
    [{ description: 'x'.repeat(MOST_SCHEMA_CHARACTERS) }, 'is longer than 200000 characters'],
  ])('%j', (schema, expected) => expect(problem(schema)).toMatchObject({ problem: expect.stringContaining(expected) }));
});

/** A schema with values that match it and values that do not, made together. */
interface Known {
  schema: object;
  good: fc.Arbitrary<unknown>;
  bad: fc.Arbitrary<unknown>;
}

const leaves: fc.Arbitrary<Known> = fc.oneof(
  fc.constant<Known>({ schema: { type: 'string' }, good: fc.string(), bad: fc.integer() }),
  fc.constant<Known>({ schema: { type: 'null' }, good: fc.constant(null), bad: fc.boolean() }),
  fc.tuple(fc.integer(), fc.nat(1_000)).map(([minimum, span]): Known => {
    const maximum = minimum + span;
    const bad = fc.oneof(
      fc.integer({ min: maximum + 1, max: 2 ** 40 }),
      fc.constant(minimum - 1),
      fc.constant(minimum + 0.5),
    );
    return { schema: { type: 'integer', minimum, maximum }, good: fc.integer({ min: minimum, max: maximum }), bad };
  }),
  fc.integer({ min: 1, max: 999 }).map((cents): Known => {
    const good = fc.integer({ min: -9_999, max: 9_999 }).map((times) => Number(`${times * cents}e-2`));
    return {
      schema: { multipleOf: cents / 100 },
      good,
      bad: good.map((number) => Number((number + cents / 200).toFixed(3))),
    };
  }),
  fc.nat(4).map((length): Known => {
    const text = (min: number, max: number) => fc.string({ unit: 'binary', minLength: min, maxLength: max });
    return {
      schema: { type: 'string', minLength: 1, maxLength: length + 1 },
      good: text(1, length + 1),
      bad: text(length + 2, length + 9),
    };
  }),
  fc.constant<Known>({
    schema: { type: 'string', pattern: '^[a-f0-9]{4}(?:-[a-f0-9]{2})+$' },
    good: fc.array(fc.constantFrom('-0a', '-ff'), { minLength: 1 }).map((parts) => `beef${parts.join('')}`),
    bad: fc.string({ unit: fc.constantFrom('a', '-', '0'), maxLength: 6 }),
  }),
);

const nested: fc.Arbitrary<Known> = fc.letrec<{ known: Known }>((tie) => ({
  known: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaves,
    tie('known').map(({ schema, good, bad }): Known => {
      const some = fc.array(good, { maxLength: 3 });
      const spoilt = fc.tuple(some, bad, some).map(([before, wrong, after]) => [...before, wrong, ...after]);
      return { schema: { type: 'array', items: schema }, good: some, bad: spoilt };
    }),
    fc.tuple(tie('known'), tie('known')).map(([one, other]): Known => {
      const schema = {
        type: 'object',
        properties: { a: one.schema, b: other.schema },
        required: ['a'],
        additionalProperties: false,
      };
      const bad = fc.oneof(
        fc.record({ a: one.bad, b: other.good }),
        fc.record({ a: one.good, b: other.bad }),
        fc.record({ b: other.good }),
        fc.record({ a: one.good, c: fc.anything() }),
      );
      return { schema, good: fc.record({ a: one.good, b: other.good }, { requiredKeys: ['a'] }), bad };
    }),
    tie('known').map(
      ({ schema, good, bad }): Known => ({ schema: { allOf: [{}, { anyOf: [{ not: {} }, schema] }] }, good, bad }),
    ),
    tie('known').map(({ schema, good, bad }): Known => ({ schema: { not: schema }, good: bad, bad: good })),
    tie('known').map(
      ({ schema, good, bad }): Known => ({ schema: { $ref: '#/$defs/in', $defs: { in: schema } }, good, bad }),
    ),
  ),
})).known;

/** `$ref` is from the top of a document, so what refers stands there. */
const hasInnerReference = ({ schema }: Known) => JSON.stringify(schema).indexOf('$ref') > 1;

describe('by the thousands', () => {
  const sample = nested
    .filter((known) => !hasInnerReference(known))
    .chain(({ schema, good, bad }) => fc.tuple(fc.constant(schema), good, bad));

  it('known-good values match and known-bad ones do not', () => {
    fc.assert(
      fc.property(sample, ([schema, good, bad]) => {
        expect(words(schema, good)).toBeNull();
        expect(words(schema, bad)).not.toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('whatever is sent as a schema is read or refused, and never thrown over', () => {
    const anySchema = fc.dictionary(
      fc.constantFrom(
        'type',
        'items',
        'properties',
        '$ref',
        'enum',
        'pattern',
        'required',
        'if',
        'not',
        'oneOf',
        'minLength',
        '$defs',
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(fc.oneof(anySchema, fc.jsonValue()), fc.jsonValue({ maxDepth: 3 }), (schema, value) => {
        const reading = readSchemaText(JSON.stringify(schema), createBudget());
        if ('check' in reading) reading.check(value, createBudget());
        else expect(reading.problem).toMatch(/^(at \/|is )/);
      }),
      { numRuns: 1_000 },
    );
  });
});
