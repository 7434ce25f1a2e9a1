import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, type Request, test } from '@playwright/test';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { requestsCarrying, tracesOf } from './_support/browser/traces';
import { watchPage } from './_support/browser/watch';

const run = promisify(execFile);

/** No configuration: what `npm start` in a fresh clone comes to. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${router.origin}${address}`);
  await hydrated(page);
}

test('a demo’s start page fits every screen, and its command runs as it is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { complaints } = watchPage(page);
  await open(page, '/');
  await expectGoodLooks(page, 'demo-start');
  const command = page.locator('[data-copy]').filter({ hasText: 'curl' }).first();
  await command.getByRole('button', { name: /^Copy/ }).click();
  await expect(command.getByRole('button', { name: /copied$/i })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await run('sh', ['-c', copied]);
  expect(JSON.parse(stdout).data.map(({ id }: { id: string }) => id)).toContain('default');
  expect(complaints).toEqual([]);
});

test('a demo offers its own token with one press, and keeps it as little as any other', async ({ page }) => {
  const { complaints } = watchPage(page);
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await open(page, '/check');
  await page.getByRole('button', { name: 'Use the demo’s token' }).click();
  await expect(page.getByRole('heading', { name: 'This token works' })).toBeVisible();
  for (const group of ['default', 'fast', 'coding', 'vision', 'text-only', 'resilient', 'restricted'])
    await expect(page.getByRole('heading', { name: new RegExp(`^${group}`) })).toBeVisible();
  const secret = String(JSON.parse(readFileSync(path.join(router.dataDir, 'demo.json'), 'utf8')).tokens.good).slice(
    -49,
  );
  expect(await tracesOf(secret, page)).toEqual([]);
  expect((await requestsCarrying(secret, requests)).toSorted()).toEqual([
    'GET /v1/requests authorization',
    'GET /v1/token authorization',
    'GET /v1/usage authorization',
  ]);
  await expectGoodLooks(page, 'demo-check');
  expect(complaints).toEqual([]);
});
