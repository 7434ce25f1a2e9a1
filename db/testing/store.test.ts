import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openTestStore } from './store';

const root = path.resolve(import.meta.dirname, '..', '..');

it('a test store is PostgreSQL where one is given, and embedded where none is', async () => {
  const store = await openTestStore();
  expect(store.kind).toBe(process.env.TEST_DATABASE_URL ? 'postgres' : 'embedded');
  const [row] = await store.sql<{ version: string }[]>`select version() as version`;
  expect(row?.version).toContain('PostgreSQL');
  await store.close();
});

it('every test of the store runs on both kinds', () => {
  const services = readFileSync(path.join(root, 'bin', 'test-services.mjs'), 'utf8');
  const [, list = ''] = /const folders = \[([^\]]*)\]/.exec(services) ?? [];
  const onBoth = Array.from(list.matchAll(/'([^']+)'/g), ([, folder = '']) => folder);
  const ofTheStore = ['app', 'bin', 'db', 'lib'].flatMap(testsIn).filter(opensStore);
  expect(ofTheStore.length).toBeGreaterThan(5);
  expect(ofTheStore.filter((file) => !onBoth.some((folder) => file.startsWith(`${folder}/`)))).toEqual([]);
});

const testsIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.posix.join(folder, name));

const opensStore = (file: string) =>
  /^import .*\bopenTestStore\b.* from '/m.test(readFileSync(path.join(root, file), 'utf8'));
