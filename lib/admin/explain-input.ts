import type { z } from 'zod';
import { renderPath } from '../config/configuration-error';
import type { FieldProblem } from './contract';

/**
 * What is wrong with an input, field by field, in words that say what was expected; never the value, which may be a secret. A field's
 * own words (lib/config/field-kinds.ts) go before these, which are for whoever has none. Of an empty text they say first that it is needed.
 */
export function explainInput({ issues }: z.ZodError, input: unknown): FieldProblem[] {
  return issues.map(({ path, message }) => ({
    path: renderPath(path.filter((part) => typeof part !== 'symbol')),
    message: tellNeeded(message.charAt(0).toLowerCase() + message.slice(1), valueAt(input, path)),
  }));
}

function tellNeeded(message: string, value: unknown): string {
  return value === '' && !message.includes('empty') ? message.replace(/^expected /, 'needed: ') : message;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.hasOwn(value, part) ? (value as Readonly<Record<PropertyKey, unknown>>)[part] : undefined;
  }, input);
}

/** Given to the parser, which asks it where a field has no words of its own. */
export function wordsOf(issue: z.core.$ZodRawIssue): string | undefined {
  const missing = issue.input === undefined ? 'it is missing; ' : '';
  switch (issue.code) {
    case 'invalid_type':
      return `${missing}expected ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${missing}expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `there ${issue.keys.length === 1 ? 'is no field' : 'are no fields'} ${issue.keys.map((key) => `"${key}"`).join(', ')} here`;
    case 'too_small':
      return `expected ${bound(issue.minimum, issue.origin, 'more')}`;
    case 'too_big':
      return `expected ${bound(issue.maximum, issue.origin, 'at most')}`;
    default:
      return undefined;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object of fields',
  record: 'an object of names and values',
};

function bound(most: number | bigint, origin: string, way: 'more' | 'at most'): string {
  const number = most.toLocaleString('en');
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
  if (unit && way === 'more' && Number(most) === 1)
    return origin === 'string' ? 'text, and it is empty' : 'one at least';
  return way === 'more' ? `${number}${unit} or more` : `${number}${unit} at most`;
}
