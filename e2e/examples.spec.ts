import { expect, type Locator, type Page, type Request, test } from '@playwright/test';
import {
  demoTokenOf,
  inShell,
  openPage,
  quickstart,
  runButton,
  takeDemoToken,
  tokenBar,
} from './_support/browser/examples';
import { hydrated } from './_support/browser/hydrated';
import { layoutShift, measureLayoutShift } from './_support/browser/layout-shift';
import { routerForTests } from './_support/browser/router-for-tests';
import { requestsCarrying, tracesOf } from './_support/browser/traces';
import { watchPage } from './_support/browser/watch';

/** No configuration: a demo, whose own token one press puts in. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '', LOG_LEVEL: 'debug' } }));

const example = (page: Page, text: string) => page.locator('[data-copy]:visible').filter({ hasText: text }).first();
const exports = (page: Page) => example(page, 'export ROUTER_TOKEN');

async function copied(page: Page, block: Locator): Promise<string> {
  await block.getByRole('button', { name: /^Copy/ }).click();
  await expect(block.getByRole('button', { name: /copied/i })).toBeVisible();
  return await page.evaluate(() => navigator.clipboard.readText());
}

test('the chosen tab is there at the first paint of every later page, and nothing moves', async ({ page }) => {
  const { complaints } = watchPage(page);
  await measureLayoutShift(page);
  await openPage(router, page, quickstart);
  const tab = (name: string) => page.getByRole('tab', { name });
  await expect(tab('curl')).toHaveAttribute('aria-selected', 'true');
  await tab('TypeScript').click();
  await expect(page.getByRole('tabpanel', { name: 'TypeScript' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'curl' })).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Python')).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Python' })).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(tab('Claude Code')).toBeFocused();
  await expect(runButton(page).last()).toHaveText('Run curl');

  const html = await (await page.request.get(`${router.origin}${quickstart}`)).text();
  expect([...html.matchAll(/<div[^>]*data-tab="([^"]*)"[^>]*data-shown/g)].map(([, name]) => name)).toEqual([
    'Claude Code',
  ]);
  await page.reload();
  await hydrated(page);
  await expect(page.getByRole('tabpanel', { name: 'Claude Code' })).toBeVisible();
  expect(await layoutShift(page)).toBe(0);
  expect(complaints).toEqual([]);
});

test('without a script every tab is there to be read, and no button that would do nothing', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${router.origin}${quickstart}`);
  for (const text of ['curl -sS', 'node --input-type', 'python3 -', 'codex exec', 'claude -p'])
    await expect(page.getByText(text).first()).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(page.getByText('Put it in on this page')).toBeHidden();
  await context.close();
});

test('on paper there is every tab', async ({ page }) => {
  await openPage(router, page, quickstart);
  await page.emulateMedia({ media: 'print' });
  for (const text of ['curl -sS', 'claude -p']) await expect(page.getByText(text).first()).toBeVisible();
  await expect(tokenBar(page)).toBeHidden();
});

test('with a token the examples are its holder’s, and the token is nowhere until it is revealed', async ({ page }) => {
  const { complaints } = watchPage(page);
  const requests: Request[] = [];
  page.context().on('request', (request) => requests.push(request));
  // A demo prints its token when it starts, and never again.
  const printed = router.output().length;
  await openPage(router, page, quickstart);
  await expect(exports(page)).toContainText('export ROUTER_TOKEN="your caller token"');
  await takeDemoToken(page);
  const token = demoTokenOf(router);
  const secret = token.slice(-49);
  await expect(exports(page)).toContainText(`export ROUTER_TOKEN="${token.slice(0, -50)}_••••••"`);
  await tokenBar(page).getByLabel('Group').selectOption('resilient');
  await expect(exports(page)).toContainText('export ROUTER_MODEL="resilient"');
  expect(await tracesOf(secret, page)).toEqual([]);

  const reveal = exports(page).getByRole('button', { name: 'Reveal the token' });
  await reveal.click();
  await expect(exports(page)).toContainText(`export ROUTER_TOKEN="${token}"`);
  expect(await tracesOf(secret, page)).toEqual(['markup']);
  await exports(page).getByRole('button', { name: 'Hide the token' }).click();
  await expect(exports(page)).toContainText('••••••');
  expect(await tracesOf(secret, page)).toEqual([]);

  // From page to page of this deployment it is kept, and a reload forgets it.
  await page.getByRole('navigation', { name: 'Docs' }).getByRole('link', { name: 'Streaming' }).click();
  await page.waitForURL('**/docs/using/streaming');
  await expect(tokenBar(page).getByLabel('Group')).toHaveValue('resilient');
  await page.reload();
  await hydrated(page);
  await expect(tokenBar(page).getByRole('button', { name: 'Forget' })).toBeHidden();
  expect(await tracesOf(secret, page)).toEqual([]);

  const carriers = new Set(await requestsCarrying(secret, requests));
  carriers.delete('GET /v1/requests authorization');
  expect([...carriers]).toEqual(['GET /v1/token authorization']);
  expect(router.output().slice(printed)).not.toContain(secret);
  expect(complaints).toEqual([]);
});

test('a token is forgotten when its holder says so, and before a browser keeps the page for its back button', async ({
  page,
}) => {
  await openPage(router, page, quickstart);
  await takeDemoToken(page);
  await exports(page).getByRole('button', { name: 'Reveal the token' }).click();
  await tokenBar(page).getByRole('button', { name: 'Forget' }).click();
  await expect(exports(page)).toContainText('your caller token');
  await takeDemoToken(page);
  await expect(exports(page)).toContainText('••••••');
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect(exports(page)).toContainText('your caller token');
});

test('no line of the quickstart’s examples is cut on a desktop', async ({ page }) => {
  await openPage(router, page, quickstart);
  const cut = () =>
    page
      .locator('main pre:visible')
      .evaluateAll((blocks) =>
        blocks.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
      );
  await page.setViewportSize({ width: 1440, height: 900 });
  await takeDemoToken(page);
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    expect(await cut()).toEqual([]);
  }
});

test('the focus stays where a token is put in and forgotten by keyboard', async ({ page }) => {
  await openPage(router, page, quickstart);
  await tokenBar(page).getByRole('button', { name: 'Use the demo’s token' }).focus();
  await page.keyboard.press('Enter');
  await expect(tokenBar(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(tokenBar(page).getByLabel('Group')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(tokenBar(page)).toBeFocused();

  // By way of the dialog, from the bar and from an example: both buttons are gone then.
  const put = async (button: Locator) => {
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByLabel('Caller token')).toBeFocused();
    await page.keyboard.insertText(demoTokenOf(router));
    await page.keyboard.press('Enter');
  };
  await put(tokenBar(page).getByRole('button', { name: 'Use my token' }));
  await expect(tokenBar(page).getByLabel('Group')).toBeFocused();
  await tokenBar(page).getByRole('button', { name: 'Forget' }).click();
  await put(exports(page).getByRole('button', { name: 'Use my token' }));
  await expect(exports(page).locator('pre')).toBeFocused();
});

test('what is copied runs in a shell, with the token that the page does not show', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(router, page, quickstart);
  expect(await copied(page, exports(page))).toContain('ROUTER_TOKEN="your caller token"');
  await takeDemoToken(page);
  const settings = await copied(page, exports(page));
  await expect(exports(page).getByText('Copied with your token', { exact: true })).toBeVisible();
  const models = await copied(page, example(page, '/v1/models'));
  const question = await copied(page, example(page, '/v1/chat/completions'));
  const { stdout } = await inShell([settings, models, question].join('\necho\n'));
  expect(stdout).toContain('"id":"default"');
  expect(stdout).toContain('"object":"chat.completion"');
});
