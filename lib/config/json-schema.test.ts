import { expect, it } from 'vitest';
import { defaults } from '../snapshot/build-structure';
import { fieldWords } from './field-words';
import { configurationJsonSchema, fieldsOf } from './json-schema';
import { knownKeys } from './schema';

const fields = fieldsOf(configurationJsonSchema());

it('has words for every field that the reader takes, in its order, and for no other', () => {
  expect(Object.keys(fieldWords)).toEqual(fields.map(([path]) => path));
  const known = Object.entries(knownKeys).flatMap(([object, keys]) =>
    keys.map((key) => (object ? `${object}.${key}` : key)),
  );
  expect(fields.map(([path]) => path).sort()).toEqual(known.sort());
});

it('says what is left out of a field that may be, once', () => {
  for (const [path, field, required] of fields) {
    const said = fieldWords[path]?.leftOut !== undefined;
    expect([path, said]).toEqual([path, !required && field.default === undefined]);
  }
});

it('says of every value what it is', () => {
  for (const [path, field] of fields) {
    const told = field.title ?? field.enum ?? field.const ?? field.properties ?? field.items;
    expect([path, told !== undefined || field.type === 'boolean']).toEqual([path, true]);
    expect([path, field.description !== undefined && field.type !== undefined]).toEqual([path, true]);
  }
});

it('states the defaults that requests go by', () => {
  const stated = (path: string) => Number(fieldWords[path]?.leftOut);
  expect(stated('providers.timeouts.first_byte_ms')).toBe(defaults.firstByteMs);
  expect(stated('providers.timeouts.idle_ms')).toBe(defaults.idleMs);
  expect(stated('providers.timeouts.total_ms')).toBe(defaults.totalMs);
  expect(stated('groups.retry.attempts')).toBe(defaults.attempts);
});
