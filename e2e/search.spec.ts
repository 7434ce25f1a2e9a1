import { expect, type Page, type Request, test } from '@playwright/test';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { requestsCarrying, tracesOf } from './_support/browser/traces';
import { watchPage } from './_support/browser/watch';

const router = routerForTests(() => ({ settings: { LOG_LEVEL: 'debug' } }));
const streaming = '/docs/using/streaming';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const field = (page: Page) => page.getByRole('combobox', { name: 'Search the docs, error codes and settings' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Places' }).getByRole('option');
const chosen = (page: Page) => page.getByRole('option', { selected: true });
const button = (page: Page) => page.getByRole('button', { name: 'Search' });

async function open(page: Page, address = streaming): Promise<void> {
  await page.goto(`${router.origin}${address}`);
  await hydrated(page);
}

test('opens at a press, at a slash and at Ctrl+K or ⌘K, and gives the focus back when it closes', async ({ page }) => {
  await open(page);
  const opened = async (openIt: () => Promise<void>) => {
    await openIt();
    await expect(field(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
  };
  await opened(() => button(page).click());
  await expect(button(page)).toBeFocused();
  const copy = page.getByRole('button', { name: 'Copy page' });
  for (const keys of ['/', 'Control+k', 'Meta+k']) {
    await copy.focus();
    await opened(() => page.keyboard.press(keys));
    await expect(copy).toBeFocused();
  }
  await button(page).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toBeHidden();
  await button(page).click();
  await page.mouse.click(5, 300);
  await expect(dialog(page)).toBeHidden();
});

test('leaves a slash to the field that it is typed into', async ({ page }) => {
  await open(page, '/check');
  const token = page.getByLabel('Caller token');
  await token.focus();
  await page.keyboard.type('a/b');
  await expect(dialog(page)).toBeHidden();
  await expect(token).toHaveValue('a/b');
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
});

test('leads by keyboard alone from a question to its place', async ({ page }) => {
  const { complaints } = watchPage(page);
  await open(page, '/docs/errors');
  await page.keyboard.press('/');
  await page.keyboard.type('how do i stream');
  await expect(chosen(page)).toHaveAccessibleName('Streaming Docs Using');
  await page.keyboard.press('End');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(field(page)).toHaveAttribute(
    'aria-activedescendant',
    (await options(page).first().getAttribute('id')) ?? '',
  );
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${streaming}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Streaming' })).toBeFocused();
  await expect(dialog(page)).toBeHidden();

  await page.keyboard.press('/');
  await page.keyboard.type('ROUTER_SUPPORT_CONTACT');
  await expect(chosen(page)).toHaveAccessibleName(/^ROUTER_SUPPORT_CONTACT Setting/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/reference/settings#ROUTER_SUPPORT_CONTACT');
  await expect(page.locator('#ROUTER_SUPPORT_CONTACT')).toBeInViewport();
  await expect(page.locator('#ROUTER_SUPPORT_CONTACT')).toBeFocused();
  expect(complaints).toEqual([]);
});

test('leads to a section of the very page that is open', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('fails in the middle');
  await expect(chosen(page)).toHaveAccessibleName(/^When it fails in the middle Docs Using › Streaming$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${streaming}#when-it-fails-in-the-middle`);
  const heading = page.getByRole('heading', { name: 'When it fails in the middle' });
  await expect(heading).toBeInViewport();
  await expect(heading).toBeFocused();
  // What follows it is what the next press of Tab leads to, and nothing is left behind on it.
  await page.keyboard.press('Tab');
  await expect(heading).not.toHaveAttribute('tabindex');
});

test('gives a page that was read with the focus on nothing back as it was', async ({ page }) => {
  await open(page);
  await page.evaluate(() => window.scrollTo(0, 400));
  for (const keys of ['/', 'Control+k']) {
    await page.keyboard.press(keys);
    await page.keyboard.type('token');
    await expect(field(page)).toHaveValue('token');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    // A browser takes the focus from what is not shown any more when it draws next.
    await expect
      .poll(() => page.evaluate(() => [document.activeElement?.tagName, window.scrollY]))
      .toEqual(['BODY', 400]);
  }
});

test('has good first places before anything is typed, and ways out where nothing is found', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await expect(options(page)).toHaveText([
    /^Quickstart/,
    /^Available Models And Access/,
    /^Errors/,
    /^Check my groups/,
    /^Settings/,
  ]);
  await expect(chosen(page)).toHaveCount(0);
  const ways = await options(page).evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
  for (const way of ways) expect((await page.request.get(`${router.origin}${way}`)).status()).toBe(200);

  await page.keyboard.type('zxqvw');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found' })).toHaveCount(1);
  await expect(options(page)).toHaveText([/^Check my groups/, /^Errors/]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/check');
});

test('takes what is typed before the index has come', async ({ page }) => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/docs-search.json', async (route) => {
    await held;
    await route.continue();
  });
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('429');
  await expect(field(page)).toHaveValue('429');
  await expect(options(page)).toHaveCount(0);
  letGo();
  await expect(chosen(page)).toHaveAccessibleName(/^Requests per minute limited Error/);
});

test('says that its index could not be had, and tries again', async ({ page }) => {
  let isAway = true;
  await page.route('**/docs-search.json', (route) => (isAway ? route.abort() : route.continue()));
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.type('40');
  await expect(dialog(page)).toContainText('could not be loaded');
  isAway = false;
  await page.keyboard.type('1');
  await expect(chosen(page)).toHaveAccessibleName(/^Unauthorized Error unauthorized · 401$/);
});

test('fetches its index once and at first use, and nothing that is typed leaves the page', async ({ page }) => {
  const secret = 'needleinthehaystack';
  const requests: Request[] = [];
  page.context().on('request', (request) => requests.push(request));
  const fetched = () => requests.filter((request) => new URL(request.url()).pathname === '/docs-search.json').length;
  await open(page);
  expect(fetched()).toBe(0);
  for (const _time of ['first', 'second']) {
    await page.keyboard.press('/');
    await page.keyboard.type(secret);
    await expect(dialog(page)).toContainText('Nothing found');
    await field(page).fill(`rtr_metrum_alice_demo_dev_k1_${secret}`);
    await expect(options(page)).toHaveText([/^Check my groups/]);
    expect(await tracesOf(secret, page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/check');
    await page.goBack();
    await page.waitForURL(`**${streaming}`);
    // The address changes before the page does, and a slash would still be typed into the field of the check.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Streaming');
  }
  expect(fetched()).toBe(1);
  expect(await requestsCarrying(secret, requests)).toEqual([]);
  expect(router.output()).not.toContain(secret);
});

test('fits every screen in both colour schemes, and axe finds nothing serious', async ({ page }) => {
  const { complaints } = watchPage(page);
  await open(page);
  await page.keyboard.press('/');
  await expect(options(page).first()).toBeVisible();
  await expectGoodLooks(page, 'search-first');
  await page.keyboard.type('token expired');
  await expect(chosen(page)).toHaveAccessibleName(/^Token expired Error/);
  await expectGoodLooks(page, 'search-found');
  await field(page).fill('zxqvw');
  await expect(dialog(page)).toContainText('Nothing found');
  await expectGoodLooks(page, 'search-nothing');
  expect(complaints).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('there is no button that would do nothing', async ({ page }) => {
    await page.goto(`${router.origin}${streaming}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(button(page)).toBeHidden();
  });
});
