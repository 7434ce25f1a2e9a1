import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'smart-router-package-'));
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, encoding: 'utf8' });
  expect(packed.stderr + packed.stdout).toContain('.tgz');
  const [archive = ''] = readdirSync(folder);
  expect(spawnSync('tar', ['-xzf', archive], { cwd: folder }).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('is the command line alone, and runs in an empty folder with nothing else installed', () => {
  const files = readdirSync(path.join(folder, 'package'), { recursive: true, withFileTypes: true });
  const names = files.filter((file) => file.isFile()).map((file) => file.name);
  expect(names).toEqual(expect.arrayContaining(['router.mjs', 'cli.mjs', 'package.json', 'README.md', 'LICENSE']));
  expect(names.filter((name) => /\.tsx?$/.test(name))).toEqual([]);
  const program = path.join(folder, 'package', 'bin', 'router.mjs');
  const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('token') });
  expect(run('tokn')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean token?') });
});
