import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createPolicyChecker } from '../policies/check/checker';
import { compilePolicy } from '../policies/compile-policy';
import { createSandbox } from '../policies/sandbox/create-sandbox';
import { readDeclaredConfiguration } from './read-declared-configuration';
import { knownKeys } from './schema';

const file = 'router.example.yaml';
const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');

const environment = { LOCAL_API_KEY: 'x', ALICE_TOKEN: `rtr_${'x'.repeat(36)}` };

it('the example is right, and declares what it says', () => {
  const { declared } = readDeclaredConfiguration(text, { file, environment });
  expect(declared.groups.map(({ id, aliases }) => [id, aliases])).toEqual([
    ['default', []],
    ['coding', ['claude-coding']],
    ['extraction', []],
  ]);
});

it('the policy of the example is one that would be published', async () => {
  const { declared } = readDeclaredConfiguration(text, { file, environment });
  const checker = createPolicyChecker();
  const sandbox = createSandbox({ waitMs: 30_000 });
  try {
    for (const { source } of declared.policies ?? []) {
      expect((await compilePolicy(source, { checker, sandbox })).problems).toEqual([]);
    }
  } finally {
    checker.close();
    sandbox.close();
  }
}, 60_000);

it('the example names every field there is', () => {
  const missing = Object.values(knownKeys)
    .flat()
    .filter((key) => !new RegExp(`\\b${key}\\b`).test(text));
  expect(missing).toEqual([]);
});
