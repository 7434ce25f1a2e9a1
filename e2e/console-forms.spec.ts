import { expect, type Locator, type Page, test } from '@playwright/test';
import { askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';

const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

/** What is wrong with each field, by its label; the first of them is where the reader is led. */
async function expectWrong(page: Page, wrong: readonly (readonly [Locator, RegExp])[]): Promise<void> {
  for (const [field, words] of wrong) {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(words);
    await expect(field).toBeVisible();
  }
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(wrong.length);
  await expect(wrong[0]?.[0] ?? page.locator('none')).toBeFocused();
  await expect(page.getByText(/NaN|Invalid input|received/)).toHaveCount(0);
}

const makeProvider = async () => {
  const provider = { id: 'filled', dialect: 'openai-chat', base_url: 'https://api.example.com/v1' };
  await askAdmin(router, 'POST', '/providers', provider);
  await askAdmin(router, 'POST', '/providers/filled/models', { models: [{ id: 'one' }, { id: 'two' }] });
};

test('a provider and a model say each mistake beside its field, all at once, and lose nothing', async ({ page }) => {
  const { complaints } = watchPage(page);
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const save = page.getByRole('button', { name: 'Review and save' });
  await makeProvider();
  await signInAs(router, page, 'operator', '/console/providers/new?preset=none');
  await page.getByText('More: how the key is sent').click();
  await field('Headers').fill('no colon here\nx-a: 1\nx b: 2');
  await field('Silence at most, ms').fill('-1,5');
  await field('Waiting at most').fill('1e999');
  await page.getByText('More: how the key is sent').click();
  await field('Name').fill('Bad name 😀');
  await field('Key').fill('a b');
  await save.click();
  await expectWrong(page, [
    [field('Name'), /^Expected lower-case letters/],
    [field('Address'), /^Needed: an address that begins with https?:\/\//],
    [field('Key'), /^Expected the key alone/],
    [field('Headers'), /“no colon here” has no colon.*“x b”: expected the name of a header/],
    [field('Silence at most, ms'), /^Expected a whole number from 1 to 86,400,000\./],
    [field('Waiting at most'), /^Expected a whole number from 0 to 100,000\./],
  ]);
  await expect(page.getByText('Not done yet. Look at “Name”, “Address”, “Key”, “Headers”,')).toBeVisible();
  await expect(field('Name')).toHaveValue('Bad name 😀');
  await expect(field('Waiting at most')).toHaveValue('1e999');
  await expectGoodLooks(page, 'form-provider-wrong');

  await openConsole(router, page, '/console/providers/filled/models/new');
  await field('Name').fill('one');
  await field('Input').fill('1,5');
  await field('Tier').fill('12');
  await save.click();
  const dollars = /^Expected US dollars per million tokens.*such as 0\.25\./;
  await expectWrong(page, [
    [field('Input'), dollars],
    [field('Output'), dollars],
    [field('Tier'), /^Expected a whole number from 0 to 9\./],
  ]);
  await expectGoodLooks(page, 'form-model-wrong');
  await field('Input').fill('1.5');
  await field('Output').fill('2');
  await field('Tier').fill('');
  await save.click();
  await expectWrong(page, [[field('Name'), /^There is a model "one" already/]]);
  await field('Name').fill('three');
  await save.click();
  await expect(page.getByRole('dialog', { name: 'Add this model?' })).toContainText('three');
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a group says which number of which target is none', async ({ page }) => {
  const target = (model: string) => ({ provider: 'mock', model });
  const group = { strategy: 'failover', targets: [target('swift'), target('steady')], based_on: null };
  await askAdmin(router, 'PUT', '/groups/numbered', group);
  await signInAs(router, page, 'admin', '/console/groups/numbered?tab=edit');
  await page.getByLabel('Weight of mock/swift').fill('');
  await page.getByLabel('Priority of mock/steady').fill('x');
  await page.getByLabel('Time for all together, ms').fill('1e999');
  await page.getByLabel(/^Ceiling for one request/).fill('1,5');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expectWrong(page, [
    [page.getByLabel('Weight of mock/swift'), /Weight of mock\/swift: Expected a whole number from 0 to 1,000,000\./],
    [page.getByLabel('Priority of mock/steady'), /Priority of mock\/steady: Expected a whole number/],
    [page.getByLabel('Time for all together, ms'), /^Expected a whole number/],
    [page.getByLabel(/^Ceiling for one request/), /^Expected US dollars for one request/],
  ]);
  await expectGoodLooks(page, 'form-group-wrong');
});

test('a token, a project and an administrator, too', async ({ page }) => {
  await signInAs(router, page, 'owner', '/console/tokens/new');
  const slug = /^Expected lower-case letters, digits and hyphens/;
  const field = (id: string) => page.locator(`#${id}`);
  await field('new-user').fill('Alice B');
  await field('new-env').fill('dév');
  await page.getByText('On a day').click();
  await page.getByRole('button', { name: 'Make the token' }).click();
  await expectWrong(page, [
    [field('new-user'), slug],
    [field('new-project'), /^Needed: lower-case letters, digits and hyphens/],
    [field('new-env'), slug],
    [field('expiry-day'), /^Choose the day on which it ends\./],
  ]);
  await expectGoodLooks(page, 'form-token-wrong');

  await openConsole(router, page, '/console/callers/projects');
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByLabel('Name', { exact: true }).fill('My project');
  await page.getByRole('button', { name: 'Make the project' }).click();
  await expectWrong(page, [[page.getByLabel('Name', { exact: true }), slug]]);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('My project');

  await openConsole(router, page, '/console/administrators');
  await page.getByRole('button', { name: 'Invite an administrator' }).click();
  await page.getByLabel('Name or e-mail address').fill('the-owner');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expectWrong(page, [
    [page.getByLabel('Name or e-mail address'), /^There is an administrator "the-owner" already/],
  ]);

  await openConsole(router, page, '/console/account');
  await page.getByLabel('New password', { exact: true }).fill('the-owner the-owner');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expectWrong(page, [
    [page.getByLabel('Present password'), /^Type the password that you have now\./],
    [page.getByLabel('New password', { exact: true }), /^The password is nothing but the name/],
    [page.getByLabel('The new password again'), /^The two differ/],
  ]);
});
