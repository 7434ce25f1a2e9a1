import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
let project: string;

/** A clone with everything installed, whose command line says what it was given. */
beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'smart router cli '));
  cpSync(import.meta.dirname, path.join(project, 'bin'), { recursive: true });
  rmSync(path.join(project, 'bin', 'cli'), { recursive: true });
  mkdirSync(path.join(project, 'node_modules'));
  symlinkSync(path.join(root, 'node_modules', 'esbuild'), path.join(project, 'node_modules', 'esbuild'));
  write('package.json', JSON.stringify({ type: 'module' }));
  write('package-lock.json', '{"packages":{"":{}}}');
  write('node_modules/.package-lock.json', '{"packages":{}}');
  write('lib/word.ts', "export const word: string = 'one';");
  write(
    'bin/cli/main.ts',
    "import { word } from '../../lib/word';\nexport const run = (args: string[], place: object) => (console.log(JSON.stringify({ word, args, ...place })), 5);",
  );
});
afterEach(() => rmSync(project, { recursive: true }));

it('makes the command line where it is missing or stale, by content, and builds nothing else', () => {
  expect(run().word).toBe('one');
  expect(existsSync(path.join(project, '.next'))).toBe(false);
  const bundle = path.join(project, 'dist', 'cli.mjs');
  write('dist/cli.mjs', 'export const run = () => (console.log(\'{"word":"not made again"}\'), 5);');
  utimesSync(path.join(project, 'lib', 'word.ts'), new Date(), new Date());
  expect(run().word).toBe('not made again');
  write('lib/word.ts', "export const word: string = 'two';");
  expect(run().word).toBe('two');
  rmSync(bundle);
  expect(run().word).toBe('two');
});

it('names files from where it was typed, and the data folder from where the server runs', () => {
  const typedIn = path.join(project, 'lib');
  expect(run({ npm_lifecycle_event: 'router', INIT_CWD: typedIn })).toMatchObject({ typedIn, home: project });
  expect(run({ npm_lifecycle_event: 'other', INIT_CWD: typedIn })).toMatchObject({ typedIn: os.tmpdir(), args: ['a'] });
});

function run(more: Record<string, string> = {}): Record<string, unknown> {
  const { npm_lifecycle_event: _event, INIT_CWD: _folder, ...environment } = process.env;
  const program = path.join(project, 'bin', 'router.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'a'], {
    cwd: os.tmpdir(),
    env: { ...environment, ...more },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(5);
  return JSON.parse(stdout);
}

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), content);
}
