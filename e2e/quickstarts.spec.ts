import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { openPage, quickstart, takeDemoToken } from './_support/browser/examples';
import { routerForTests } from './_support/browser/router-for-tests';
import { createFolder } from './_support/data-folder';
import { root } from './_support/root';
import { type Desk, setDesk } from './_support/samples/run-sample';

/** What a reader does: copies from the page in a browser, pastes into a shell. The server is a demo, as a first start is. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));
const folders: string[] = [];
test.afterAll(() => Promise.all(folders.map((folder) => fs.rm(folder, { recursive: true, force: true }))));

async function desk(): Promise<Desk> {
  const folder = await createFolder();
  folders.push(folder);
  await fs.copyFile(path.join(root, 'router.example.yaml'), path.join(folder, 'router.example.yaml'));
  return setDesk(folder, { PORT: String(router.port), ROUTER_DATA_DIR: router.dataDir });
}

async function copied(page: Page, block: Locator): Promise<string> {
  await block.getByRole('button', { name: /^Copy/ }).click();
  await expect(block.getByRole('button', { name: /copied/i })).toBeVisible();
  return await page.evaluate(() => navigator.clipboard.readText());
}

/** Each tab, and whom the page then says that the request came from; the stand-ins of programs that are not here come by other names. */
const tabs = { curl: 'curl', TypeScript: 'openai-node', Python: null, 'Codex CLI': null, 'Claude Code': null };

for (const [tab, client] of Object.entries(tabs)) {
  test(`the Quickstart runs as it is copied from the page, with ${tab}, and sees the request arrive`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openPage(router, page, quickstart);
    await takeDemoToken(page);
    await page.getByRole('tab', { name: tab, exact: true }).click();
    const shell = await desk();
    const output: string[] = [];
    for (const block of await page.locator('[data-copy]:visible').all())
      output.push(await shell.bash(await copied(page, block)));
    expect(output).toHaveLength(3);
    expect(output[1]).toContain('"id":"default"');
    expect(output[2]).toContain('Say hello in five words.');
    const steps = page.getByRole('list', { name: 'Steps to a first answer' });
    await expect(steps).toContainText('Your first answer has come: done');
    if (client) await expect(steps).toContainText(`from ${client}, group default`);
  });
}

test('the Quickstart on one’s own machine runs as it is copied from the page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(router, page, '/docs/getting-started/quickstart-own-machine');
  const shell = await desk();
  const output: string[] = [];
  for (const block of await page.locator('[data-copy]:visible').all())
    output.push(await shell.bash(await copied(page, block)));
  expect(output).toHaveLength(3);
  expect(output[1]).toContain('Authorization: Bearer rtr_metrum_demo_demo_dev_good_');
  expect(output[2]).toContain('alice');
});
