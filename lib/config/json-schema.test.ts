import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaults } from '../snapshot/build-structure';
import { fieldWords } from './field-words';
import { configurationJsonSchema, fieldsOf } from './json-schema';
import { documentSchema, knownKeys } from './schema';
import { readYamlText } from './yaml-text';

const caller = { user: 'alice', project: 'demo' };
const token = { key: 'k1', allow: [] };
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
  expect(stated('groups.validation.attempts')).toBe(defaults.validationAttempts);
  expect(stated('providers.queue.requests')).toBe(defaults.queueRequests);
  expect(stated('providers.queue.wait_ms')).toBe(defaults.queueWaitMs);
  expect(stated('policies.deadline_ms')).toBe(defaults.policyDeadlineMs);
});

describe('the JSON Schema', () => {
  const schema = z.fromJSONSchema(configurationJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const least = { version: 1, providers: [{ id: 'a', dialect: 'gemini', base_url: 'https://a.example/v1' }] };

  it('takes what the reader takes', async () => {
    const text = await readFile(new URL('../../router.example.yaml', import.meta.url), 'utf8');
    for (const document of [least, readYamlText(text).value]) {
      expect(documentSchema.safeParse(document).error).toBeUndefined();
      expect(schema.safeParse(document).error).toBeUndefined();
    }
  });

  it.each([
    ['an unknown field', { ...least, provider: [] }],
    ['another version', { ...least, version: 2 }],
    ['a secret in clear', { ...least, providers: [{ id: 'a', api_key: 'sk-1' }] }],
    ['a dialect that is none', { ...least, providers: [{ id: 'a', dialect: 'openai' }] }],
    ['a time of no length', { ...least, providers: [{ id: 'a', timeouts: { idle_ms: 0 } }] }],
    ['a group without targets', { ...least, groups: [{ id: 'a', strategy: 'weighted', targets: [] }] }],
    [
      'a moment without a zone',
      { ...least, callers: [{ ...caller, tokens: [{ ...token, expires_at: '2027-01-31' }] }] },
    ],
    ['a hash that is none', { ...least, callers: [{ ...caller, tokens: [{ ...token, token_sha256: 'abc' }] }] }],
  ])('refuses %s, as the reader does', (_what, document) => {
    expect(documentSchema.safeParse(document).success).toBe(false);
    expect(schema.safeParse(document).success).toBe(false);
  });
});
