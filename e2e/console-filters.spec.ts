import { expect, test } from '@playwright/test';
import { askAdmin, openConsole, signInAs } from './_support/browser/console';
import { routerForTests } from './_support/browser/router-for-tests';

const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

const lists = [
  ...['tokens', 'providers', 'groups', 'requests', 'audit'],
  ...['callers', 'callers/projects', 'callers/service-accounts'],
];

test('every list is narrowed by Enter, with a script and without', async ({ page, browser }) => {
  await signInAs(router, page, 'owner');
  const state = await page.context().storageState();
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState: state })).newPage();
  for (const list of lists) {
    await openConsole(router, page, `/console/${list}`);
    await plain.goto(`${router.origin}/console/${list}`);
    for (const each of [page, plain]) {
      const form = each.getByRole('search').filter({ has: each.getByRole('button', { name: 'Show', exact: true }) });
      await expect(form, list).toHaveAccessibleName(/./);
      await form.locator('input:is([type="search"], [type="text"], :not([type]))').first().fill('looked-for');
      await form.locator('input:is([type="search"], [type="text"], :not([type]))').first().press('Enter');
      await expect(each, list).toHaveURL(/=looked-for/);
      await form.getByRole('link', { name: 'Show all', exact: true }).click();
      await expect(each, list).not.toHaveURL(/looked-for/);
    }
  }
  await plain.context().close();
});

test('Enter in the search of a form’s groups narrows them, and sends nothing', async ({ page }) => {
  for (const id of ['one', 'two', 'three', 'four']) {
    const targets = [{ provider: 'mock', model: 'swift' }];
    await askAdmin(router, 'PUT', `/groups/${id}`, { strategy: 'weighted', targets, based_on: null });
  }
  await signInAs(router, page, 'owner', '/console/tokens/new?user=alice&project=shop');
  await page.getByLabel('Search the groups').fill('three');
  await page.getByLabel('Search the groups').press('Enter');
  await expect(page.getByRole('checkbox', { name: 'three' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'two' })).toHaveCount(0);
  await expect(page).toHaveURL(/tokens\/new/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
