import { readFile, rm } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openStore } from '../db/client';
import { modelGroups } from '../db/schema';
import { seedManyTokens } from '../db/testing/many-tokens';
import { openConsole, signInAs } from './_support/browser/console';
import { routerForTests } from './_support/browser/router-for-tests';
import { createFolder, seedStore } from './_support/data-folder';

let dataDir: string;
test.beforeAll(async () => {
  dataDir = await createFolder();
  await seedStore(dataDir);
  const store = await openStore({ databaseUrl: null, dataDir });
  for (const id of ['default', 'fast', 'large']) {
    await store.db.insert(modelGroups).values({ id, strategy: 'weighted', managedBy: 'console' });
  }
  await seedManyTokens(store.sql);
  await store.close();
});
test.afterAll(() => rm(dataDir, { recursive: true, force: true }));
const router = routerForTests(() => ({ dataDir, configuration: { groups: [] } }));

test('with 10,000 tokens and 100,000 usage records no page of tokens or callers takes the server 300 ms', async ({
  page,
}) => {
  await signInAs(router, page, 'viewer', '/console/tokens');
  await expect(page.getByText('50 of 10,000 tokens')).toBeVisible();
  const one = 'rtr_metrum_user-1999_project-50_dev_k3';
  const paths = [
    '/tokens',
    '/tokens?search=user-1999',
    '/tokens?search=nobody',
    '/tokens?status=active&group=fast',
    '/tokens?expires_within=30&sort=expires_at',
    '/tokens?unused_days=30',
    '/tokens?sort=-last_used_at',
    '/tokens?sort=last_used_at',
    '/tokens?sort=-created_at',
    `/tokens/${one}`,
    '/callers',
    '/callers?search=99',
    '/callers/service-accounts',
    '/callers/projects',
    '/callers?sort=-last_used_at',
    '/callers?sort=tokens',
    '/callers/projects?sort=-last_used_at',
    '/callers/projects/project-50',
    '/callers/users/user-1999',
  ];
  const times: Record<string, number> = {};
  for (const path of paths) times[path] = await timeOf(page, `${router.origin}/console${path}`);
  console.log(times);
  for (const [path, time] of Object.entries(times)) expect.soft(time, path).toBeLessThan(300);
});

test('one goes through the pages of a large list and back, in any order', async ({ page }) => {
  await signInAs(router, page, 'viewer', '/console/tokens');
  await openConsole(router, page, '/console/tokens?sort=-last_used_at');
  const first = page.getByRole('row').nth(1).locator('code');
  const begun = await first.textContent();
  for (let turn = 0; turn < 3; turn++) {
    const before = await first.textContent();
    await page.getByRole('link', { name: 'Next' }).click();
    await expect(first).not.toHaveText(before ?? '');
  }
  for (let turn = 0; turn < 3; turn++) {
    const before = await first.textContent();
    await page.getByRole('link', { name: 'Previous' }).click();
    await expect(first).not.toHaveText(before ?? '');
  }
  expect(await first.textContent()).toBe(begun);
  await expect(page.getByRole('link', { name: 'Previous' })).toHaveCount(0);
  await page.getByLabel('Search').fill('user-1999 k3');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
});

/**
 * From the request to the whole page, without a browser to draw it, and the best of five. Other tests run beside this one, so where
 * the system tells it the time is that of the server's own work.
 */
async function timeOf(page: Page, address: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const [begun, before] = [performance.now(), await workOf(router.pid)];
    const response = await page.request.get(address, { headers: { accept: 'text/html' } });
    await response.body();
    const [passed, after] = [performance.now() - begun, await workOf(router.pid)];
    times.push(before === null || after === null ? passed : Math.min(passed, after - before));
    expect(response.status()).toBe(200);
  }
  return Math.round(Math.min(...times));
}

/** The milliseconds that a process has worked, in all its threads, by hundredths of a second; null where no file says so. */
async function workOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // After the name, which may hold anything: the 14th and 15th field of the whole.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
