import { isObject } from '../../dialects/json-values';
import type { Budget } from '../budget';
import type { Pattern } from '../pattern';
import { readPattern } from '../pattern';
import { type Check, SchemaProblem } from './check';
import { followPointer } from './follow-pointer';

/** Reads one word of a schema into a check, or null where it forbids nothing. */
export type Keyword = (value: unknown, schema: Record<string, unknown>, reader: Reader, at: string) => Check | null;

export interface Reader {
  root: unknown;
  /** A schema inside this one. */
  sub(schema: unknown, at: string): Check;
  /** The schema a `$ref` names, in this document. */
  refer(reference: string, at: string): Check;
  pattern(source: unknown, at: string): Pattern;
  /** What reading may still cost. */
  budget: Budget;
  refuse(at: string, words: string): never;
}

const MOST_SCHEMAS = 5_000;
const MOST_NESTED = 64;
/** Steps of the budget for reading one schema, and one unit of what patternCost counts. */
const READ = 64;
const READ_PATTERN = 200;

export function openReader(root: unknown, keywords: ReadonlyMap<string, Keyword>, reading: Budget): Reader {
  const known = new Map<object, Check>();
  const patterns = new Map<string, Pattern>();
  let nested = 0;

  function sub(schema: unknown, at: string): Check {
    if (schema === true) return () => null;
    if (schema === false) return () => ({ path: [], words: 'is not allowed' });
    if (!isObject(schema)) return reader.refuse(at, 'must be a schema: an object, true or false');
    const before = known.get(schema);
    if (before) return before;
    if (known.size >= MOST_SCHEMAS)
      return reader.refuse(at, `is the one too many: the schema has more than ${MOST_SCHEMAS} schemas in it`);
    if (nested >= MOST_NESTED) return reader.refuse(at, `nests deeper than ${MOST_NESTED} schemas`);
    reading.spend(READ);
    nested += 1;
    const checks: Check[] = [];
    // Known before it is read: a schema may refer to what holds it.
    const check: Check = (value, budget) => {
      budget.enter();
      budget.spend(checks.length + 1);
      for (const each of checks) {
        const found = each(value, budget);
        if (found) return found;
      }
      budget.leave();
      return null;
    };
    known.set(schema, check);
    for (const [name, value] of Object.entries(schema)) {
      const read = keywords.get(name)?.(value, schema, reader, `${at}/${name}`);
      if (read) checks.push(read);
    }
    nested -= 1;
    return check;
  }

  const reader: Reader = {
    root,
    budget: reading,
    sub,
    refer(reference, at) {
      if (!reference.startsWith('#')) return reader.refuse(at, 'may refer only to the schema’s own document (`#/…`)');
      const schema = followPointer(root, reference.slice(1));
      return schema === undefined ? reader.refuse(at, 'refers to what is not there') : sub(schema, at);
    },
    pattern(source, at) {
      if (typeof source !== 'string') return reader.refuse(at, 'must be a text');
      const before = patterns.get(source);
      if (before) return before;
      const read = readPattern(source);
      if ('problem' in read) return reader.refuse(at, read.problem);
      reading.spend(read.cost * READ_PATTERN);
      patterns.set(source, read.pattern);
      return read.pattern;
    },
    refuse(at, words) {
      throw new SchemaProblem(at, words);
    },
  };
  return reader;
}
