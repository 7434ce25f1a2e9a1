import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { anotherBrowser, askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { provider } from './_support/configuration';

const router = routerForTests(() => ({
  configuration: { providers: [provider('local', 'http://127.0.0.1:9/v1', ['small', 'large'])] },
}));

const target = (model: string) => ({ provider: 'local', model });
const makeGroup = (id: string, some: object = {}) =>
  askAdmin(router, 'PUT', `/groups/${id}`, {
    strategy: 'weighted',
    targets: [target('small')],
    based_on: null,
    ...some,
  });

test('who changed what is there with its difference, by filters that have an address', async ({ page }) => {
  const { complaints } = watchPage(page);
  await makeGroup('watched', { title: 'Watched' });
  await makeGroup('watched', { title: '100% seen', targets: [target('small'), target('large')], based_on: 1 });
  await makeGroup('watched-too');
  await signInAs(router, page, 'viewer', '/console/audit');
  await expect(page.getByRole('row', { name: /watched-too/ })).toContainText('the admin API');
  await expect(page.getByRole('row', { name: /local\/small/ })).toContainText('the server itself');
  await expectGoodLooks(page, 'audit');

  await page.getByLabel('Kind').selectOption('group');
  await page.getByLabel('Text anywhere').fill('100%');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/text=100%25/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('row').nth(1).locator('summary').click();
  await expect(page.getByRole('row').nth(1)).toContainText('local/large (weight 1');
  await expectGoodLooks(page, 'audit-difference');

  await openConsole(router, page, '/console/groups/watched');
  await page.getByRole('link', { name: 'Its audit' }).click();
  await expect(page).toHaveURL(/object=group%3Awatched$/);
  await expect(page.getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('row', { name: /watched-too/ })).toHaveCount(0);
  await expectGoodLooks(page, 'audit-of-one');
  await page.getByLabel('Text anywhere').fill('%');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByLabel('Text anywhere').fill('_____');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('Nothing like that was changed.')).toBeVisible();
  await expect(page).toHaveURL(/object=group%3Awatched/);
  await page.getByLabel('Text anywhere').fill('watched');
  await page.getByLabel('Text anywhere').press('Enter');
  await expect(page).toHaveURL(/text=watched$/);
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('link', { name: 'Every object' }).click();
  await expect(page.getByRole('row', { name: /watched-too/ })).toBeVisible();
  await openConsole(router, page, '/console/audit?from=yesterday&before=x&object=watched');
  await expect(page.getByText('expected a date such as')).toBeVisible();
  await expect(page.getByText('cannot be used whole')).toHaveText([/a colon/, /an event/]);
  expect(complaints).toEqual([]);
});

test('it is exported as the filter shows it, and what could run in a spreadsheet does not', async ({ page }) => {
  await makeGroup('exported', { title: '=HYPERLINK("http://evil.example")' });
  await signInAs(router, page, 'admin', '/console/audit?kind=group&id=exported');
  const download = async (name: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  const csv = await download('Export as CSV');
  expect(csv.name).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.csv$/);
  const [head, first, end] = csv.text.split('\r\n');
  expect(head).toBe('id,at,actor,via,address,action,kind,object_id,policy_version,difference');
  expect(first).toContain(',create,group,exported,');
  expect(end).toBe('');
  const lines = await download('Export as JSON lines');
  expect(JSON.parse(lines.text)).toMatchObject({ kind: 'group', object_id: 'exported', action: 'create' });
});

test('an operator, and who is signed out, see nothing of it', async ({ page, browser }) => {
  await signInAs(router, page, 'operator');
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  expect((await page.goto(`${router.origin}/console/audit`))?.status()).toBe(403);
  expect((await page.request.get(`${router.origin}/console/audit/export?format=csv`)).status()).toBe(403);
  const stranger = await (await browser.newContext()).newPage();
  expect((await stranger.request.get(`${router.origin}/console/audit/export?format=csv`)).status()).toBe(401);
  await stranger.context().close();
  const owner = await anotherBrowser(router, browser, 'owner', '/console/audit?kind=nothing-yet');
  await expect(owner.getByText('Nothing like that was changed.')).toBeVisible();
  await owner.context().close();
});
