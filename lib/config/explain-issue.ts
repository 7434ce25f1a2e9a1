import type { z } from 'zod';
import type { ConfigurationPath, Problem } from './configuration-error';
import { didYouMean } from './nearest';
import { knownKeys } from './schema';

/** What zod found, in words that say what would be right. `raw` is the whole document as it was written. */
export function explainIssue(issue: z.core.$ZodIssue, raw: unknown): Problem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const field = path.filter((part) => typeof part === 'string').join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: explainKey(field, key), at: 'key' }));
  }
  const value = valueAt(raw, path);
  if (path.length === 0 && value === null) return [{ path, message: 'the file is empty; it begins with "version: 1"' }];
  if (value === undefined) return [{ path, message: 'is missing' }];
  if (value === null) return [{ path, message: 'has no value; give it one, or take the line out' }];
  if (issue.code === 'invalid_type') return [{ path, message: explainType(issue.expected, value, path.length === 0) }];
  if (issue.code === 'invalid_value') return [{ path, message: explainChoice(field, issue.values, value) }];
  return [{ path, message: issue.message }];
}

function explainKey(object: string, key: string): string {
  const known = knownKeys[object] ?? [];
  return `unknown key${didYouMean(key, known) || `; expected one of ${known.join(', ')}`}`;
}

function explainType(expected: string, value: unknown, whole: boolean): string {
  const words = whole ? 'a mapping that begins with "version: 1"' : (typeWords[expected] ?? expected);
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const quoted = expected === 'string' && scalar ? `; write it in quotes: "${value}"` : '';
  return `expected ${words}, not ${nameType(value)}${quoted}`;
}

function explainChoice(field: string, choices: readonly unknown[], value: unknown): string {
  if (field === 'version') return 'expected 1, the only version there is';
  const known = choices.map(String);
  // Of one choice there is nothing to guess.
  const hint = known.length > 1 && typeof value === 'string' ? didYouMean(value, known) : '';
  return `expected ${orList(known)}${hint}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
};

function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'an endless one';
  return typeof value === 'boolean' ? 'true or false' : 'a mapping';
}

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function valueAt(raw: unknown, path: ConfigurationPath): unknown {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
