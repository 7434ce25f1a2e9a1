import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfiguration } from './read-configuration';

const token = `rtr_metrum_alice_demo_dev_k1_${'0'.repeat(40)}`;
const text = [
  'version: 1',
  'providers:',
  '  - { id: up, dialect: openai-chat, base_url: "http://127.0.0.1:9/v1", api_key: §{UP_KEY} }',
  'callers:',
  '  - user: alice',
  '    project: demo',
  '    tokens:',
  '      - { key: k1, allow: [], token: §{ALICE_TOKEN} }',
]
  .join('\r\n')
  .replaceAll('§', '$');

let typedIn: string;
beforeAll(() => {
  typedIn = mkdtempSync(path.join(os.tmpdir(), 'smart-router-cli-'));
  writeFileSync(path.join(typedIn, 'router.yaml'), text);
});
afterAll(() => rmSync(typedIn, { recursive: true }));

const read = (name: string, environment: Record<string, string>, input = '') =>
  readConfiguration(name, {
    environment,
    typedIn,
    home: typedIn,
    stdin: Readable.from([Buffer.from(input)]),
    stdout: process.stdout,
    stderr: process.stderr,
    exitCode: 0,
  });

it('takes from the environment what the file names in secret fields, and nothing else', async () => {
  const environment = { UP_KEY: 'sk-1', ALICE_TOKEN: token, ROUTER_ADMIN_TOKEN: 'not this', HOME: '/root' };
  const secrets = { UP_KEY: 'sk-1', ALICE_TOKEN: token };
  expect(await read('router.yaml', environment)).toEqual({ file: 'router.yaml', text, secrets, policyFiles: {} });
  expect(await read('-', environment, text)).toEqual({ file: 'stdin', text, secrets, policyFiles: {} });
});

it('names each secret that is not set, with line and column', async () => {
  const problems = [
    expect.objectContaining({ line: 3, path: 'providers[0].api_key', message: expect.stringContaining('UP_KEY') }),
    expect.objectContaining({ line: 8, column: 38, path: 'callers[0].tokens[0].token' }),
  ];
  await expect(read('router.yaml', {})).rejects.toMatchObject({ exit: 'refused', file: 'router.yaml', problems });
});

it('tells broken YAML by its place, and never shows a secret that is wrong', async () => {
  await expect(read('-', {}, 'version: 1\ngroups: [')).rejects.toMatchObject({ problems: [{ line: 2 }] });
  const error = await read('router.yaml', { UP_KEY: 'sk-1', ALICE_TOKEN: 'hunter2 hunter2' }).catch((caught) => caught);
  expect(error.problems).toHaveLength(1);
  expect(JSON.stringify(error)).not.toContain('hunter2');
});

it('reads the sources of policies from where the file stands, and names those that are not there', async () => {
  mkdirSync(path.join(typedIn, 'sub'));
  writeFileSync(path.join(typedIn, 'sub', 'one.ts'), 'export {};');
  const declared = (file: string) => `version: 1\npolicies:\n  - { id: a, source_file: ${file} }\n`;
  writeFileSync(path.join(typedIn, 'sub', 'r.yaml'), declared('./one.ts'));
  expect((await read('sub/r.yaml', {})).policyFiles).toEqual({ './one.ts': 'export {};' });
  expect((await read('-', {}, declared('sub/one.ts'))).policyFiles).toEqual({ 'sub/one.ts': 'export {};' });
  await expect(read('-', {}, declared('one.ts'))).rejects.toMatchObject({
    problems: [
      { line: 3, column: 27, path: 'policies[0].source_file', message: 'one.ts cannot be read: there is no such file' },
    ],
  });
});

it('says of a file that cannot be read why', async () => {
  await expect(read('gone.yaml', {})).rejects.toThrow('gone.yaml cannot be read: there is no such file');
  await expect(read('.', {})).rejects.toThrow('it is a folder');
});
