import { expect, type Page, test } from '@playwright/test';
import { askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { type ScriptedUpstream, startUpstream } from './_support/scripted-upstream';
import { answersWith, ends, failsWith, streams } from './_support/scripts';

const alice = createToken('alice');
const bob = createToken('bob');
const names = ['alice', 'bob', 'rtr_metrum'];
let upstream: ScriptedUpstream;

test.beforeAll(async () => {
  upstream = await startUpstream();
  upstream.when('well', answersWith('pong'));
  upstream.when('ill', failsWith(503));
  upstream.when('cut', streams(['po'], { end: ends.cut }));
});
test.afterAll(() => upstream.close());
const router = routerForTests(() => ({
  configuration: {
    providers: [provider('up', upstream.url, [{ id: 'well', price: { input: 2, output: 10 } }, 'ill', 'cut'])],
    groups: [failover('resilient', ['up/ill', 'up/well']), failover('broken', ['up/ill']), failover('cut', ['up/cut'])],
    callers: [caller('alice', alice, ['resilient', 'broken', 'cut']), caller('bob', bob, ['resilient'])],
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
  await expect(page.getByText('3 of 3 requests')).toBeVisible();
  await page.getByRole('link', { name: 'Took' }).click();
  await expect(page).toHaveURL(/sort=-latency_ms/);
  await expect(page.getByRole('columnheader', { name: 'Took' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByText('Newer ones are looked for')).toBeHidden();
  await page.getByRole('link', { name: 'Came at' }).click();
  await expect(page).toHaveURL(/sort=-started_at/);
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

test('a stream that broke off is told as its caller saw it', async ({ page }) => {
  const id = `req_${'d'.repeat(32)}`;
  const answer = await ask(router, alice, 'cut', { stream: true }, { headers: { 'x-request-id': id } });
  expect([answer.status, (await answer.text()).includes('"error"')]).toEqual([200, true]);
  await signInAs(router, page, 'viewer', '/console/requests?status=2xx&outcome=failed');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(1)).toContainText('200 broke off');
  await openConsole(router, page, '/console/requests?status=5xx&group=cut');
  await expect(page.getByText('No request is like that')).toBeVisible();
  await openConsole(router, page, `/console/requests/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/error event after .*: up\/cut broke off/);
  await expect(page.getByText('status 200, then an error event in the stream').first()).toBeVisible();
  await expect(page.getByText('no other target could be tried')).toBeVisible();
  await expectGoodLooks(page, 'console-request-broke-off');
});

for (const [role, from, least] of [
  ['viewer', '/console?by=token', 12],
  ['viewer', '/console?target=up/well', 4],
  ['operator', '/console?group=resilient', 4],
  ['viewer', '/console/groups/resilient', 4],
] as const) {
  test(`a number leads to the requests that it counts: ${from}`, async ({ page }) => {
    await signInAs(router, page, role, from);
    const links = page.getByTitle('Show these requests');
    await expect(links.first()).toBeVisible();
    const told = await links.evaluateAll((all) =>
      all.map((link) => [link.getAttribute('href') ?? '', link.textContent ?? ''] as const),
    );
    const counting = told.flatMap(([href, words]) => {
      const [, percent, whole] = /^(\d+)\s%\sof (\d+) attempt/.exec(words) ?? [];
      const count = whole === undefined ? Number.parseInt(words, 10) : (Number(percent) * Number(whole)) / 100;
      return whole === undefined && /^[^(]*%/.test(words) ? [] : [{ href, words, count }];
    });
    expect(counting.length).toBeGreaterThanOrEqual(least);
    for (const { href, words, count } of counting) {
      await page.goto(`${router.origin}${href}`);
      await expect(page.getByRole('heading', { name: 'Requests', level: 1 })).toBeVisible();
      await expect(page.getByText('Not everything in this address')).toBeHidden();
      await expect(rows(page), `${words}: ${href}`).toHaveCount(count + 1);
    }
  });
}

test('a cost is told of what has a price, and none where nothing has one', async ({ page }) => {
  await signInAs(router, page, 'viewer', '/console?group=broken');
  await expect(page.getByText('None of these requests has a price.')).toBeVisible();
  await expect(page.getByText('$0', { exact: true })).toBeHidden();
  await openConsole(router, page, '/console?target=up/well');
  await expect(page.getByText('None of these requests has a price.')).toBeHidden();
  await expect(page.getByText(/^\$0\.0\d/).first()).toBeVisible();
  await openConsole(router, page, '/console');
  await expect(page.getByText(/Of the \d that have a price\./)).toBeVisible();
});

test('a form leaves no empty field in the address, with a script and without one', async ({ page, browser }) => {
  const { complaints } = watchPage(page);
  await signInAs(router, page, 'viewer', '/console/requests');
  const narrow = async (on: Page) => {
    await on.getByLabel('Group').fill('broken');
    await on.getByRole('button', { name: 'Show' }).click();
    await expect(on.getByRole('link', { name: 'Show all' })).toBeVisible();
    expect(on.url()).toBe(`${router.origin}/console/requests?group=broken`);
  };
  await narrow(page);
  await page.goBack();
  await expect(page.getByLabel('Group')).toHaveValue('');
  const plain = await browser.newContext({
    storageState: await page.context().storageState(),
    javaScriptEnabled: false,
  });
  const still = await plain.newPage();
  await still.goto(`${router.origin}/console/requests`);
  await narrow(still);
  expect(complaints).toEqual([]);
});

test('a story leads only to what is still there', async ({ page }) => {
  await signInAs(router, page, 'admin', `/console/requests/${ids.good}`);
  await expect(page.getByRole('link', { name: 'resilient', exact: true })).toBeVisible();
  const text = JSON.stringify({ version: 1, providers: [], groups: [], callers: [] });
  await askAdmin(router, 'POST', '/config/apply', { file: 'router.yaml', text, prune: true });
  await openConsole(router, page, `/console/requests/${ids.good}`);
  await expect(page.getByText('resilient (gone)')).toBeVisible();
  await expect(page.getByText('up/well (gone)').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'resilient', exact: true })).toBeHidden();
  await expectGoodLooks(page, 'console-request-gone');
});
