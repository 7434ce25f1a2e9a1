import { type Browser, expect, type Page, test } from '@playwright/test';
import { askAdmin, makeAdministrator, openConsole, password, signInAs } from './_support/browser/console';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { sendToAuth } from './_support/console-session';

const another = 'another long password';

async function fillIn(page: Page, fields: Record<string, string>) {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
}
async function newPage(browser: Browser) {
  return (await browser.newContext()).newPage();
}

test.describe('a first start', () => {
  const router = routerForTests(() => ({}));

  test('prints a link that makes the first owner, once', async ({ page, browser }) => {
    const [link = ''] = /http\S+\/console\/setup#rtrsetup_[\w-]{43}/.exec(router.output()) ?? [];
    const later = await newPage(browser);
    await page.goto(link);
    await hydrated(page);
    await expect(page.getByRole('button', { name: 'Become the first owner' })).toBeVisible();
    expect(page.url()).toBe(`${router.origin}/console/setup`);
    await expectGoodLooks(page, 'console-setup');
    await fillIn(page, { 'Name or e-mail address': 'Olga', Password: 'short', 'The same password again': 'short' });
    await fillIn(page, { Password: another, 'The same password again': 'something else' });
    await page.getByRole('button', { name: 'Become the first owner' }).click();
    await expect(page.getByText('The two passwords differ.')).toBeVisible();
    await fillIn(page, { Password: 'password-password', 'The same password again': 'password-password' });
    await page.getByRole('button', { name: 'Become the first owner' }).click();
    await expect(page.getByText('one of those that are tried first')).toBeVisible();
    await fillIn(page, { Password: another, 'The same password again': another });
    await page.getByRole('button', { name: 'Become the first owner' }).click();
    await expect(page.getByRole('navigation', { name: 'Console' })).toBeVisible();
    await expect(page.getByRole('link', { name: /olga/ })).toContainText('owner');

    await later.goto(link);
    await expect(later.getByText('This link is not good any more')).toBeVisible();
    await expectGoodLooks(later, 'console-setup-used');
  });
});

test.describe('sign-in', () => {
  const router = routerForTests(() => ({}));

  test('an administrator signs in, stays so, and signs out', async ({ page }) => {
    await signInAs(router, page, 'owner', '/console?span=24h');
    await expect(page).toHaveURL(`${router.origin}/console?span=24h`);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'router.session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
    // A copy of the cookie that somebody kept stands for nobody now.
    await page.context().addCookies(cookie ? [cookie] : []);
    await page.goto(`${router.origin}/console`);
    await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
  });

  test('a wrong password is told, and nothing else, and never leads elsewhere', async ({ page }) => {
    await page.goto(`${router.origin}/console/sign-in?to=//evil.example/console&error=Fake&problem=%3Cb%3E`);
    await hydrated(page);
    await fillIn(page, { 'Name or e-mail address': 'nobody', Password: 'wrong' });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('That name and password do not let you in.')).toBeVisible();
    await expect(page.getByText('Fake')).toHaveCount(0);
    await expectGoodLooks(page, 'console-sign-in');
    await fillIn(page, { 'Name or e-mail address': await makeAdministrator(router, 'viewer'), Password: password });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`${router.origin}/console`);
  });

  test('one sees where one is signed in, ends one of them, and changes the password', async ({ page, browser }) => {
    await signInAs(router, page, 'operator', '/console/account');
    const other = await newPage(browser);
    await signInAs(router, other, 'operator');
    await page.reload();
    await hydrated(page);
    const sessions = page.getByRole('group', { name: 'Your sessions' });
    await expect(sessions.getByRole('row')).toHaveCount(3);
    await expectGoodLooks(page, 'console-account');
    await sessions.getByRole('button', { name: 'End' }).click();
    await expect(sessions.getByRole('row')).toHaveCount(2);
    await other.reload();
    await expect(other.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();

    const change = page.getByRole('button', { name: 'Change the password' });
    await fillIn(page, {
      'Present password': 'not it at all',
      'New password': another,
      'The new password again': another,
    });
    await change.click();
    await expect(page.getByText('that is not your present password')).toBeVisible();
    await fillIn(page, { 'Present password': password });
    await change.click();
    await expect(page.getByText('Your password is changed')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
  });
});

test.describe('administrators', () => {
  const router = routerForTests(() => ({}));

  test('an owner invites somebody, gives another role, makes a new link, disables and deletes', async ({
    page,
    browser,
  }) => {
    await signInAs(router, page, 'owner', '/console/administrators');
    await page.getByRole('button', { name: 'Invite an administrator' }).click();
    await fillIn(page, { 'Name or e-mail address': 'Bob@Example.com' });
    await page.getByLabel('Role', { exact: true }).selectOption('admin');
    await expectGoodLooks(page, 'console-invite');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await page.getByText('/console/setup#').textContent();
    await expectGoodLooks(page, 'console-invited');
    await page.getByRole('button', { name: 'Done' }).click();
    const row = page.getByRole('row', { name: /bob@example\.com/ });
    await expect(row).toContainText('link good until');

    const bob = await newPage(browser);
    await bob.goto(link ?? '');
    await expect(bob.getByLabel('Name or e-mail address')).toHaveValue('bob@example.com');
    await fillIn(bob, { Password: another, 'The same password again': another });
    await bob.getByRole('button', { name: 'Set the password and sign in' }).click();
    await expect(bob.getByRole('navigation', { name: 'Console' })).toBeVisible();
    await openConsole(router, bob, '/console/admin-tokens');
    await expect(bob.getByRole('button', { name: 'Make an admin token' })).toBeVisible();
    await expectGoodLooks(bob, 'console-admin-tokens-none');

    const choose = async (entry: string) => {
      await row.getByRole('button', { name: /Change/ }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    };
    await page.reload();
    await hydrated(page);
    await choose('Another role');
    await page.getByLabel('Role', { exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Set the role' }).click();
    await expect(row).toContainText('viewer');
    // At once, in a page that was open all the time.
    await bob.getByRole('button', { name: 'Make an admin token' }).click();
    await fillIn(bob, { 'What it is for': 'mischief' });
    await bob.getByRole('button', { name: 'Make the token' }).click();
    await expect(bob.getByText('the role viewer does not include admin-tokens:write')).toBeVisible();
    await bob.reload();
    await expect(bob.getByRole('link', { name: 'Administrators' })).toHaveCount(0);

    await choose('New sign-in link');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await expect(page.getByText('/console/setup#')).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await choose('Disable');
    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    await expect(row).toContainText('disabled');
    await bob.reload();
    await expect(bob.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
    await expectGoodLooks(page, 'console-administrators');
    await choose('Delete');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(row).toHaveCount(0);
  });

  test('another owner, and oneself, are protected in words', async ({ page }) => {
    await signInAs(router, page, 'owner', '/console/administrators');
    const row = page.getByRole('row', { name: /the-owner/ });
    await row.getByRole('button', { name: 'Change the-owner' }).click();
    for (const entry of ['Another role', 'Disable', 'Delete']) {
      await expect(page.getByRole('menuitem', { name: entry })).toHaveAttribute('aria-disabled', 'true');
    }
  });

  test('an account that wrong passwords have locked is unlocked from its menu', async ({ page }) => {
    await makeAdministrator(router, 'operator');
    for (let turn = 0; turn < 5; turn += 1) {
      await sendToAuth(router, 'callback/credentials', { name: 'the-operator', password: 'wrong' });
    }
    await signInAs(router, page, 'owner', '/console/administrators');
    const row = page.getByRole('row', { name: /the-operator/ });
    await expect(row).toContainText('locked until');
    await page.getByRole('button', { name: 'Change the-owner' }).click();
    await expect(page.getByRole('menuitem', { name: 'Unlock' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await row.getByRole('button', { name: /Change/ }).click();
    await page.getByRole('menuitem', { name: 'Unlock' }).click();
    await expect(page.getByText(/The lock ends by itself at \d\d:\d\d UTC/)).toBeVisible();
    await expectGoodLooks(page, 'console-unlock');
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(page.getByText('the-operator is unlocked')).toBeVisible();
    await expect(row).toContainText('active');
  });

  test('an admin sees who there is and changes nothing', async ({ page }) => {
    await signInAs(router, page, 'admin', '/console/administrators');
    await expect(page.getByRole('row', { name: /the-admin/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^(Invite|Change the-)/ })).toHaveCount(0);
  });

  test('an operator and a viewer are told that this page is not for them', async ({ page }) => {
    await signInAs(router, page, 'operator', '/console/administrators');
    await expect(page.getByRole('link', { name: 'Administrators' })).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Administrators');
  });
});

test.describe('admin tokens', () => {
  const router = routerForTests(() => ({}));

  test('one is made, shown once, used, and revoked', async ({ page }) => {
    await signInAs(router, page, 'admin', '/console/admin-tokens');
    await page.getByRole('button', { name: 'Make an admin token' }).click();
    await fillIn(page, { 'What it is for': 'the dashboard' });
    await expect(page.getByLabel('Role', { exact: true }).getByRole('option')).toHaveText([
      'admin',
      'operator',
      'viewer',
    ]);
    await page.getByLabel('usage', { exact: true }).check();
    await expectGoodLooks(page, 'console-admin-token-new');
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token =
      (
        await page
          .getByRole('dialog')
          .getByText(/^rtradmin_/)
          .textContent()
      )?.trim() ?? '';
    const ask = async (path: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${router.origin}/api/admin${path}`, { headers })).status;
    };
    expect([await ask('/usage'), await ask('/tokens')]).toEqual([200, 403]);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(async () => (await page.content()).includes(token)).toBe(false);
    const row = page.getByRole('row', { name: /the dashboard/ });
    await expect(row).toContainText('active');
    await askAdmin(router, 'POST', '/admin-tokens', { title: 'everything', role: 'owner' });
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole('button', { name: 'Revoke everything' })).toHaveCount(0);
    await expectGoodLooks(page, 'console-admin-tokens');
    await row.getByRole('button', { name: 'Revoke the dashboard' }).click();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(row).toContainText('revoked');
    expect(await ask('/usage')).toBe(401);
  });

  test('whoever has made one is told that it ends before they change the password or sign out everywhere', async ({
    page,
  }) => {
    await signInAs(router, page, 'admin', '/console/admin-tokens');
    await page.getByRole('button', { name: 'Make an admin token' }).click();
    await expect(page.getByText('ends when you change your password or sign out everywhere')).toBeVisible();
    await fillIn(page, { 'What it is for': 'the pipeline' });
    await page.getByRole('button', { name: 'Make the token' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await openConsole(router, page, '/console/account');
    await expect(page.getByText('ends every other session, and the admin token that you made')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText('It also ends the admin token that you made, with whatever was made with it, for good.'),
    ).toBeVisible();
    await expectGoodLooks(page, 'console-sign-out-everywhere');
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
    await signInAs(router, page, 'admin', '/console/admin-tokens');
    await expect(page.getByRole('row', { name: /the pipeline/ })).toContainText('revoked');
  });
});
