import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let project: string;

beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'smart router sources '));
  cpSync(path.dirname(import.meta.dirname), path.join(project, 'bin'), { recursive: true });
  write('package.json', JSON.stringify({ name: 'x', version: '1', type: 'module', scripts: {} }));
  write('tsconfig.json', JSON.stringify({ compilerOptions: { target: 'ES2023', jsx: 'preserve' } }));
  write('app/page.tsx', 'export default () => null;');
  write('server.ts', '');
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

it.each([
  ['app/page.tsx', 'export default () => "new";'],
  ['app/new/page.tsx', ''],
  ['server.ts', 'void 0;'],
  ['next.config.mjs', 'export default {};'],
  ['package-lock.json', '{}'],
  ['tsconfig.json', '{"compilerOptions":{"target":"ES2022"}}'],
])('changes with the content of a source: %s', (file, content) => {
  const before = hash();
  write(file, content);
  expect(hash()).not.toBe(before);
});

it.each([
  ['app/page.test.tsx', 'test();'],
  ['db/testing/store.ts', ''],
  ['next-env.d.ts', '/// <reference types="next" />'],
  ['vitest.config.ts', ''],
  ['README.md', 'words'],
  ['tsconfig.json', '{"compilerOptions":{"target":"ES2023","jsx":"react-jsx"},"include":["x"]}'],
  ['package.json', '{"name":"x","version":"1","type":"module","scripts":{"a":"b"}}'],
])('does not change with what the build is not made of: %s', (file, content) => {
  const before = hash();
  write(file, content);
  expect(hash()).toBe(before);
});

it('does not change with time', () => {
  const before = hash();
  utimesSync(path.join(project, 'app/page.tsx'), new Date(), new Date(0));
  expect(hash()).toBe(before);
});

/** The module takes the project it lies in, so it is asked in a copy. */
function hash(): string {
  const source = 'import { hashSources } from "./bin/_steps/sources.mjs"; process.stdout.write(hashSources());';
  return execFileSync(process.execPath, ['--input-type=module', '-e', source], { cwd: project, encoding: 'utf8' });
}

function write(file: string, content: string): void {
  const place = path.join(project, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  expect(readFileSync(place, 'utf8')).toBe(content);
}
