import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readDeclaredConfiguration } from './read-declared-configuration';
import { knownKeys } from './schema';

const file = 'router.example.yaml';
const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');

it('the example is right, and declares what it says', () => {
  const environment = { LOCAL_API_KEY: 'x', ALICE_TOKEN: `rtr_${'x'.repeat(36)}` };
  const { declared } = readDeclaredConfiguration(text, { file, environment });
  expect(declared.groups.map(({ id, aliases }) => [id, aliases])).toEqual([
    ['default', []],
    ['coding', ['claude-coding']],
  ]);
});

it('the example names every field there is', () => {
  const missing = Object.values(knownKeys)
    .flat()
    .filter((key) => !new RegExp(`\\b${key}\\b`).test(text));
  expect(missing).toEqual([]);
});
