import { randomBytes } from 'node:crypto';
import { expect, type Page, type Request, test } from '@playwright/test';
import { mintToken } from '../lib/callers/token-format';
import { hydrated } from './_support/browser/hydrated';
import { startReverseProxy } from './_support/browser/reverse-proxy';
import { routerForTests } from './_support/browser/router-for-tests';
import { requestsCarrying, tracesOf } from './_support/browser/traces';
import { watchPage } from './_support/browser/watch';
import { caller, failover, provider } from './_support/configuration';

const parts = { org: 'metrum', user: 'alice', project: 'demo', environment: 'dev', key: 'k1' };
const token = mintToken(parts, randomBytes(32));
const secret = token.slice(-49);

const configuration = (status: 'active' | 'revoked') => ({
  providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
  groups: [failover('default', ['up/one'], { title: 'General work' })],
  callers: [caller('alice', token, ['default'], { status })],
});

const router = routerForTests(() => ({ configuration: configuration('active'), settings: { LOG_LEVEL: 'debug' } }));

const field = (page: Page) => page.getByLabel('Caller token');
const check = (page: Page) => page.getByRole('button', { name: 'Check', exact: true });
const works = (page: Page) => page.getByRole('heading', { name: 'This token works' });

async function open(page: Page, origin = router.origin): Promise<void> {
  await page.goto(`${origin}/check`);
  await hydrated(page);
}

test('a token is taken out of what it was pasted in', async ({ page }) => {
  await open(page);
  const broken = `${token.slice(0, 40)}\n  ${token.slice(40)}`;
  const wrappings = [` "${token}"\r\n`, `Bearer ${token}`, `Authorization: Bearer ${token}`, `ROUTER_TOKEN='${token}'`];
  for (const pasted of [...wrappings, `export ROUTER_TOKEN="${token}"`, `“${token}”`, `\u200b${token};`, broken]) {
    await field(page).fill('');
    await paste(page, pasted);
    await check(page).click();
    await expect(works(page), pasted.replace(token, '…')).toBeVisible();
    await page.getByRole('button', { name: 'Forget it' }).click();
  }
});

test('a token is in one header of requests to this deployment, and in nothing that stays', async ({ page }) => {
  const requests: Request[] = [];
  const said: string[] = [];
  page.context().on('request', (request) => requests.push(request));
  page.on('console', (message) => said.push(message.text()));
  await open(page);
  await field(page).fill(token);
  await check(page).click();
  await expect(works(page)).toBeVisible();
  await expect(page.getByText('No limits on this token.')).toBeVisible();
  await page.getByRole('button', { name: /^default/ }).click();
  await page.getByRole('tab', { name: 'A request body' }).click();
  await page.getByRole('textbox', { name: 'Request body' }).fill('{"model":"default","messages":[]}');
  await page.getByRole('button', { name: 'Explain it' }).click();
  await expect(page.locator('#why-found')).toBeVisible();

  expect(await tracesOf(secret, page)).toEqual([]);
  const carriers = await requestsCarrying(secret, requests);
  expect(new Set(carriers)).toEqual(
    new Set([
      'GET /v1/token authorization',
      'GET /v1/usage authorization',
      'GET /v1/requests authorization',
      'POST /v1/route/explain authorization',
    ]),
  );
  expect(carriers).toHaveLength(4);
  expect([...new Set(requests.map((request) => new URL(request.url()).origin))]).toEqual([router.origin]);
  expect(said.join('\n')).not.toContain(secret);
  expect(router.output()).not.toContain(secret);

  await page.reload();
  await hydrated(page);
  await expect(field(page)).toHaveValue('');
  await expect(works(page)).toBeHidden();
  expect(await tracesOf(secret, page)).toEqual([]);
});

test('a token is held while its reader goes about this site, and never shown again', async ({ page }) => {
  await open(page);
  await field(page).fill(token);
  await check(page).click();
  await expect(works(page)).toBeVisible();
  await page.getByRole('link', { name: 'Docs' }).first().click();
  await page.waitForURL('**/docs');
  await page.getByRole('link', { name: 'Check my groups' }).first().click();
  await expect(works(page)).toBeVisible();
  await expect(field(page)).toBeHidden();
  expect(await tracesOf(secret, page)).toEqual([]);
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(works(page)).toBeHidden();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('');
});

test('a token is forgotten by a page that was left and is come back to', async ({ page }) => {
  await open(page);
  await field(page).fill(token);
  await check(page).click();
  await expect(works(page)).toBeVisible();
  await page.goto(`${router.origin}/docs`);
  await page.goBack();
  await expect(field(page)).toHaveValue('');
  await expect(works(page)).toBeHidden();
});

test('a token is forgotten before a browser keeps the page for its back button', async ({ page }) => {
  await open(page);
  await field(page).fill(token);
  await check(page).click();
  await expect(works(page)).toBeVisible();
  // Told as the browser tells it: one that is driven by a program keeps no page.
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect(field(page)).toHaveValue('');
  await expect(works(page)).toBeHidden();
});

test('the keyboard alone is enough, and what was found has the focus', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await tabTo(page, field(page));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Paste a caller token first' })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.insertText(token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'This token works' })).toBeFocused();
});

test('a screen reader is told that it is being asked, and then what was found', async ({ page }) => {
  await open(page);
  const status = page.locator('main').getByRole('status').filter({ hasText: 'Asking…' });
  await expect(status).toHaveCount(0);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/v1/token', async (route) => {
    await held;
    await route.continue();
  });
  await field(page).fill(token);
  await check(page).click();
  await expect(status).toHaveAttribute('aria-live', 'polite');
  answer();
  await expect(page.getByRole('region', { name: 'This token works' })).toBeFocused();
  await expect(status).toHaveCount(0);
});

test('a token that is revoked between two checks is told as revoked by the second', async ({ page }) => {
  const address = await startReverseProxy({ port: () => router.port, keepsHost: true });
  const { complaints } = watchPage(page);
  await open(page, `http://127.0.0.1:${address.port}`);
  await field(page).fill(token);
  await check(page).click();
  await expect(works(page)).toBeVisible();
  // What else the page asks is answered before the router goes.
  await expect(page.getByText('No limits on this token.')).toBeVisible();
  await expect(page.getByText('None yet.')).toBeVisible();

  await router.stop();
  await router.restart({ configuration: configuration('revoked') });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('heading', { name: 'This token is revoked' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'What this means' })).toHaveAttribute('href', /token-revoked/);
  expect(complaints).toEqual([]);
  await address.close();
});

test('a key of something else is refused in the page, and goes nowhere', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await open(page);
  await field(page).fill('sk-ant-0123456789abcdef');
  await check(page).click();
  const problem = page.getByRole('alert').filter({ hasText: 'it may be some other key. It was not sent.' });
  await expect(problem).toBeVisible();
  await expect(field(page)).toBeFocused();
  expect(asked.filter((path) => path.startsWith('/v1/'))).toEqual([]);
});

test('before the page is alive nothing can be pressed, and nothing that was pasted is lost', async ({ page }) => {
  await page.route('**/_next/static/**', (route) =>
    route.request().resourceType() === 'script' ? route.abort() : route.continue(),
  );
  await page.goto(`${router.origin}/check`);
  await expect(check(page)).toBeDisabled();
  await field(page).fill(token);
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue(token);
  expect(page.url()).toBe(`${router.origin}/check`);
});

test('without a script the page says how to ask by hand, and its symptoms open', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${router.origin}/check`);
  await expect(check(page)).toBeDisabled();
  const line = `curl -sS "${router.origin}/v1/token" -H "Authorization: Bearer $ROUTER_TOKEN"`;
  await expect(page.locator('noscript pre')).toHaveText(line);
  await expect(page.locator('noscript pre')).toBeVisible();
  const answer = page.getByText('No token arrived, or one that this deployment does not know.');
  await expect(answer).toBeHidden();
  await page.getByText('401, unauthorized').click();
  await expect(answer).toBeVisible();
  await context.close();
});

/** As from the clipboard, line ends and all: `fill` would take them out before the page sees them. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await field(page).focus();
  await page.keyboard.press('ControlOrMeta+V');
}

async function tabTo(page: Page, target: ReturnType<typeof field>): Promise<void> {
  for (let stops = 0; stops < 20; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target, 'is reached within 20 stops').toBeFocused();
}
