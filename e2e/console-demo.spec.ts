import { expect, type Page, test } from '@playwright/test';
import { anotherBrowser, askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';

/** No configuration: what `npm start` in a fresh clone comes to. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

const latest = (page: Page) =>
  page
    .getByRole('listitem')
    .filter({ hasText: /completed|failed|refused/ })
    .first();
const modelOf = (page: Page, id: string) => page.getByRole('group', { name: id });

async function send(page: Page, group: string): Promise<void> {
  await page.getByRole('button', { name: `Send to ${group}` }).click();
  await expect(page.getByRole('link', { name: 'Its story' })).toBeVisible();
}

test('a model is switched to 503, and the next one answers in its place, as the story tells', async ({ page }) => {
  const { complaints } = watchPage(page);
  await signInAs(router, page, 'operator', '/console/demo');
  await expect(page.getByRole('region', { name: 'Demo' })).toBeVisible();
  await send(page, 'coding');
  await expect(page.getByText(/mock provider, model steady/)).toBeVisible();
  await expect(latest(page)).toContainText('mock/steady');

  await modelOf(page, 'steady').getByRole('radio', { name: '503' }).check();
  await expect(modelOf(page, 'steady').getByText('Every call is a 503')).toBeVisible();
  await send(page, 'coding');
  await expect(page.getByText(/mock provider, model swift/)).toBeVisible();
  await expect(latest(page)).toContainText(/mock\/steady.*503.*mock\/swift/);
  await expectGoodLooks(page, 'console-demo');

  await page.getByRole('link', { name: 'Its story' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    /mock\/swift answered in .* after another target had failed/,
  );
  await expect(page.getByText('said that it was busy (503)').first()).toBeVisible();
  await expect(page.getByText('try mock/steady').first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('what another administrator switches is seen within seconds, and can be switched back', async ({
  page,
  browser,
}) => {
  await signInAs(router, page, 'operator', '/console/demo');
  const other = await anotherBrowser(router, browser, 'admin', '/console/demo');
  await modelOf(other, 'swift').getByRole('radio', { name: 'Slow' }).check();
  await expect(modelOf(page, 'swift').getByRole('radio', { name: 'Slow' })).toBeChecked();
  await modelOf(page, 'swift').getByRole('radio', { name: 'Fine' }).check();
  await expect(modelOf(other, 'swift').getByRole('radio', { name: 'Fine' })).toBeChecked();
  await other.context().close();
});

test('one that dies mid-stream ends its caller’s stream with a fault, and a whole answer comes from the next', async ({
  page,
}) => {
  await signInAs(router, page, 'admin', '/console/demo');
  await modelOf(page, 'steady').getByRole('radio', { name: 'Dies mid-stream' }).check();
  await expect(modelOf(page, 'steady').getByText('It breaks off')).toBeVisible();
  await send(page, 'coding');
  await expect(latest(page)).toContainText(/failed/);
  await page.getByRole('checkbox', { name: 'As a stream' }).uncheck();
  await send(page, 'coding');
  await expect(page.getByText(/mock provider, model swift/)).toBeVisible();
  await modelOf(page, 'steady').getByRole('radio', { name: 'Fine' }).check();
  await expect(modelOf(page, 'steady').getByText('It answers.')).toBeVisible();
});

test('a viewer sees the switches and cannot press them, and nobody but owner and admin is offered to remove the demo', async ({
  page,
  browser,
}) => {
  await signInAs(router, page, 'viewer', '/console/demo');
  await expect(modelOf(page, 'steady').getByRole('radio', { name: '503' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Remove the demo' })).toBeHidden();
  const operator = await anotherBrowser(router, browser, 'operator', '/console/demo');
  await expect(operator.getByRole('button', { name: 'Remove the demo' })).toBeHidden();
  await operator.context().close();
});

test('removing the demo says beforehand which things of the console lose something by it', async ({ page }) => {
  const group = { strategy: 'weighted', targets: [{ provider: 'mock', model: 'swift' }], based_on: null };
  await askAdmin(router, 'PUT', '/groups/mine', group);
  await askAdmin(router, 'POST', '/tokens', { user: 'ada', project: 'own', key: 'k1', allow: ['fast', 'mine'] });
  await signInAs(router, page, 'admin');
  await page.getByRole('button', { name: 'Remove the demo' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('heading', { name: 'These lose something' })).toBeVisible();
  await expect(question.getByText('group mine is deleted: only mock/swift stood behind it.')).toBeVisible();
  await expect(question.getByText('ada_own_dev_k1 may no longer use fast and mine.')).toBeVisible();
  await expectGoodLooks(page, 'console-demo-losses');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await askAdmin(router, 'DELETE', '/groups/mine', { based_on: 1, force: true });
});

test('an import says beforehand that the demo makes room for it', async ({ page }) => {
  await signInAs(router, page, 'admin', '/console/configuration');
  await expect(page.getByText('The built-in demo makes room for it and goes')).toBeVisible();
  await page.getByLabel('Or paste the text').fill('version: 1\n');
  await page.getByRole('button', { name: 'Compare with what is in force' }).click();
  await expect(page.getByText('the built-in demo is taken away')).toBeVisible();
  await expectGoodLooks(page, 'console-demo-import');
});

test('the demo is removed with one press and a question, for good, and whoever did it goes on', async ({ page }) => {
  const { complaints } = watchPage(page);
  await signInAs(router, page, 'admin');
  const { demo } = await askAdmin<{ demo: { tokens: { good: string } } }>(router, 'GET', '/demo');
  const models = () =>
    fetch(`${router.origin}/v1/models`, { headers: { authorization: `Bearer ${demo.tokens.good}` } }).then(
      ({ status }) => status,
    );
  expect(await models()).toBe(200);
  await page.getByRole('button', { name: 'Remove the demo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  expect(await models()).toBe(200);
  await page.getByRole('button', { name: 'Remove the demo' }).click();
  await expectGoodLooks(page, 'console-demo-remove');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the demo' }).click();
  await expect(page.getByText('The demo was removed')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Demo' })).toBeHidden();
  expect(await models()).toBe(401);
  await openConsole(router, page, '/console/demo');
  await expect(page.getByText('This deployment runs no demo')).toBeVisible();
  expect(complaints).toEqual([]);
  await page.close();
  await router.stop();
  await router.restart();
  expect(await askAdmin(router, 'GET', '/demo')).toEqual({ demo: null });
});
