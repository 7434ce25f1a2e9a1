import { expect, type Page, test } from '@playwright/test';
import { foundBrowser } from './_support/browser/found-browser';
import { hydrated } from './_support/browser/hydrated';
import { layoutShift, measureLayoutShift } from './_support/browser/layout-shift';
import { routerForTests } from './_support/browser/router-for-tests';

const name = 'llm.example.com';
const { args, ...browser } = foundBrowser();
test.use({ launchOptions: { ...browser, args: [...args, `--host-resolver-rules=MAP ${name} 127.0.0.1`] } });

const router = routerForTests(() => ({}));
const access = '/docs/getting-started/available-models-and-access';

async function open(page: Page, address: string, origin = router.origin): Promise<void> {
  await page.goto(`${origin}${address}`);
  await hydrated(page);
}

test('the heading that is being read is marked beside the page, downwards, upwards and at its end', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  await open(page, access);
  const beside = page.getByRole('navigation', { name: 'On this page' });
  const marked = beside.locator('[aria-current=location]');
  const bringUp = (id: string) => page.evaluate((place) => document.getElementById(place)?.scrollIntoView(), id);
  await expect(marked).toHaveCount(0);
  await bringUp('symptoms');
  await expect(marked).toHaveText('Symptoms');
  // Into the middle of a section, from below: its heading is not to be seen.
  await page.evaluate(() => scrollBy(0, -300));
  await expect(marked).toHaveText('When a group is missing');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(marked).toHaveText('For administrators');
  for (const link of await beside.getByRole('link').all()) {
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'location');
  }
});

test('the button of a page copies it as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const address of [access, '/docs/errors/token-expired']) {
    await open(page, address);
    await page.getByRole('button', { name: 'Copy page' }).click();
    await expect(page.getByRole('button', { name: 'Copied as Markdown' })).toBeVisible();
    const markdown = await (await page.request.get(`${router.origin}${address}.md`)).text();
    expect(markdown).toContain(router.origin);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(markdown);
  }
});

test('on plain HTTP, where there is no clipboard, it leads to the Markdown and keeps the focus', async ({ page }) => {
  await open(page, access, `http://${name}:${router.port}`);
  await page.getByRole('button', { name: 'Copy page' }).click();
  const link = page.getByRole('link', { name: 'Open as Markdown' });
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${access}.md`);
});

test('the first key leads past the navigation', async ({ page }) => {
  await open(page, access);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('content');
  await open(page, '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('the list of pages shows the one that is read, wherever it was opened from, and the page does not move', async ({
  page,
}) => {
  const current = page.locator('nav[aria-label=Docs] [aria-current=page]:visible');
  await measureLayoutShift(page);
  await page.setViewportSize({ width: 1440, height: 800 });
  await open(page, '/docs/reference/glossary');
  await expect(current).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await layoutShift(page)).toBe(0);
  await page.getByRole('link', { name: 'GenAI Smart Router' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Docs' }).click();
  await expect(current).toBeInViewport({ ratio: 1 });

  await page.setViewportSize({ width: 390, height: 800 });
  await open(page, '/docs/reference/glossary');
  await page.getByText('All pages').click();
  await expect(current).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('the settings have their groups beside the page', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '/docs/reference/settings');
  const beside = page.getByRole('navigation', { name: 'On this page' });
  await expect(beside.getByRole('link', { name: 'Secrets and people' })).toBeVisible();
});

test('the pages can be read one after the other, there and back', async ({ page }) => {
  await open(page, access);
  const neighbours = page.getByRole('navigation', { name: 'Neighbouring pages' });
  await neighbours.getByRole('link', { name: /^Next/ }).click();
  await page.waitForURL((url) => url.pathname !== access);
  await neighbours.getByRole('link', { name: /^Before this/ }).click();
  await page.waitForURL(`**${access}`);
});

test('on paper there is the text and nothing to press', async ({ page }) => {
  await open(page, access);
  await page.emulateMedia({ media: 'print' });
  for (const width of [700, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toBeVisible();
    expect((await title.boundingBox())?.width).toBeGreaterThan(600);
    await expect(page.locator('button:visible, nav:visible, header[data-chrome]:visible')).toHaveCount(0);
  }
});
