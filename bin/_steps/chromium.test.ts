import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countBrowserTests } from './browser-tests.mjs';
import { findChromium } from './chromium.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'smart-router-chromium-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a Chromium that was named and is not there is a failure that says what to install, and nothing else is tried', async () => {
  const named = path.join(folder, 'nowhere');
  const words = await findChromium(named).catch((error: Error) => error.message);
  expect(words).toContain(`${named}: there is no such file`);
  expect(words).toContain('apt-get install chromium');
  expect(words).not.toMatch(/system:|npm:/);
});

it('a program that answers to --version and shows no page does not count', async () => {
  const named = path.join(folder, 'chromium');
  writeFileSync(named, '#!/bin/sh\necho "Chromium 150.0.0.0"\n');
  chmodSync(named, 0o755);
  await expect(findChromium(named)).rejects.toThrow(`ROUTER_TEST_CHROMIUM=${named} gives no Chromium that starts`);
});

it.each([
  ['all is well', { stats: { expected: 3, unexpected: 0, skipped: 1 } }, 0, { passed: 3, failed: 0, skipped: 1 }],
  ['one failed', { stats: { expected: 2, unexpected: 1 } }, 1, { passed: 2, failed: 1, skipped: 0 }],
  ['a file could not be loaded', { stats: { expected: 2, unexpected: 0 } }, 1, { passed: 2, failed: 1, skipped: 0 }],
  ['there is no report', null, 1, { passed: 0, failed: 1, skipped: 0 }],
])('the browser tests are counted where %s', (_case, report, exitCode, counts) => {
  const file = path.join(folder, 'report.json');
  if (report) writeFileSync(file, JSON.stringify(report));
  expect(countBrowserTests(file, exitCode)).toMatchObject(counts);
});
