import { expect, type Page, test } from '@playwright/test';
import { openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { type ScriptedUpstream, startUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';

const alice = createToken('alice');
const bob = createToken('bob');
const names = ['alice', 'bob', 'rtr_metrum'];
let upstream: ScriptedUpstream;

test.beforeAll(async () => {
  upstream = await startUpstream();
  upstream.when('well', answersWith('pong'));
  upstream.when('ill', failsWith(503));
});
test.afterAll(() => upstream.close());
const router = routerForTests(() => ({
  configuration: {
    providers: [provider('up', upstream.url, [{ id: 'well', price: { input: 2, output: 10 } }, 'ill'])],
    groups: [failover('resilient', ['up/ill', 'up/well']), failover('broken', ['up/ill'])],
    callers: [caller('alice', alice, ['resilient', 'broken']), caller('bob', bob, ['resilient'])],
  },
}));

const rows = (page: Page) => page.getByRole('group', { name: 'Requests' }).getByRole('row');
const ids = { good: `req_${'a'.repeat(32)}`, bad: `req_${'b'.repeat(32)}`, refused: `req_${'c'.repeat(32)}` };

test.beforeAll(async () => {
  await ask(router, alice, 'resilient', {}, { headers: { 'x-request-id': ids.good } });
  await ask(router, alice, 'broken', {}, { headers: { 'x-request-id': ids.bad } });
  await ask(router, bob, 'broken', {}, { headers: { 'x-request-id': ids.refused } });
});

test('requests are found by how they ended, and one’s story tells which way it went', async ({ page }) => {
  const { complaints } = watchPage(page);
  await signInAs(router, page, 'admin', '/console/requests');
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).nth(3)).toContainText(/up\/ill.*503.*up\/well/);
  await expectGoodLooks(page, 'console-requests');
  await page.getByLabel('Ended').selectOption('failed');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(new URL(page.url()).searchParams.get('outcome')).toBe('failed');
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(4);

  await rows(page).nth(3).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    /up\/well answered in .* after another target had failed/,
  );
  await expect(page.getByText('said that it was busy (503)').first()).toBeVisible();
  await expect(page.getByText('group resilient, failover').first()).toBeVisible();
  await expect(page.getByText(/\$2.00 a million tokens in/)).toBeVisible();
  await expect(page.getByText('alice in demo').first()).toBeVisible();
  await expectGoodLooks(page, 'console-request');
  await page.getByRole('link', { name: 'Requests of this group' }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(complaints).toEqual([]);
});

test('a request that failed, and one that was refused, say what to know', async ({ page }) => {
  await signInAs(router, page, 'viewer', `/console/requests/${ids.bad}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Failed after .*1 target was tried/);
  await expect(page.getByText('What to know')).toBeVisible();
  await expectGoodLooks(page, 'console-request-failed');
  await openConsole(router, page, `/console/requests/${ids.refused}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Refused before any target was asked: model not allowed',
  );
  await expect(page.getByText('No target was asked: it was decided before that.')).toBeVisible();
});

test('an operator sees the way of each request, and no caller', async ({ page }) => {
  await signInAs(router, page, 'operator', '/console/requests');
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByLabel('Token id')).toBeHidden();
  for (const to of ['/console/requests', `/console/requests/${ids.good}`]) {
    await openConsole(router, page, to);
    await expect(page.getByText('up/well').first()).toBeVisible();
    const content = await page.content();
    for (const name of names) expect(content).not.toContain(name);
  }
  await openConsole(router, page, '/console/requests?user=alice');
  await expect(page.getByText('Your role does not see callers')).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
});

test('what an address cannot mean is said, and wildcards are letters', async ({ page }) => {
  await signInAs(router, page, 'viewer', '/console/requests?outcome=lost&request_id=%25');
  await expect(page.getByText('Not everything in this address could be used')).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
  await openConsole(router, page, '/console/requests?client=%25');
  await expect(page.getByText('No request is like that')).toBeVisible();
  const answer = await page.goto(`${router.origin}/console/requests/req_${'f'.repeat(32)}`);
  expect(answer?.status()).toBe(404);
});

test('newer requests are told of, and shown when their reader wants them', async ({ page }) => {
  await signInAs(router, page, 'viewer', '/console/requests');
  const before = await rows(page).count();
  await ask(router, alice, 'resilient');
  await page.getByRole('link', { name: '1 newer request: show' }).click({ timeout: 20_000 });
  await expect(rows(page)).toHaveCount(before + 1);
});
