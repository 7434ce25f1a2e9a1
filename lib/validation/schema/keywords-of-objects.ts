import { isObject } from '../../dialects/json-values';
import type { Pattern } from '../pattern';
import { type Check, LOOK, mismatch, shorten, within } from './check';
import { readCount } from './read-count';
import type { Keyword, Reader } from './reader';

/** Words that say something of objects and nothing of any other value. */
export const keywordsOfObjects = {
  minProperties: (value, _schema, reader, at) => {
    const least = readCount(value, reader, at);
    return onObject((_object, names) =>
      names.length < least ? mismatch(`must have at least ${least} members`) : null,
    );
  },
  maxProperties: (value, _schema, reader, at) => {
    const most = readCount(value, reader, at);
    return onObject((_object, names) => (names.length > most ? mismatch(`must have at most ${most} members`) : null));
  },
  required: (value, _schema, reader, at) => {
    const required = readNames(value, reader, at);
    return onObject((object, _names, budget) => {
      budget.spend(required.length * 2);
      const missing = required.find((name) => !Object.hasOwn(object, name));
      return missing === undefined ? null : mismatch(`lacks ${quote(missing)}`);
    });
  },
  properties: readProperties,
  patternProperties: (value, _schema, reader, at) => {
    const checks = readPatterns(value, reader, at);
    return onMembers((name, member, budget) => {
      for (const [pattern, check] of checks) {
        const found = pattern.isIn(name, budget) ? check(member, budget) : null;
        if (found) return found;
      }
      return null;
    });
  },
  additionalProperties: readAdditional,
  propertyNames: (value, _schema, reader, at) => {
    const check = reader.sub(value, at);
    return onMembers((name, _member, budget) => {
      const found = check(name, budget);
      return found && mismatch(`has a name that ${found.words}`);
    });
  },
  dependentRequired: readDependencies,
  dependentSchemas: readDependencies,
  // Draft-07's one word for both.
  dependencies: readDependencies,
} satisfies Record<string, Keyword>;

type Members = Record<string, unknown>;
type Budget = Parameters<Check>[1];

function onObject(check: (object: Members, names: string[], budget: Budget) => ReturnType<Check>): Check {
  return (value, budget) => {
    if (!isObject(value)) return null;
    const names = Object.keys(value);
    budget.spend(LOOK + names.length);
    return check(value, names, budget);
  };
}

function onMembers(check: (name: string, member: unknown, budget: Budget) => ReturnType<Check>): Check {
  return onObject((object, names, budget) => {
    for (const name of names) {
      budget.spend(LOOK);
      const found = within(name, check(name, object[name], budget));
      if (found) return found;
    }
    return null;
  });
}

function readProperties(value: unknown, _schema: object, reader: Reader, at: string): Check {
  if (!isObject(value)) return reader.refuse(at, 'must be an object of schemas');
  const checks = Object.entries(value).map(([name, schema]) => [name, reader.sub(schema, `${at}/${name}`)] as const);
  return onObject((object, _names, budget) => {
    for (const [name, check] of checks) {
      budget.spend(2);
      // Only its own: `constructor` and the like are members of every object.
      const found = Object.hasOwn(object, name) ? within(name, check(object[name], budget)) : null;
      if (found) return found;
    }
    return null;
  });
}

function readPatterns(value: unknown, reader: Reader, at: string): (readonly [Pattern, Check])[] {
  if (!isObject(value)) return reader.refuse(at, 'must be an object of schemas');
  return Object.entries(value).map(([source, schema]) => {
    const place = `${at}/${source}`;
    return [reader.pattern(source, place), reader.sub(schema, place)] as const;
  });
}

function readAdditional(value: unknown, schema: Members, reader: Reader, at: string): Check | null {
  if (value === true) return null;
  const named = new Set(isObject(schema.properties) ? Object.keys(schema.properties) : []);
  const patterns = schema.patternProperties === undefined ? [] : readPatterns(schema.patternProperties, reader, at);
  const check = reader.sub(value, at);
  return onObject((object, names, budget) => {
    for (const name of names) {
      budget.spend(LOOK);
      if (named.has(name) || patterns.some(([pattern]) => pattern.isIn(name, budget))) continue;
      if (value === false) return mismatch(`has the member ${quote(name)}, which is not allowed`);
      const found = within(name, check(object[name], budget));
      if (found) return found;
    }
    return null;
  });
}

function readDependencies(value: unknown, _schema: object, reader: Reader, at: string): Check {
  if (!isObject(value)) return reader.refuse(at, 'must be an object');
  const rules = Object.entries(value).map(([name, needed]) => {
    const place = `${at}/${name}`;
    const check = Array.isArray(needed)
      ? keywordsOfObjects.required(needed, {}, reader, place)
      : reader.sub(needed, place);
    return [name, check] as const;
  });
  return onObject((object, _names, budget) => {
    for (const [name, check] of rules) {
      budget.spend(2);
      const found = Object.hasOwn(object, name) ? check(object, budget) : null;
      if (found) return found;
    }
    return null;
  });
}

function readNames(value: unknown, reader: Reader, at: string): string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
    ? value
    : reader.refuse(at, 'must be a list of names');
}

function quote(name: string): string {
  return JSON.stringify(shorten(name));
}
