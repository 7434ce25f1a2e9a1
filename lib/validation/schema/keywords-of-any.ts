import { isObject } from '../../dialects/json-values';
import type { Budget } from '../budget';
import { type Check, LOOK, mismatch } from './check';
import type { Keyword, Reader } from './reader';
import { canonicalText } from './same-json';

/** Words that say something of a value of any kind. */
export const keywordsOfAny = {
  type: readType,
  enum: readEnum,
  const: (value, _schema, reader, at) => readEnum([value], _schema, reader, at),
  $ref: (reference, _schema, reader, at) =>
    typeof reference === 'string' ? reader.refer(reference, at) : reader.refuse(at, 'must be a text'),
  allOf: (list, _schema, reader, at) => {
    const checks = readList(list, reader, at);
    return (value, budget) => {
      for (const check of checks) {
        const found = check(value, budget);
        if (found) return found;
      }
      return null;
    };
  },
  anyOf: (list, _schema, reader, at) => {
    const checks = readList(list, reader, at);
    return (value, budget) =>
      checks.some((check) => isMatch(check, value, budget))
        ? null
        : mismatch('matches none of its alternatives (anyOf)');
  },
  oneOf: (list, _schema, reader, at) => {
    const checks = readList(list, reader, at);
    return (value, budget) => {
      const matches = checks.filter((check) => isMatch(check, value, budget)).length;
      return matches === 1
        ? null
        : mismatch(`must match exactly one of its alternatives and matches ${matches} (oneOf)`);
    };
  },
  not: (schema, _schema, reader, at) => {
    const check = reader.sub(schema, at);
    return (value, budget) => (isMatch(check, value, budget) ? mismatch('must not be what it is (not)') : null);
  },
  if: readCondition,
} satisfies Record<string, Keyword>;

/** A mismatch leaves its levels open; what goes on after one closes them. */
export function isMatch(check: Check, value: unknown, budget: Budget): boolean {
  const mark = budget.mark();
  const found = check(value, budget);
  budget.returnTo(mark);
  return found === null;
}

function readList(list: unknown, reader: Reader, at: string): Check[] {
  if (!Array.isArray(list) || list.length === 0) return reader.refuse(at, 'must be a list of schemas');
  return list.map((schema, place) => reader.sub(schema, `${at}/${place}`));
}

function readCondition(
  schema: unknown,
  { then, else: otherwise }: Record<string, unknown>,
  reader: Reader,
  at: string,
) {
  const condition = reader.sub(schema, at);
  const whenTrue = then === undefined ? null : reader.sub(then, at.replace(/if$/, 'then'));
  const whenFalse = otherwise === undefined ? null : reader.sub(otherwise, at.replace(/if$/, 'else'));
  if (!whenTrue && !whenFalse) return null;
  const check: Check = (value, budget) =>
    (isMatch(condition, value, budget) ? whenTrue : whenFalse)?.(value, budget) ?? null;
  return check;
}

const types: Readonly<Record<string, { words: string; fits(value: unknown): boolean }>> = {
  string: { words: 'a string', fits: (value) => typeof value === 'string' },
  number: { words: 'a number', fits: (value) => typeof value === 'number' },
  integer: { words: 'an integer', fits: Number.isInteger },
  boolean: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  null: { words: 'null', fits: (value) => value === null },
  array: { words: 'an array', fits: Array.isArray },
  object: { words: 'an object', fits: isObject },
};

function readType(value: unknown, _schema: object, reader: Reader, at: string): Check {
  const named = (Array.isArray(value) ? value : [value]).map((name) =>
    typeof name === 'string' && Object.hasOwn(types, name) ? types[name] : undefined,
  );
  const known = named.filter((type) => type !== undefined);
  if (known.length === 0 || known.length < named.length)
    return reader.refuse(at, `must name a type: ${Object.keys(types).join(', ')}`);
  const words = `must be ${known.map((type) => type.words).join(' or ')}`;
  return (given) => (known.some((type) => type.fits(given)) ? null : mismatch(words));
}

function readEnum(list: unknown, _schema: object, reader: Reader, at: string): Check {
  if (!Array.isArray(list) || list.length === 0) return reader.refuse(at, 'must be a list of values');
  const simple = new Set<unknown>(list.filter((value) => typeof value !== 'object' || value === null));
  const nested = list.filter((value) => !simple.has(value));
  const texts = new Set(nested.map((value) => canonicalText(value, reader.budget)));
  const shown = list.slice(0, 5).map((value) => JSON.stringify(value)?.slice(0, 40));
  const words = `must be ${list.length === 1 ? '' : 'one of '}${shown.join(', ')}${list.length > 5 ? ', …' : ''}`;
  return (value, budget) => {
    if (typeof value !== 'object' || value === null) return simple.has(value) ? null : mismatch(words);
    budget.spend(LOOK);
    return texts.size > 0 && texts.has(canonicalText(value, budget)) ? null : mismatch(words);
  };
}
