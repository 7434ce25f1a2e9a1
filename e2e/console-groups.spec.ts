import { expect, type Locator, type Page, test } from '@playwright/test';
import { anotherBrowser, askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { bearer } from './_support/client';
import { provider } from './_support/configuration';

/** A demo: its mock answers, and its groups are nobody’s to edit. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

const target = (model: string, some: object = {}) => ({ provider: 'mock', model, ...some });
const makeGroup = (id: string, some: object = {}) =>
  askAdmin(router, 'PUT', `/groups/${id}`, {
    ...{ strategy: 'weighted', targets: [target('steady', { weight: 3 }), target('swift')], based_on: null },
    ...some,
  });
const tokenFor = async (group: string) => {
  const body = { user: 'walker', project: 'console', key: group, allow: [group] };
  return (await askAdmin<{ token: string }>(router, 'POST', '/tokens', body)).token;
};
const request = (token: string, model: string, path = '/v1/chat/completions') =>
  fetch(`${router.origin}${path}`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hello' }] }),
  });

const review = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'What changes' });
  await expect(dialog).toBeVisible();
  return dialog;
};
const save = async (page: Page) => (await review(page)).getByRole('button', { name: 'Save' }).click();

test('a group is made from its models, looked at before it is saved, and works at once', async ({ page }) => {
  const { complaints } = watchPage(page);
  await signInAs(router, page, 'admin', '/console/groups');
  await page.getByRole('link', { name: 'New group' }).click();
  await page.getByLabel('Name', { exact: true }).fill('made-here');
  await page.getByLabel('Title').fill('Made here');
  await page.getByLabel('Description').fill('For the tests of the console.');
  await page.getByLabel('Add an alias').fill('Not Right');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Lower-case letters, digits').first()).toBeVisible();
  await page.getByLabel('Add an alias').fill('made-alias');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add an alias').fill('made-other');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take off the alias made-other' }).click();
  for (const model of ['steady', 'swift']) {
    await page.getByLabel('Add a target').selectOption(`mock/${model}`);
    await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  }
  await page.getByLabel('Weight of mock/steady').fill('3');
  await expect(page.getByRole('row', { name: /mock\/steady/ })).toContainText('75 %');
  await page.getByRole('button', { name: 'Move mock/swift up' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Move mock/swift down' })).toBeFocused();
  await expectGoodLooks(page, 'group-new');

  const dialog = await review(page);
  await expect(dialog).toContainText('mock/swift (weight 1');
  await expectGoodLooks(page, 'group-review');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/console\/groups\/made-here$/);
  await expect(page.getByRole('heading', { name: 'made-here', level: 1 })).toBeVisible();

  const token = await tokenFor('made-here');
  for (const model of ['made-here', 'made-alias']) expect((await request(token, model)).status).toBe(200);
  expect(complaints).toEqual([]);
});

test('what its requests do is drawn, with every figure in words', async ({ page }) => {
  await makeGroup('drawn', {
    strategy: 'failover',
    title: 'Drawn',
    description: 'First the outage, then the steady one.',
    targets: [
      target('broken', { weight: 2 }),
      target('steady', { priority: 1 }),
      target('swift', { priority: 1, enabled: false }),
    ],
  });
  const token = await tokenFor('drawn');
  for (let count = 0; count < 4; count += 1) expect((await request(token, 'drawn')).status).toBe(200);
  await signInAs(router, page, 'viewer', '/console/groups/drawn');
  const tried = page.getByRole('list', { name: 'Targets in the order in which they are tried' });
  await expect(async () => {
    await page.reload();
    await expect(tried.getByRole('listitem').nth(0)).toContainText('100 % of 4 attempts failed', { timeout: 500 });
  }).toPass();
  await expect(tried).toContainText('Priority 0: tried first');
  await expect(tried.getByRole('listitem').nth(1)).toContainText('answered 100 % (4)');
  await expect(tried.getByRole('listitem').nth(1)).toContainText('off');
  await expect(page.getByRole('row', { name: /mock\/steady/ })).toContainText('healthy');
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
  await expectGoodLooks(page, 'group');
  await openConsole(router, page, '/console/groups/default');
  await expectGoodLooks(page, 'group-demo');
});

test('all groups stand in one table that is sorted and filtered by its address', async ({ page }) => {
  await makeGroup('zebra');
  await signInAs(router, page, 'viewer', '/console/groups');
  await expect(page.getByRole('row')).not.toHaveCount(1);
  await expectGoodLooks(page, 'groups');
  await page.getByRole('link', { name: 'Group', exact: true }).click();
  await expect(page).toHaveURL(/sort=-id/);
  await expect(page.getByRole('row').nth(1)).toContainText('zebra');
  await page.getByLabel('Owned by').selectOption('console');
  await page.getByLabel('Name, alias or title').fill('ZEB');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/search=ZEB/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByLabel('Name, alias or title').fill('nothing like it');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('No group is like that.')).toBeVisible();
});

test('two who edit at once are told, see what the other did, and choose', async ({ page, browser }) => {
  await makeGroup('shared');
  await signInAs(router, page, 'admin', '/console/groups/shared?tab=edit');
  const other = await anotherBrowser(router, browser, 'owner', '/console/groups/shared?tab=edit');
  await other.getByLabel('Title').fill('The owner’s');
  await save(other);
  await expect(other.getByText('As saved in version 2.')).toBeVisible();

  await page.getByLabel('Weight of mock/swift').fill('9');
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'shared has changed meanwhile' });
  await expect(dialog).toContainText('administrator the-owner saved version 2');
  await expect(dialog).toContainText('The owner’s');
  await expect(dialog.getByText('Saving yours over it would change')).toBeVisible();
  await expectGoodLooks(page, 'group-conflict');
  await dialog.getByRole('button', { name: 'Load theirs' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('The owner’s');
  await expect(page.getByLabel('Weight of mock/swift')).toHaveValue('1');

  await page.getByLabel('Title').fill('The admin’s');
  await save(page);
  await expect(page.getByText('As saved in version 3.')).toBeVisible();
  await other.getByLabel('Title').fill('The owner’s again');
  await other.getByRole('button', { name: 'Review changes' }).click();
  const again = other.getByRole('dialog', { name: 'shared has changed meanwhile' });
  await expect(again).toContainText('The admin’s');
  await again.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(other.getByText('As saved in version 4.')).toBeVisible();
  await openConsole(router, page, '/console/groups/shared');
  await expect(page.getByText('The owner’s again')).toBeVisible();
  await other.context().close();
});

test('what is not saved is not left unasked', async ({ page }) => {
  await makeGroup('unsaved');
  await signInAs(router, page, 'admin', '/console/groups/unsaved?tab=edit');
  await page.getByLabel('Title').fill('Half done');
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('Half done');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('list', { name: 'Versions, newest first' })).toBeVisible();
});

test('a client that calls the group all the while notices nothing while it is edited and rolled back', async ({
  page,
}) => {
  await makeGroup('busy');
  const token = await tokenFor('busy');
  const statuses: number[] = [];
  let isOver = false;
  const client = async () => {
    while (!isOver) {
      const response = await request(token, 'busy');
      await response.text();
      statuses.push(response.status);
    }
  };
  const clients = [client(), client()];

  await signInAs(router, page, 'admin', '/console/groups/busy?tab=edit');
  await page.getByRole('button', { name: 'Take out mock/steady' }).click();
  await page.getByLabel('Failover').check();
  await save(page);
  await expect(page.getByText('As saved in version 2.')).toBeVisible();
  const before = statuses.length;
  await expect.poll(() => statuses.length).toBeGreaterThan(before + 5);
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { name: /^Version 2/ })).toContainText('now');
  await expectGoodLooks(page, 'group-history');
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll back to version 1?' });
  await expect(dialog).toContainText('mock/steady');
  await expectGoodLooks(page, 'group-roll-back');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByRole('heading', { name: /^Version 3/ })).toContainText('now');
  const after = statuses.length;
  await expect.poll(() => statuses.length).toBeGreaterThan(after + 5);
  isOver = true;
  await Promise.all(clients);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  const { state } = await askAdmin<{ state: { strategy: string; targets: object[] } }>(router, 'GET', '/groups/busy');
  expect(state).toMatchObject({ strategy: 'weighted', targets: [{ model: 'steady', weight: 3 }, { model: 'swift' }] });
});

test('a group that tokens use says how many lose it, and a deleted one can be brought back', async ({ page }) => {
  await makeGroup('passing');
  const token = await tokenFor('passing');
  await signInAs(router, page, 'owner', '/console/groups/passing');
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('1 token may use it and will lose it');
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page).toHaveURL(/\/console\/groups$/);
  expect((await request(token, 'passing')).status).toBe(403);
  await openConsole(router, page, '/console/groups/passing');
  await expect(page.getByText('This group was deleted')).toBeVisible();
  await expectGoodLooks(page, 'group-deleted');
  await page.getByRole('button', { name: 'Bring back to version 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click();
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toBeVisible();
});

test('an operator changes targets and nothing else; a viewer changes nothing', async ({ page, browser }) => {
  await makeGroup('limited', { title: 'Stays' });
  await signInAs(router, page, 'operator', '/console/groups/limited?tab=edit');
  await expect(page.getByLabel('Title')).toHaveCount(0);
  await page.getByLabel('mock/swift is on').uncheck();
  await save(page);
  await expect(page.getByText('As saved in version 2.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await page.goto(`${router.origin}/console/groups/new`);
  await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible();

  const viewer = await anotherBrowser(router, browser, 'viewer', '/console/groups');
  await expect(viewer.getByRole('link', { name: 'New group' })).toHaveCount(0);
  for (const address of ['/console/groups/new', '/console/groups/limited?tab=edit']) {
    expect((await viewer.goto(`${router.origin}${address}`))?.status()).toBe(403);
  }
  expect((await viewer.goto(`${router.origin}/console/groups/nothing-here`))?.status()).toBe(404);
  await viewer.context().close();
});

test('an operator rolls back what an operator may change, and is told why no more', async ({ page }) => {
  await makeGroup('turned', { title: 'Before' });
  const steady = [target('steady')];
  await makeGroup('turned', { title: 'After', based_on: 1 });
  await makeGroup('turned', { title: 'After', targets: steady, based_on: 2 });
  await signInAs(router, page, 'operator', '/console/groups/turned?tab=history');
  const version = (number: number) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: new RegExp(`^Version ${number}`) }) });
  await expect(version(1)).toContainText('Differs from now in title too: not for your role');
  await expect(version(1).getByRole('button')).toHaveCount(0);
  await version(2).getByRole('button', { name: 'Roll back to version 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll back to version 2?' });
  await expect(dialog).toContainText('mock/swift');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(version(4)).toContainText(/administrator the-operator, .* UTC: rolled back to version 2/);
  await expect(version(2)).toContainText('As the group is now');
  await expectGoodLooks(page, 'group-history-operator');
});

test('whoever rolls back or deletes what somebody changed meanwhile is told who was first', async ({ page }) => {
  await makeGroup('raced', { title: 'One' });
  await makeGroup('raced', { title: 'Two', based_on: 1 });
  await signInAs(router, page, 'admin', '/console/groups/raced?tab=history');
  await makeGroup('raced', { title: 'Three', based_on: 2 });
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  const first = /admin-token changed it in the meantime, \d{4}-.* UTC\. Load this page again/;
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(first);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page.getByRole('alert').filter({ hasText: first })).toBeVisible();
});

test.describe('a group that a file declares', () => {
  const filed = routerForTests(() => ({
    configuration: {
      providers: [provider('local', 'http://127.0.0.1:9/v1', ['small'])],
      groups: [{ id: 'filed', strategy: 'weighted', targets: [{ provider: 'local', model: 'small' }] }],
    },
  }));

  test('is shown, with where to change it, and has no Edit tab', async ({ page }) => {
    await signInAs(filed, page, 'owner', '/console/groups/filed?tab=edit');
    await expect(page.getByText('Change it there and apply the file')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Of group filed' }).getByRole('link')).toHaveText([
      ...['Group', 'History'],
    ]);
    await expect(page.getByText('3, the default')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Review changes' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
    await expectGoodLooks(page, 'group-filed');
    const put = { strategy: 'failover', targets: [{ provider: 'local', model: 'small' }], based_on: 1 };
    await expect(askAdmin(filed, 'PUT', '/groups/filed', put)).rejects.toThrow('409');
  });
});
