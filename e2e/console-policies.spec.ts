import { expect, type Page, test } from '@playwright/test';
import { anotherBrowser, askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { ask } from './_support/client';
import { caller, createToken, provider } from './_support/configuration';
import { type ScriptedUpstream, startUpstream } from './_support/scripted-upstream';
import { answersWith } from './_support/scripts';

const token = createToken();
let upstream: ScriptedUpstream;
test.beforeAll(async () => {
  upstream = await startUpstream();
});
test.beforeEach(() => {
  for (const model of ['one', 'two']) upstream.when(model, answersWith(`from ${model}`));
});
test.afterAll(() => upstream.close());

const router = routerForTests(() => ({
  configuration: {
    policies: [{ id: 'of-the-file', source: 'export const route = () => ({});' }],
    providers: [provider('up', upstream.url, ['one', 'two'])],
    callers: [caller('alice', token, [])],
  },
}));

/** The head of every page stands over what is scrolled under it, which then cannot be judged. */
const atTop = (page: Page) => page.evaluate(() => scrollTo(0, 0));

const lastFirst =
  'export function route(context) {\n  return { targets: [...context.targets].reverse(), label: "last" };\n}\n';

test('a policy is begun with an example, mended as its mistakes are told, tried, published and rolled back', async ({
  page,
}) => {
  await signInAs(router, page, 'admin', '/console/policies');
  await expectGoodLooks(page, 'console-policies');
  await page.getByRole('list', { name: 'Examples' }).getByRole('link', { name: 'by-prompt-size' }).click();
  const editor = page.getByRole('textbox', { name: 'Source of the policy, TypeScript' });
  await expect(editor).toContainText('export function route');
  await expect(page.getByText('No mistakes')).toBeVisible();
  await atTop(page);
  await expectGoodLooks(page, 'console-policy-new');

  await test.step('mistakes are told as one types, and lead to their line', async () => {
    await editor.fill('export function route(context) {\n  return { targets: context.target };\n}\n');
    await expect(page.getByRole('status').filter({ hasText: "Property 'target' does not exist" })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save and publish' })).toBeDisabled();
    await page.getByRole('button', { name: 'Line 2' }).click();
    await expect(editor).toBeFocused();
    await atTop(page);
    await expectGoodLooks(page, 'console-policy-mistake');
  });

  await test.step('what may stand behind a dot is offered', async () => {
    await editor.fill('export function route(context) {\n  return { targets: context');
    await editor.press('ControlOrMeta+End');
    await editor.pressSequentially('.tar');
    await page.getByRole('option', { name: 'targets', exact: true }).click();
    await expect(editor).toContainText('context.targets');
  });

  await test.step('what a name is stands beside it, at the pointer', async () => {
    await editor.fill(lastFirst);
    await editor
      .locator('span')
      .filter({ hasText: /^route$/ })
      .hover();
    const hover = page.locator('.cm-tooltip-hover');
    await expect(hover).toContainText('route(context: PolicyContext)');
    await expect(hover).toBeInViewport({ ratio: 1 });
    await page.mouse.move(0, 0);
  });

  await test.step('it is tried on a request of one’s choice', async () => {
    await editor.fill(lastFirst);
    await expect(page.getByText('No mistakes')).toBeVisible();
    await page.getByRole('button', { name: 'Run' }).click();
    const said = page.getByRole('region', { name: 'What route said' });
    await expect(said).toContainText('ordered');
    await expect(said.getByRole('listitem').first()).toHaveText('third/unknown');
  });

  await test.step('it is published, changed and gone back to', async () => {
    await page.getByLabel('Id', { exact: true }).fill('last-first');
    await page.getByRole('button', { name: 'Save and publish' }).click();
    await expect(page).toHaveURL(/\/console\/policies\/last-first$/);
    await expect(page.getByText('As in version 1, which is in force.')).toBeVisible();
    await editor.fill('export function route({ targets }) {\n  return { targets };\n}\n');
    await expect(page.getByText('No mistakes')).toBeVisible();
    await page.getByRole('button', { name: 'Save and publish' }).click();
    const versions = page.getByRole('list', { name: 'Versions' });
    await expect(versions.getByRole('listitem').first()).toContainText('Version 2');
    await versions.getByRole('button', { name: 'Publish version 1' }).click();
    await expect(page.getByText('Version 1 of last-first is in force')).toBeVisible();
    await expect(page.getByText('As in version 2; version 1 is in force.')).toBeVisible();
    await atTop(page);
    await expectGoodLooks(page, 'console-policy');
  });
});

test('a group is routed by a policy, held to rules and kept under a ceiling; the simulator says what a request comes to', async ({
  page,
  browser,
}) => {
  const source = lastFirst.replace('"last"', '"last", reason: "the last is the best"');
  await askAdmin(router, 'POST', '/policies/reversed/versions', { source, based_on: null, publish: true });
  await signInAs(router, page, 'admin', '/console/groups/new');
  await page.getByLabel('Name', { exact: true }).fill('scripted');
  await page.getByLabel('TypeScript policy').check();
  await page.getByLabel('Policy', { exact: true }).selectOption('reversed');
  await page.getByLabel('Keep a conversation on its target').check();
  for (const model of ['one', 'two']) {
    await page.getByLabel('Add a target').selectOption(`up/${model}`);
    await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  }
  await page.getByRole('button', { name: 'Pattern', exact: true }).click();
  await page.getByLabel('Pattern', { exact: true }).fill('^from');
  await expectGoodLooks(page, 'console-group-rules');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click();
  await expect(page).toHaveURL(/\/console\/groups\/scripted$/);

  await openConsole(router, page, '/console/simulator?group=scripted');
  await expect(page.getByText('and the plan stands here')).toBeVisible();
  await page.getByLabel('tools', { exact: true }).check();
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('It would go to up/two')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Targets' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('region', { name: 'What the policy said' })).toContainText(
    'policy reversed version 1 ordered, label last: the last is the best',
  );
  await expectGoodLooks(page, 'console-simulator');
  // What was asked is in the address, for whoever opens it.
  const { href, searchParams } = new URL(page.url());
  expect([searchParams.get('group'), searchParams.get('features')]).toEqual(['scripted', 'tools']);
  const colleague = await anotherBrowser(router, browser, 'operator', href.slice(router.origin.length));
  await expect(colleague.getByText('It would go to up/two')).toBeVisible();
  await expect(colleague.getByLabel('tools', { exact: true })).toBeChecked();
  await colleague.context().close();
  const made = await askAdmin<{ token: string }>(router, 'POST', '/tokens', {
    user: 'bob',
    project: 'demo',
    allow: ['scripted'],
  });
  const answer = await ask(router, made.token, 'scripted');
  expect([answer.status, answer.headers.get('x-router-validation'), await answer.text()]).toEqual([
    200,
    'passed',
    expect.stringContaining('from two'),
  ]);
});

test('a viewer reads a policy and a file’s own is changed by nobody here', async ({ page, browser }) => {
  await signInAs(router, page, 'owner', '/console/policies/of-the-file');
  await expect(page.getByText('is declared in the configuration file')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save and publish' })).toHaveCount(0);
  const viewer = await anotherBrowser(router, browser, 'viewer', '/console/policies');
  await expect(viewer.getByRole('link', { name: 'Write a policy' })).toHaveCount(0);
  await viewer.getByRole('link', { name: 'of-the-file' }).click();
  await expect(viewer.getByText('export const route')).toBeVisible();
});
