import { expect, type Page, test } from '@playwright/test';
import type { TokenRow } from '@/lib/admin/contract';
import type { ProjectRow } from '@/lib/admin/contract/callers';
import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { caller, createToken, failover, provider } from './_support/configuration';

const declared = createToken('alice');
const limits = { requests_per_minute: 600, concurrency: 9, usd: { day: 2.5, month: 1250 } };
const router = routerForTests(() => ({
  configuration: {
    providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
    groups: [failover('default', ['up/one'], { limits })],
    projects: [{ id: 'demo', limits }],
    callers: [caller('alice', declared, ['default'], { limits })],
  },
}));

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const unfold = (page: Page) => page.getByText('Limits:', { exact: true }).click();

test('a token is made with limits, a wrong one marked, and they are changed after it was said how', async ({
  page,
}) => {
  const { complaints } = watchPage(page);
  await signInAs(router, page, 'admin', '/console/tokens/new?user=bob&project=shop');
  await unfold(page);
  await field(page, 'Requests per minute').fill('60');
  await field(page, 'Requests at once').fill('0');
  await field(page, 'US dollars per month').fill('0.0000001');
  await expect(page.getByText('Limits: Requests per minute: 60; Requests at once: 0;')).toBeVisible();
  await unfold(page);
  await page.getByRole('button', { name: 'Make the token' }).click();
  await expect(field(page, 'Requests at once')).toBeFocused();
  await expect(field(page, 'Requests at once')).toHaveAccessibleDescription(
    'Expected a whole number from 1 to 100,000.',
  );
  await expect(field(page, 'US dollars per month')).toHaveAccessibleDescription('Expected six decimals at most.');
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(2);
  await expect(page.getByText('Not done yet. Look at “Requests at once” and “US dollars per month”.')).toBeVisible();
  await expectGoodLooks(page, 'limits-new-token-wrong');
  await field(page, 'Requests at once').fill('4');
  await field(page, 'US dollars per month').fill('12.5');
  await page.getByRole('button', { name: 'Make the token' }).click();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('heading', { name: 'bob / shop' })).toBeVisible();
  const [made] = (await askAdmin<{ data: TokenRow[] }>(router, 'GET', '/tokens?user=bob')).data;
  expect(made?.limits).toEqual({ requests_per_minute: 60, concurrency: 4, usd: { month: 12.5 } });

  await expect(page.getByText('Requests at once: 4; US dollars per month: 12.50')).toBeVisible();
  await unfold(page);
  await field(page, 'Requests at once').fill('');
  await field(page, 'Input and output tokens per day').fill('1000000');
  const change = page.getByRole('region', { name: 'What would change' });
  await expect(change).toContainText('Requests at once: not limited; until now 4.');
  await expect(change).toContainText('Input and output tokens per day: 1,000,000; until now not limited.');
  await expectGoodLooks(page, 'limits-token');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(change).toBeHidden();
  const changed = await askAdmin<TokenRow>(router, 'GET', `/tokens/${made?.token_id}`);
  expect(changed.limits).toEqual({ requests_per_minute: 60, tokens: { day: 1_000_000 }, usd: { month: 12.5 } });
  await unfold(page);
  await field(page, 'US dollars per day').fill('five');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(field(page, 'US dollars per day')).toHaveAccessibleDescription(/^Expected US dollars, above 0/);
  await change.getByRole('button', { name: 'Discard' }).click();
  await expect(change).toBeHidden();
  expect(complaints).toEqual([]);
});

test('a project’s limits are set, corrected and taken away', async ({ page }) => {
  await askAdmin(router, 'POST', '/projects', { project: 'moon' });
  await signInAs(router, page, 'admin', '/console/callers/projects/moon');
  const form = page.getByRole('form', { name: 'Limits of the project' });
  await field(page, 'US dollars per month').fill('-1');
  await form.getByRole('button', { name: 'Save the limits' }).click();
  await expect(field(page, 'US dollars per month')).toBeFocused();
  await expect(field(page, 'US dollars per month')).toHaveAccessibleDescription(/^Expected US dollars, above 0/);
  await field(page, 'US dollars per month').fill('200');
  await expect(form).toContainText('US dollars per month: 200; until now not limited.');
  await expectGoodLooks(page, 'limits-project');
  const project = () => askAdmin<ProjectRow>(router, 'GET', '/projects/moon');
  await form.getByRole('button', { name: 'Save the limits' }).click();
  await expect(form.getByRole('button', { name: 'Save the limits' })).toBeHidden();
  expect((await project()).limits).toEqual({ usd: { month: 200 } });
  await expect(field(page, 'US dollars per month')).toHaveValue('200');
  await field(page, 'US dollars per month').fill('');
  await form.getByRole('button', { name: 'Save the limits' }).click();
  await expect(form.getByRole('button', { name: 'Save the limits' })).toBeHidden();
  expect((await project()).limits).toBeNull();
});

test('a group’s limits are reviewed, saved as a version, and gone back from', async ({ page }) => {
  const body = { strategy: 'weighted', targets: [{ provider: 'up', model: 'one' }], based_on: null };
  await askAdmin(router, 'PUT', '/groups/held', body);
  await signInAs(router, page, 'admin', '/console/groups/held?tab=edit');
  await field(page, 'Output tokens per minute').fill('1.5');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(field(page, 'Output tokens per minute')).toHaveAccessibleDescription(
    /^Expected a whole number from 1 to/,
  );
  await expectGoodLooks(page, 'limits-group-wrong');
  await field(page, 'Output tokens per minute').fill('200000');
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'What changes' });
  await expect(dialog).toContainText('limits.output_tokens_per_minute');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('As saved in version 2.')).toBeVisible();
  const group = () => askAdmin<GroupAnswer>(router, 'GET', '/groups/held');
  expect((await group()).state.limits).toEqual({ output_tokens_per_minute: 200_000 });
  await openConsole(router, page, '/console/groups/held');
  await expect(page.getByText('Output tokens per minute: 200,000')).toBeVisible();
  await askAdmin(router, 'POST', '/groups/held/rollback', { number: 1, based_on: 2 });
  expect((await group()).state.limits).toBeUndefined();
});

test('limits that a file declares are shown, and changed by nobody here', async ({ page }) => {
  const [token] = (await askAdmin<{ data: TokenRow[] }>(router, 'GET', '/tokens?user=alice')).data;
  await signInAs(router, page, 'owner', `/console/tokens/${token?.token_id}`);
  for (const address of [`tokens/${token?.token_id}`, `callers/projects/${token?.project}`, 'groups/default']) {
    await openConsole(router, page, `/console/${address}`);
    await expect(page.getByText('declared in the configuration file')).toBeVisible();
    for (const told of ['Requests per minute: 600', 'Requests at once: 9', 'US dollars per month: 1,250']) {
      await expect(page.getByText(told)).toBeVisible();
    }
    await expect(field(page, 'Requests per minute')).toHaveCount(0);
    await expectGoodLooks(page, `limits-declared-${address.split('/')[0]}`);
  }
});
