import { expect, test } from '@playwright/test';
import { signInAs } from './_support/browser/console';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';

const router = routerForTests(() => ({}));

test('an administrator signs in, stays so, and signs out', async ({ page }) => {
  await signInAs(router, page, 'owner', '/console?span=24h');
  await expect(page).toHaveURL(`${router.origin}/console?span=24h`);
  await page.reload();
  await hydrated(page);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
  await page.goto(`${router.origin}/console`);
  await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
});

test('a wrong password is told, and nothing else', async ({ page }) => {
  await page.goto(`${router.origin}/console/sign-in`);
  await hydrated(page);
  await page.getByLabel('Name or e-mail address').fill('nobody');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That is not the right name and password.')).toBeVisible();
  await expectGoodLooks(page, 'sign-in');
});
