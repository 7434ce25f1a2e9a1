import { expect, type Page, test } from '@playwright/test';
import { demoTokenOf, openPage, quickstart, runButton, takeDemoToken, tokenBar } from './_support/browser/examples';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';

/** No configuration: a demo, whose own token one press puts in. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

const outcome = (page: Page) => page.getByRole('region', { name: 'What came of running it' });

test('Run asks for a token first, says what is wrong with one, then goes on, and gives the focus back', async ({
  page,
}) => {
  const { complaints } = watchPage(page, { expected: [/^\/v1\/token$/] });
  await openPage(router, page, '/docs/using/streaming');
  await runButton(page).click();
  const dialog = page.getByRole('dialog', { name: 'Use my token' });
  await expect(dialog.getByLabel('Caller token')).toBeFocused();
  await page.keyboard.insertText(demoTokenOf(router).replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('checksum does not fit');
  await dialog.getByLabel('Caller token').fill('');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Paste a caller token first');
  await expectGoodLooks(page, 'examples-token');
  await page.keyboard.insertText(`export ROUTER_TOKEN="${demoTokenOf(router)}"`);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(runButton(page)).toBeFocused();
  await expect(outcome(page)).toContainText('whole after');
  expect(complaints).toEqual([]);
});

test('Run does not go on where its reader gives no token, and sends what the token’s holder would', async ({
  page,
}) => {
  await openPage(router, page, '/docs/using/messages');
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/messages')) sent += 1;
  });
  await runButton(page).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await takeDemoToken(page);
  await expect(tokenBar(page)).toBeVisible();
  expect(sent).toBe(0);
  await expect(outcome(page)).toHaveCount(0);
  await tokenBar(page).getByRole('button', { name: 'Forget' }).click();

  await runButton(page).first().click();
  const request = page.waitForRequest('**/v1/messages');
  await page.getByRole('dialog').getByRole('button', { name: 'Use the demo’s token' }).click();
  expect((await request).postDataJSON()).toMatchObject({ model: 'default' });
  await expect(outcome(page)).toContainText('whole after');
  expect(sent).toBe(1);
});

test('Run stands over every tab of an example, and says what it runs', async ({ page }) => {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await openPage(router, page, quickstart);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      const run = page.getByRole('button', { name: 'Run curl here' });
      await expect(run).toHaveText('Run curl');
      await expect(run).toBeInViewport({ ratio: 1 });
    }
  }
});

test('Run sends that very request, and shows status, headers, times and the body as it streams', async ({ page }) => {
  await openPage(router, page, '/docs/using/streaming');
  await takeDemoToken(page);
  await tokenBar(page).getByLabel('Group').selectOption('fast');
  await page.evaluate(() => {
    const view = window as typeof window & { seen: [string, number][] };
    view.seen = [];
    new MutationObserver(() => {
      const panel = document.querySelector('[aria-label="What came of running it"]');
      view.seen.push([
        panel?.querySelector('[role=status]')?.textContent ?? '',
        panel?.querySelector('pre')?.textContent?.length ?? 0,
      ]);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const sent = page.waitForRequest('**/v1/chat/completions');
  await runButton(page).click();
  const request = await sent;
  expect([request.method(), request.headers().authorization]).toEqual(['POST', `Bearer ${demoTokenOf(router)}`]);
  expect(request.postDataJSON()).toMatchObject({ model: 'fast', stream: true });
  await expect(outcome(page).getByRole('status')).toHaveText(/^200first byte after \d+ mswhole after \d+ ms$/);
  await expect(outcome(page)).toContainText('x-router-attempts:');
  await expect(outcome(page)).toContainText(/x-request-id:req_[0-9a-f]{32}/);
  await expect(outcome(page).locator('pre')).toContainText('data: [DONE]');
  const seen = await page.evaluate(() => (window as typeof window & { seen: [string, number][] }).seen);
  const lengths = new Set(seen.filter(([status]) => status.includes('answering')).map(([, length]) => length));
  expect(lengths.size).toBeGreaterThan(2);

  await outcome(page).getByRole('button', { name: 'Run again' }).click();
  await expect(outcome(page).locator('pre')).toContainText('data: [DONE]');
  await outcome(page).getByRole('button', { name: 'Close' }).click();
  await expect(outcome(page)).toBeHidden();
});

test('Run can be stopped, and says what to do about an error', async ({ page }) => {
  const { complaints } = watchPage(page, { expected: [/^\/v1\/chat\/completions$/] });
  await openPage(router, page, '/docs/using/images-and-files');
  await takeDemoToken(page);
  await tokenBar(page).getByLabel('Group').selectOption('text-only');
  await runButton(page).click();
  await expect(outcome(page)).toContainText('No eligible target');
  await expect(outcome(page).getByRole('link', { name: 'More about no-eligible-target' })).toHaveAttribute(
    'href',
    '/docs/errors/no-eligible-target',
  );
  await expectGoodLooks(page, 'examples-run');
  // One that is never answered.
  await page.route('**/v1/chat/completions', () => {});
  await outcome(page).getByRole('button', { name: 'Run again' }).click();
  await expect(outcome(page)).toContainText('Waiting for the first byte');
  await outcome(page).getByRole('button', { name: 'Stop' }).click();
  await expect(outcome(page)).toContainText('stopped after');
  expect(complaints).toEqual([]);
});

test.describe('with ROUTER_DOCS_RUN=off', () => {
  const quiet = routerForTests(() => ({ settings: { ROUTER_CONFIG: '', ROUTER_DOCS_RUN: 'off' } }));

  test('no page has a Run button', async ({ page }) => {
    for (const address of [quickstart, '/docs/using/streaming']) {
      await openPage(quiet, page, address);
      await expect(page.getByText('curl -sS').first()).toBeVisible();
      await expect(runButton(page)).toHaveCount(0);
    }
  });
});
