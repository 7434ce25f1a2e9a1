import { expect, test } from '@playwright/test';
import { anotherBrowser, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { type ScriptedUpstream, startUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';

const token = createToken();
let upstream: ScriptedUpstream;
test.beforeAll(async () => {
  upstream = await startUpstream();
});
test.afterAll(() => upstream.close());

const loops = `export function route({ request }: PolicyContext): PolicyDecision {
  while (request.text?.includes('loop'));
  return {};
}
`;
const polite = { rules: [{ rule: 'regex', pattern: 'please', must: 'match' }] };
const router = routerForTests(() => ({
  configuration: {
    providers: [provider('up', upstream.url, ['small', 'spare']), provider('other', upstream.url, ['rude', 'polite'])],
    policies: [{ id: 'loops', source: loops }],
    groups: [
      failover('general', ['up/small', 'up/spare']),
      { ...failover('ruled', ['other/rude', 'other/polite']), strategy: 'lowest-cost', validation: polite },
      { ...failover('scripted', ['up/spare']), strategy: 'script', policy: 'loops', policy_reads_text: true },
    ],
    callers: [caller('alice', token, ['general', 'scripted', 'ruled'])],
  },
}));

test('a target that asked for an hour is shown with why and until when, and is asked again when an operator says so', async ({
  page,
  browser,
}) => {
  const { complaints } = watchPage(page);
  upstream.when('small', failsWith(429, {}, { 'retry-after': '3600' }));
  upstream.when('spare', answersWith('from spare'));
  for (let turn = 0; turn < 2; turn += 1) expect((await ask(router, token, 'general')).status).toBe(200);
  expect(upstream.callsFor('small')).toHaveLength(1);

  await signInAs(router, page, 'operator', '/console/groups/general');
  const small = page.getByRole('list', { name: 'Targets in the order in which they are tried' }).locator('li').first();
  await expect(small).toContainText('left alone');
  await expect(small).toContainText('it answered 429 and asked for a pause, with Retry-After');
  await expectGoodLooks(page, 'group-paused');
  const viewer = await anotherBrowser(router, browser, 'viewer', '/console/providers/up');
  await expect(viewer.getByRole('row', { name: /small/ })).toContainText('asked for a pause');
  await expect(viewer.getByRole('button', { name: 'Ask it again now: up/small' })).toHaveCount(0);
  await expectGoodLooks(viewer, 'provider-paused');

  upstream.when('small', answersWith('from small'));
  await page.getByRole('button', { name: 'Ask it again now: up/small' }).click();
  await expect(page.getByText('up/small is asked again')).toBeVisible();
  await expect(page.getByText('asked for a pause')).toHaveCount(0);
  expect((await ask(router, token, 'general')).status).toBe(200);
  expect(upstream.callsFor('small')).toHaveLength(2);
  expect(complaints).toEqual([]);
});

test('a policy that is suspended stands on the overview, and runs again when somebody says so', async ({ page }) => {
  const loop = { messages: [{ role: 'user', content: 'loop' }] };
  for (let turn = 0; turn < 6; turn += 1) expect((await ask(router, token, 'scripted', loop)).status).toBe(200);
  await signInAs(router, page, 'admin', '/console');
  await expect(page.getByText('A policy is suspended')).toBeVisible();
  await expect(page.getByText(/^\d+ of \d+ checks are well/)).toBeVisible();
  await page.getByRole('link', { name: 'loops' }).first().click();
  await page.getByRole('button', { name: 'Let it run again' }).click();
  await openConsole(router, page, '/console');
  await expect(page.getByText('A policy is suspended')).toHaveCount(0);
});

test('a group says what its targets were meant to get only where weights decide, and whose answers broke its rules', async ({
  page,
}) => {
  upstream.when('rude', answersWith('no'));
  upstream.when('polite', answersWith('please'));
  for (let turn = 0; turn < 2; turn += 1) expect((await ask(router, token, 'ruled')).status).toBe(200);
  await signInAs(router, page, 'viewer', '/console/groups/ruled');
  const targets = page.getByRole('list', { name: 'Targets as they are declared' }).getByRole('listitem');
  await expect(async () => {
    await page.reload();
    await expect(targets.first()).toContainText('2 answers broke the group’s rules', { timeout: 500 });
  }).toPass();
  await expect(targets.first()).toContainText('no failure in 2 attempts');
  await expect(targets.nth(1)).toContainText('answered 100 % (2)');
  await expect(page.getByText('meant')).toHaveCount(0);
  await expect(
    page
      .getByRole('row', { name: /other\/rude/ })
      .getByRole('cell')
      .nth(6),
  ).toHaveText('2');
  await expectGoodLooks(page, 'group-ruled');
  await openConsole(router, page, '/console/groups/general');
  await expect(page.getByText('weight 1, 100 % meant')).toHaveCount(1);
});
