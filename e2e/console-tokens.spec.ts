import { readFile } from 'node:fs/promises';
import { expect, type Page, type Request, test } from '@playwright/test';
import type { CreatedToken } from '@/lib/admin/contract';
import { anotherBrowser, askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { declared, routerWithTokens } from './_support/browser/router-with-tokens';
import { requestsCarrying, tracesOf } from './_support/browser/traces';
import { ask, faultOf } from './_support/client';

const router = routerWithTokens();

/** What a request with this token meets: its status, and the fault's code where it is one. */
async function meets(token: string, model = 'default'): Promise<string> {
  const response = await ask(router, token, model);
  return response.ok ? '200' : await faultOf(response).then(({ status, code }) => `${status} ${code}`);
}

/** A change is in force within a second of its answer, for whoever asks. */
async function meetsWithinASecond(token: string, expected: string): Promise<void> {
  const begun = Date.now();
  await expect.poll(() => meets(token), { intervals: [20], timeout: 5_000 }).toBe(expected);
  expect(Date.now() - begun).toBeLessThan(1_000);
}

async function shownToken(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'The token, this once' });
  const shown = dialog.locator('figure', { hasText: /^Token/ }).locator('pre');
  return ((await shown.textContent()) ?? '').trim();
}

const create = (user: string, more = {}) =>
  askAdmin<CreatedToken>(router, 'POST', '/tokens', { user, project: 'shop', allow: ['default'], ...more });

test('a token is made, held back, let go on, rotated and revoked, and each step holds for its requests', async ({
  page,
}) => {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await signInAs(router, page, 'admin', '/console/tokens');
  await page.getByRole('link', { name: 'New token' }).click();
  await page.getByLabel('User', { exact: true }).fill('build-bot');
  await page.getByLabel('The new user is').selectOption('service');
  await page.getByLabel('Project', { exact: true }).fill('shop');
  await page.getByLabel('default').check();
  await page.getByLabel('90 days').check();
  await page.getByRole('button', { name: 'Make the token' }).click();
  const first = await shownToken(page);
  expect(first).toMatch(/^rtr_metrum_build-bot_shop_dev_k\d{8}_\w{49}$/);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as .env' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^rtr_metrum_build-bot_shop_dev_k\d{8}\.env$/);
  expect(await readFile(await file.path(), 'utf8')).toBe(
    `ROUTER_BASE_URL=${router.origin}\nROUTER_TOKEN=${first}\nROUTER_MODEL=default\n`,
  );
  await page.keyboard.press('Escape');
  await expect(page.getByText('Is it stored?')).toBeVisible();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('heading', { name: 'build-bot / shop' })).toBeVisible();
  expect(await meets(first)).toBe('200');
  expect(await tracesOf(first, page)).toEqual([]);

  await page.getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByText('until it is resumed')).toBeVisible();
  await meetsWithinASecond(first, '403 token-suspended');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Suspend' })).toBeVisible();
  await meetsWithinASecond(first, '200');

  await page.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByLabel('In 24 hours')).toBeChecked();
  await page.getByRole('button', { name: 'Make the new token' }).click();
  const second = await shownToken(page);
  await expect(page.getByText('goes on working until')).toBeVisible();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByText(second.replace(/_[^_]*$/, ''), { exact: true })).toBeVisible();
  expect([await meets(first), await meets(second)]).toEqual(['200', '200']);
  const [firstId, secondId] = [first, second].map((each) => each.replace(/_[^_]*$/, ''));
  await page.getByRole('link', { name: firstId }).click();
  await expect(page.getByText(`${secondId} was made in its place. This one works until`)).toBeVisible();
  await page.getByRole('link', { name: secondId }).first().click();
  await expect(page.getByText('Made in the place of')).toBeVisible();

  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByLabel('At once', { exact: true }).check();
  await page.getByRole('button', { name: 'Make the new token' }).click();
  const third = await shownToken(page);
  await expect(page.getByText('has ended')).toBeVisible();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByText(third.replace(/_[^_]*$/, ''), { exact: true })).toBeVisible();
  await meetsWithinASecond(second, '403 token-rotated');
  expect([await meets(first), await meets(third)]).toEqual(['200', '200']);

  await page.getByRole('button', { name: 'Revoke' }).click();
  const revoke = page.getByRole('button', { name: 'Revoke for good' });
  await expect(revoke).toBeDisabled();
  await page.getByLabel('To go on, type build-bot/shop').fill('build-bot/shop');
  await revoke.click();
  await expect(page.getByText('It is revoked, for good')).toBeVisible();
  await meetsWithinASecond(third, '403 token-revoked');

  for (const secret of [first, second, third]) {
    expect(await tracesOf(secret, page)).toEqual([]);
    expect(await requestsCarrying(secret, requests)).toEqual([]);
    expect(router.output()).not.toContain(secret);
  }
});

test('groups and expiry are changed after the difference was shown, and a second editor is told', async ({
  page,
  browser,
}) => {
  const { token, token_id } = await create('carol');
  await signInAs(router, page, 'owner', `/console/tokens/${token_id}`);
  const other = await anotherBrowser(router, browser, 'admin', `/console/tokens/${token_id}`);
  expect(await meets(token, 'fast')).toBe('403 model-not-allowed');
  await page.getByLabel('fast').check();
  await page.getByLabel('A year').check();
  const change = page.getByRole('region', { name: 'What would change' });
  await expect(change).toContainText('It may also use fast.');
  await expect(change).toContainText(/It ends on \d{4}-\d\d-\d\d \d\d:\d\d UTC; until now never\./);
  expect(await meets(token, 'fast')).toBe('403 model-not-allowed');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(change).toBeHidden();
  await expect.poll(() => meets(token, 'fast')).toBe('200');

  await other.getByLabel('large').check();
  await other.getByRole('button', { name: 'Save' }).click();
  const conflict = other.getByRole('dialog', { name: 'The token has changed meanwhile' });
  await expect(conflict).toContainText(/administrator the-owner changed it, \d{4}-.* UTC/);
  await expect(conflict.getByText('Saving yours over it would change')).toBeVisible();
  await expectGoodLooks(other, 'console-token-conflict');
  expect(await meets(token, 'large')).toBe('403 model-not-allowed');
  await conflict.getByRole('button', { name: 'Load theirs' }).click();
  await expect(other.getByLabel('fast')).toBeChecked();
  await expect(other.getByLabel('large')).not.toBeChecked();

  await page.getByLabel('Never').check();
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(change).toBeHidden();
  await other.getByLabel('large').check();
  await other.getByLabel('fast').uncheck();
  await other.getByRole('button', { name: 'Save' }).click();
  await conflict.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(conflict).toBeHidden();
  await expect.poll(() => meets(token, 'large')).toBe('200');
  expect(await meets(token, 'fast')).toBe('403 model-not-allowed');
  await other.context().close();
});

test('what a token was used for is told, by which client and when', async ({ page }) => {
  const { token, token_id } = await create('dave');
  await ask(router, token, 'default', {}, { headers: { 'user-agent': 'codex_cli_rs/0.50.0' } });
  await ask(router, token, 'large');
  await signInAs(router, page, 'viewer', `/console/tokens/${token_id}`);
  await expect(page.getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('row', { name: /default.*200.*codex/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /model-not-allowed/ })).toBeVisible();
  await openConsole(router, page, '/console/tokens?search=dave');
  await expect(page.getByRole('row', { name: /dave/ })).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d/);
});

test('tokens are searched, narrowed and sorted by addresses that last', async ({ page }) => {
  const { token, token_id } = await create('erin', { env: 'prod', expires_at: '2099-01-01T00:00:00Z' });
  await create('frank');
  await signInAs(router, page, 'viewer', '/console/tokens');
  // Whoever pastes the whole token finds it, and no address carries its secret.
  await page.getByLabel('Search').fill(token);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`search=${token_id}(&|$)`));
  expect(await tracesOf(token, page)).toEqual([]);
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(page.getByRole('row', { name: /frank/ })).toBeVisible();

  await page.getByRole('link', { name: 'Ends' }).click();
  await expect(page).toHaveURL(/sort=expires_at/);
  await page.getByLabel('Status').selectOption('active');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/sort=expires_at.*status=active|status=active.*sort=expires_at/);
  await expect(page.getByRole('columnheader', { name: /Ends/ })).toHaveAttribute('aria-sort', 'ascending');

  await openConsole(router, page, '/console/tokens?search=%25%25&status=nonsense');
  await expect(page.getByText('No token matches')).toBeVisible();
});

test('a declared token is shown as the file’s, and can be revoked and nothing else', async ({ page }) => {
  await signInAs(router, page, 'owner', '/console/tokens/rtr_metrum_alice_demo_dev_k1');
  await expect(page.getByText('here it can only be seen and revoked')).toBeVisible();
  for (const name of ['Rotate', 'Suspend', 'Save']) await expect(page.getByRole('button', { name })).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Revoke' })).toBeVisible();
  expect(await meets(declared)).toBe('200');
});

test('a viewer sees tokens and changes none; an operator sees nothing of them', async ({ page, browser }) => {
  const { token_id } = await create('grace');
  await signInAs(router, page, 'viewer', '/console/tokens');
  await expect(page.getByRole('link', { name: 'New token' })).toHaveCount(0);
  await openConsole(router, page, `/console/tokens/${token_id}`);
  await expect(page.getByRole('heading', { name: 'grace / shop' })).toBeVisible();
  for (const name of ['Rotate', 'Suspend', 'Revoke', 'Save'])
    await expect(page.getByRole('button', { name })).toHaveCount(0);
  await openConsole(router, page, '/console/tokens/new');
  await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible();

  const operator = await anotherBrowser(router, browser, 'operator', '/console');
  const navigation = operator.getByRole('navigation', { name: 'Console' });
  for (const name of ['Tokens', 'People and projects'])
    await expect(navigation.getByRole('link', { name })).toHaveCount(0);
  for (const path of ['/tokens', `/tokens/${token_id}`, '/tokens/new', '/callers', '/callers/projects']) {
    await openConsole(router, operator, `/console${path}`);
    await expect(operator.getByRole('heading', { name: 'Not for your role' })).toBeVisible();
    await expect(operator.getByRole('main')).not.toContainText(token_id);
  }
  await operator.context().close();
});

test('the pages of tokens look well', async ({ page }) => {
  test.slow();
  const { token, token_id } = await create('heidi', { allow: ['default', 'fast', 'large'] });
  await ask(router, token, 'default');
  const lastUse = () => askAdmin<{ last_used_at: string | null }>(router, 'GET', `/tokens/${token_id}`);
  await expect.poll(async () => (await lastUse()).last_used_at).not.toBeNull();
  await signInAs(router, page, 'owner', '/console/tokens');
  await expectGoodLooks(page, 'console-tokens');
  await openConsole(router, page, `/console/tokens/${token_id}`);
  await page.getByLabel('large').uncheck();
  await expectGoodLooks(page, 'console-token');
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByLabel('Otherwise').check();
  await expectGoodLooks(page, 'console-token-rotate');
  await page.getByRole('button', { name: 'Make the new token' }).click();
  await shownToken(page);
  await expectGoodLooks(page, 'console-token-shown');
  await openConsole(router, page, '/console/tokens/new');
  await page.getByLabel('User', { exact: true }).fill('nobody-yet');
  await expect(page.getByLabel('The new user is')).toBeVisible();
  await expectGoodLooks(page, 'console-token-new');
});
