import { expect, type Page, test } from '@playwright/test';
import { foundBrowser } from './_support/browser/found-browser';
import { hydrated } from './_support/browser/hydrated';
import { routerForTests } from './_support/browser/router-for-tests';

const name = 'llm.example.com';
const { args, ...browser } = foundBrowser();
test.use({ launchOptions: { ...browser, args: [...args, `--host-resolver-rules=MAP ${name} 127.0.0.1`] } });

const access = '/docs/getting-started/available-models-and-access';
const router = routerForTests(() => ({}));

const blocks = (page: Page) => page.locator('main [data-copy]:visible');

test('every copy button copies its text, whole and exact', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const address of ['/', access]) {
    await page.goto(`${router.origin}${address}`);
    await hydrated(page);
    expect(await blocks(page).count()).toBeGreaterThan(1);
    for (const block of await blocks(page).all()) {
      await block.getByRole('button', { name: /^Copy/ }).click();
      await expect(block.getByRole('button', { name: /copied$/i })).toBeVisible();
      const text = await block.locator('pre, code').first().textContent();
      expect(text?.trim()).not.toBe('');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    }
  }
});

test('on plain HTTP, where there is no clipboard, the text is selected to be copied by hand', async ({ page }) => {
  await page.goto(`http://${name}:${router.port}${access}`);
  await hydrated(page);
  expect(await page.evaluate(() => 'clipboard' in navigator)).toBe(false);
  const block = blocks(page).first();
  await block.getByRole('button', { name: /^Copy/ }).click();
  await expect(block.getByRole('button', { name: /selected$/i })).toBeVisible();
  const text = await block.locator('pre, code').first().textContent();
  expect(await page.evaluate(() => String(getSelection()))).toBe(text?.trimEnd());
});
