import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWhole } from './write-whole';

let typedIn: string;

beforeEach(() => {
  typedIn = mkdtempSync(path.join(os.tmpdir(), 'smart-router-cli-'));
});
afterEach(() => rmSync(typedIn, { recursive: true }));

it('replaces a file as a whole, with the mode it had, through a link too, and leaves nothing beside it', async () => {
  const file = path.join(typedIn, 'router.yaml');
  writeFileSync(file, 'old');
  chmodSync(file, 0o600);
  symlinkSync(file, path.join(typedIn, 'link.yaml'));
  await writeWhole('link.yaml', 'new', { typedIn });
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(typedIn).sort()).toEqual(['link.yaml', 'router.yaml']);
});

it('that cannot be written says why and leaves what was there', async () => {
  mkdirSync(path.join(typedIn, 'folder'));
  await expect(writeWhole('folder', 'new', { typedIn })).rejects.toThrow('folder is there and is no file');
  await expect(writeWhole('gone/router.yaml', 'new', { typedIn })).rejects.toThrow('its folder is not there');
  expect(readdirSync(typedIn)).toEqual(['folder']);
});
