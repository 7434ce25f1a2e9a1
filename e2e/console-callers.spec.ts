import { expect, test } from '@playwright/test';
import type { CreatedToken } from '@/lib/admin/contract';
import { askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerWithTokens } from './_support/browser/router-with-tokens';
import { ask, faultOf } from './_support/client';

const router = routerWithTokens();

async function meets(token: string): Promise<string> {
  const response = await ask(router, token, 'default');
  return response.ok ? '200' : await faultOf(response).then(({ status, code }) => `${status} ${code}`);
}

const create = async (user: string, project: string, more = {}) =>
  (await askAdmin<CreatedToken>(router, 'POST', '/tokens', { user, project, allow: ['default'], ...more })).token;

test('a disabled project disables its tokens, as many as were told before', async ({ page }) => {
  const tokens = [await create('alice-two', 'closing'), await create('bob', 'closing'), await create('bob', 'staying')];
  await signInAs(router, page, 'admin', '/console/callers/projects/closing');
  await page.getByRole('button', { name: 'Disable' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Disable: closing' });
  await expect(dialog).toContainText('2 tokens stop working with the next request.');
  expect(await meets(tokens[0] ?? '')).toBe('200');
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(dialog).toBeHidden();
  expect(await Promise.all(tokens.map(meets))).toEqual(['403 token-disabled', '403 token-disabled', '200']);
  await expect(page.getByText('its tokens are disabled').first()).toBeVisible();

  await page.getByRole('button', { name: 'Make active' }).click();
  const again = page.getByRole('dialog', { name: 'Make active: closing' });
  await expect(again).toContainText('2 tokens work again');
  await again.getByRole('button', { name: 'Make active' }).click();
  await expect(again).toBeHidden();
  expect(await Promise.all(tokens.map(meets))).toEqual(['200', '200', '200']);
});

test('a user in one project is held back there alone', async ({ page }) => {
  const [here, there] = [await create('carol', 'shop'), await create('carol', 'office')];
  await signInAs(router, page, 'admin', '/console/callers/users/carol');
  await page.getByRole('row', { name: /shop/ }).getByRole('button', { name: 'Disable' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable: carol in shop' });
  await expect(dialog).toContainText('1 token stops working');
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(dialog).toBeHidden();
  expect([await meets(here), await meets(there)]).toEqual(['403 token-disabled', '200']);
});

test('people, service accounts and projects are made, found, renamed and deleted while they have nothing', async ({
  page,
}) => {
  await signInAs(router, page, 'admin', '/console/callers/service-accounts');
  await page.getByRole('button', { name: 'New service account' }).click();
  await page.getByLabel('Name').fill('night-job');
  await page.getByRole('button', { name: 'Make the service account' }).click();
  await expect(page.getByRole('heading', { name: 'night-job' })).toBeVisible();
  await expect(page.getByText('a service account').first()).toBeVisible();

  await page.getByLabel('Kind').selectOption('person');
  await page.getByRole('button', { name: 'Save the kind' }).click();
  await expect(page.getByRole('button', { name: 'Save the kind' })).toBeHidden();
  await openConsole(router, page, '/console/callers?search=night');
  await page.getByRole('link', { name: 'night-job' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete user' }).click();
  await expect(page).toHaveURL(`${router.origin}/console/callers`);
  await expect(page.getByRole('link', { name: 'night-job' })).toHaveCount(0);

  await openConsole(router, page, '/console/callers/projects');
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByLabel('Name').fill('moon');
  await page.getByLabel('Title').fill('To the moon');
  await page.getByRole('button', { name: 'Make the project' }).click();
  await expect(page.getByRole('heading', { name: 'moon' })).toBeVisible();
  await page.getByLabel('Title').fill('To the moon and back');
  await page.getByRole('button', { name: 'Save the title' }).click();
  await expect(page.getByRole('main')).toContainText('To the moon and back');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByLabel('User', { exact: true }).fill('nobody-of-that-name');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'make it first' })).toBeVisible();
  await page.getByLabel('User', { exact: true }).fill('carol');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: /carol/ })).toBeVisible();
  await openConsole(router, page, '/console/callers/projects?search=and+back');
  await expect(page.getByRole('row', { name: /moon/ })).toBeVisible();
});

test('what a file declares is seen and not changed; a viewer changes nothing', async ({ page }) => {
  await create('dave', 'shop');
  await signInAs(router, page, 'owner', '/console/callers/users/alice');
  await expect(page.getByText('declared in the configuration file')).toBeVisible();
  const main = page.getByRole('main');
  for (const name of ['Suspend', 'Disable', 'Delete', 'Save the kind'])
    await expect(main.getByRole('button', { name })).toHaveCount(0);
  await expect(main.getByLabel('Kind')).toHaveCount(0);
  const [row] = (await askAdmin<{ data: object[] }>(router, 'GET', '/users?search=alice')).data;
  expect(row).toMatchObject({ user: 'alice', managed_by: 'file' });
});

test('people and projects are sorted and narrowed by addresses that last', async ({ page }) => {
  for (const project of ['attic', 'cellar', 'garden', 'hall', 'roof']) await create('gus', project);
  await askAdmin(router, 'POST', '/users', { user: 'zoe' });
  await signInAs(router, page, 'viewer', '/console/callers');
  await page.getByRole('link', { name: 'User', exact: true }).click();
  await expect(page).toHaveURL(/sort=-user/);
  await expect(page.getByRole('row').nth(1)).toContainText('zoe');
  await page.getByRole('table').getByRole('link', { name: 'Projects' }).click();
  await expect(page).toHaveURL(/sort=-projects/);
  await expect(page.getByRole('columnheader', { name: 'Projects' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('row').nth(1)).toContainText('gus');
  await page.getByLabel('Owned by').selectOption('file');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/managed_by=file/);
  await expect(page).toHaveURL(/sort=-projects/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await openConsole(router, page, '/console/callers/projects?sort=-project&managed_by=console');
  await expect(page.getByRole('row', { name: /attic/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /demo/ })).toHaveCount(0);
});

test('a viewer sees who calls, and has no button', async ({ page }) => {
  await create('erin', 'shop');
  await signInAs(router, page, 'viewer', '/console/callers/users/erin');
  await expect(page.getByRole('heading', { name: 'erin' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await openConsole(router, page, '/console/callers/users/nobody-here');
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
});

test('the pages of callers look well', async ({ page }) => {
  test.slow();
  await create('frank', 'office');
  await signInAs(router, page, 'owner', '/console/callers');
  await expectGoodLooks(page, 'console-people');
  await openConsole(router, page, '/console/callers/service-accounts?status=suspended');
  await expectGoodLooks(page, 'console-service-accounts-none');
  await openConsole(router, page, '/console/callers/projects');
  await expectGoodLooks(page, 'console-projects');
  await openConsole(router, page, '/console/callers/projects/office');
  await expectGoodLooks(page, 'console-project');
  await openConsole(router, page, '/console/callers/users/frank');
  await expectGoodLooks(page, 'console-user');
});
