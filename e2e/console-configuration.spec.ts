// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { anotherBrowser, askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { tracesOf } from './_support/browser/traces';
import { provider } from './_support/configuration';

const router = routerForTests(() => ({
  configuration: {
    providers: [provider('local', 'http://127.0.0.1:9/v1', ['small'])],
    groups: [{ id: 'first', strategy: 'weighted', targets: [{ provider: 'local', model: 'small' }] }],
  },
}));

const key = 'sk-a-key-that-nobody-sees-again';
const text = `version: 1
providers:
  - id: remote
    dialect: openai-chat
    base_url: http://127.0.0.1:10/v1
    api_key: \${REMOTE_KEY}
    models: [{ id: large }]
groups:
  - id: second
    title: From a text
    strategy: weighted
    targets: [{ provider: remote, model: large }]
`;

test('what is in force is shown, copied and downloaded as the command line exports it', async ({ page }) => {
  await signInAs(router, page, 'viewer', '/console/configuration');
  await page.getByRole('button', { name: 'Show' }).click();
  const shown = page.locator('pre');
  await expect(shown).toContainText('id: first');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^router-.*\.yaml$/);
  expect(readFileSync(await file.path(), 'utf8')).toBe(await shown.textContent());
  await expect(page.getByRole('heading', { name: 'Import' })).toHaveCount(0);
  await expectGoodLooks(page, 'configuration-export');
});

test('a provider whose key was typed in is exported and imported again where no variable holds the key', async ({
  page,
}) => {
  const typed = { id: 'typed', dialect: 'openai-chat', base_url: 'https://api.example.com/v1', api_key: key };
  await askAdmin(router, 'POST', '/providers', typed);
  await signInAs(router, page, 'admin', '/console/configuration');
  await page.getByRole('button', { name: 'Show' }).click();
  const text = (await page.locator('pre').textContent()) ?? '';
  expect(text).toContain('# Its key was typed in');
  expect(text).not.toContain('api_key:');
  await page.getByLabel('Or paste the text').fill(text);
  await page.getByRole('button', { name: 'Compare with what is in force' }).click();
  await expect(page.getByText('Nothing changes.')).toBeVisible();
});

test('a text is read, its mistakes told with their places, compared, and only then applied', async ({ page }) => {
  await signInAs(router, page, 'admin', '/console/configuration');
  const area = page.getByLabel('Or paste the text');
  await area.fill(text.replace('model: large }', 'model: lrage }'));
  await page.getByRole('button', { name: 'Compare with what is in force' }).click();
  const problems = page.locator('#import-problems');
  await expect(problems).toContainText(
    'the field REMOTE_KEY is empty: fill it in under “Secrets that the text asks for”',
  );
  await expect(problems).toContainText('did you mean "large"?');
  await expectGoodLooks(page, 'configuration-problems');
  await problems.getByRole('button', { name: 'line 12, column 42' }).click();
  await expect(area).toBeFocused();
  expect(await area.evaluate((it: HTMLTextAreaElement) => it.value.slice(it.selectionStart, it.selectionEnd))).toBe(
    'lrage }]',
  );

  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'team.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  await page.getByLabel('REMOTE_KEY').fill(key);
  await page.getByRole('button', { name: 'Compare with what is in force' }).click();
  await expect(page.getByRole('heading', { name: 'What applying it would change' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'From a text' })).toBeVisible();
  await expectGoodLooks(page, 'configuration-difference');
  await expect(askAdmin(router, 'GET', '/groups/second')).rejects.toThrow('404');
  await page.getByRole('button', { name: /^Apply \d changes/ }).click();
  await expect(page.getByText('in force as policy version')).toBeVisible();
  await expectGoodLooks(page, 'configuration-applied');
  expect(await askAdmin(router, 'GET', '/groups/second')).toMatchObject({
    managed_by: 'file',
    state: { title: 'From a text' },
  });

  await expect(page.getByLabel('REMOTE_KEY')).toHaveValue('');
  expect(await tracesOf(key, page)).toEqual([]);
  expect(router.output()).not.toContain(key);
  await openConsole(router, page, '/console/audit?kind=group&id=second');
  await expect(page.getByRole('row').nth(1)).toContainText('administrator the-admin file:team.yaml');
  await expect(page.getByRole('row').nth(1)).toContainText('the console');
});

test('what the file no longer names is taken away only when that is asked for', async ({ page }) => {
  await signInAs(router, page, 'owner', '/console/configuration');
  const area = page.getByLabel('Or paste the text');
  await area.fill('version: 1\n');
  const compare = page.getByRole('button', { name: 'Compare with what is in force' });
  await compare.click();
  await expect(page.getByText('Nothing changes.')).toBeVisible();
  await page.getByLabel('Take away what the file no longer names').check();
  await expect(page.getByText('Nothing changes.')).toHaveCount(0);
  await compare.click();
  await expect(page.getByText('no longer declared, and deleted')).toBeVisible();
});

test('an operator sees none of it', async ({ page, browser }) => {
  const operator = await anotherBrowser(router, browser, 'operator');
  expect((await operator.goto(`${router.origin}/console/configuration`))?.status()).toBe(403);
  expect((await operator.request.get(`${router.origin}/console/configuration/export`)).status()).toBe(403);
  await operator.context().close();
  expect((await page.request.get(`${router.origin}/console/configuration/export`)).status()).toBe(401);
});
