import { expect, test } from 'vitest';
import type { ActProblem } from '../_act/done';
import { findWrong } from './wrong-fields';

const labels = { id: 'Name', queue_wait_ms: 'Waiting for, ms', headers: 'Headers', api_key: 'Key', idle_ms: 'Silence' };
const wrongOf = (message: string, fields: ActProblem['fields'] = []) =>
  findWrong({ code: 'invalid', message, fields, problems: [] }, labels);

test('what is wrong with a field goes to that field, as a sentence, and is not told twice', () => {
  const { fields, rest } = wrongOf(
    'models.0.id: expected letters\nqueue.wait_ms: expected a whole number from 1 to 86400000',
    [
      { path: 'models[0].id', message: 'expected letters' },
      { path: 'queue.wait_ms', message: 'expected a whole number from 1 to 86400000' },
    ],
  );
  expect([...fields]).toEqual([
    ['id', 'Expected letters.'],
    ['queue_wait_ms', 'Expected a whole number from 1 to 86,400,000.'],
  ]);
  expect(rest).toEqual([]);
});

test('several mistakes in one field stand there together, each with its part of it', () => {
  const told = [
    { path: 'headers.x-a', message: 'a key is api_key' },
    { path: 'headers', message: '“b” has no colon' },
  ];
  const { fields } = wrongOf(told.map(({ path, message }) => `${path}: ${message}`).join('\n'), told);
  expect(fields.get('headers')).toBe('“x-a”: a key is “Key”. “b” has no colon.');
});

test('what is about no field of the page is told by itself', () => {
  const refused = wrongOf('id: expected letters\nrevision: expected text\nit was changed', [
    { path: 'id', message: 'expected letters' },
    { path: 'revision', message: 'expected text' },
  ]);
  expect([...refused.fields.keys()]).toEqual(['id']);
  expect(refused.rest).toEqual(['revision: expected text', 'it was changed']);
  expect(findWrong(null, labels)).toEqual({ fields: new Map(), rest: [] });
});
