import { expect, type Page, test } from '@playwright/test';
import { demoTokenOf, inShell, openPage, quickstart, takeDemoToken } from './_support/browser/examples';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';

/** No configuration: a demo, whose own token one press puts in. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

const stepsOf = (page: Page) => page.getByRole('list', { name: 'Steps to a first answer' }).locator('> li');

/** A request as a reader sends it from their own shell. */
function ask(model: string): Promise<{ stdout: string }> {
  return inShell(`curl -sS "${router.origin}/v1/chat/completions" -H "Authorization: Bearer ${demoTokenOf(router)}" \
    -H "Content-Type: application/json" -d '{ "model": "${model}", "messages": [{ "role": "user", "content": "Hello" }] }'`);
}

test('the quickstart ticks off the first request that is sent from a shell, after one that failed', async ({
  page,
}) => {
  const { complaints } = watchPage(page);
  await openPage(router, page, quickstart);
  const steps = stepsOf(page);
  await expect(steps.filter({ hasText: ': not yet' })).toHaveCount(3);
  await takeDemoToken(page);
  await expect(steps.filter({ hasText: ': not yet' })).toHaveCount(1);
  const news = steps.last().getByRole('status');
  await expect(news).toHaveAttribute('aria-live', 'polite');
  await ask('restricted');
  await expect(news).toContainText(/403from curl, model restricted, \d+ ms/);
  await expect(news.getByRole('link', { name: 'More about model-not-allowed' })).toHaveAttribute(
    'href',
    '/docs/errors/model-not-allowed',
  );
  await expect(steps.last()).toContainText(': not yet');
  await ask('default');
  await expect(news).toContainText(/200from curl, group default, \d+ ms/);
  await expect(steps.filter({ hasText: ': done' })).toHaveCount(3);
  await expectGoodLooks(page, 'examples-first-request');
  expect(complaints).toEqual([]);
});

test('where nothing arrives the quickstart says what never shows, and stops listening after ten minutes', async ({
  page,
}) => {
  await page.clock.install();
  let asked = 0;
  await page.route('**/v1/requests?*', (route) => {
    asked += 1;
    return route.fulfill({ json: { object: 'list', data: [] } });
  });
  await openPage(router, page, quickstart);
  await takeDemoToken(page);
  const last = stepsOf(page).last();
  await expect(last).toContainText('Listening.');
  await expect.poll(() => asked).toBeGreaterThan(0);
  await page.clock.fastForward(46_000);
  await expect(last).toContainText('Two things never show here');

  // Nobody looks, so nobody asks.
  await showPage(page, 'hidden');
  await page.clock.fastForward(2000);
  const before = asked;
  await page.clock.fastForward(60_000);
  expect(asked).toBe(before);
  await showPage(page, 'visible');
  await expect.poll(() => asked).toBeGreaterThan(before);

  await page.clock.fastForward(600_000);
  await expect(last).toContainText('has stopped listening');
  await last.getByRole('button', { name: 'Listen again' }).click();
  await expect(last).toContainText('Listening.');
});

/** As a browser says it of a tab behind another one. */
async function showPage(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
