import { expect, type Page, test } from '@playwright/test';
import type { RequestStory } from '@/lib/gateway/contract';
import {
  demoTokenOf,
  inShell,
  openPage,
  quickstart,
  takeDemoToken,
  takeToken,
  tokenBar,
} from './_support/browser/examples';
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
  await expect(news).toContainText(/403from curl, model restricted, \d+ msjust now/);
  await expect(news).toContainText('restricted is none of your token’s groups: coding, default, fast');
  await expect(news.getByRole('link', { name: 'More about model-not-allowed' })).toHaveAttribute(
    'href',
    '/docs/errors/model-not-allowed',
  );
  await expect(steps.last()).toContainText(': not yet');
  await ask('default');
  await expect(news).toContainText(/200from curl, group default, \d+ ms/);
  await expect(steps.filter({ hasText: ': done' })).toHaveCount(3);
  await ask('restricted');
  await expect(news.getByRole('heading', { name: 'The newest one failed' })).toBeVisible();
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
  await page.clock.fastForward(21_000);
  await expect(last).toContainText('Two things never show here');
  await expect(last).toContainText(`must print ${router.origin}.`);
  await expect(last).toContainText(`must begin with ${demoTokenOf(router).slice(0, -50)}:`);
  await expect(last.getByRole('link', { name: 'Check my groups' })).toHaveAttribute('href', '/check#symptoms');

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

test('what came before the token was put in is marked, ticks the step off, and is never unticked again', async ({
  page,
}) => {
  const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000).toISOString();
  let stories = [
    ...[1, 2, 3, 4, 5, 6].map((count) =>
      storyOf(count, { started_at: minutesAgo(count), status: 400, outcome: 'failed' }),
    ),
    storyOf(7, { started_at: minutesAgo(7.5) }),
  ];
  await page.route('**/v1/requests?*', (route) => route.fulfill({ json: { object: 'list', data: stories } }));
  await openPage(router, page, quickstart);
  await takeDemoToken(page);
  const last = stepsOf(page).last();
  await expect(last).toContainText(': done');
  await expect(last).toContainText('Listening.');
  await expect(last).toContainText('1 minute ago, before you put the token in');
  await expect(last).toContainText('7 minutes ago, before you put the token in');
  await expect(last.locator('time')).toHaveCount(5);
  // In the provider's own words, which are the program's to read.
  await expect(last).toContainText('The provider refused the request as it was.');
  await expect(last.locator('bdi').first()).toHaveText('curl');

  stories = [];
  const way = page.getByRole('navigation', { name: 'Docs' });
  await way.getByRole('link', { name: 'Streaming' }).click();
  await page.waitForURL('**/docs/using/streaming');
  await way.getByRole('link', { name: 'Quickstart', exact: true }).click();
  await expect(last).toContainText(': done');
});

test('of a token that may use no group the page says whom to ask, and not to send anything', async ({ page }) => {
  await openPage(router, page, quickstart);
  await takeToken(page, demoTokenOf(router, 'empty'));
  await expect(tokenBar(page)).toContainText('it may use no model group');
  await expect(tokenBar(page).getByRole('link', { name: 'Check my groups' })).toBeVisible();
  await expect(tokenBar(page).getByRole('combobox')).toHaveCount(0);
  await expect(page.getByText('export ROUTER_MODEL="default"').first()).toBeVisible();
  const steps = stepsOf(page);
  await expect(steps.nth(1)).toContainText('Ask whoever gave you the token');
  await expect(steps.last()).not.toContainText('Send one of the examples');
  await expectGoodLooks(page, 'examples-no-groups');
});

/** A request as `GET /v1/requests` tells it. */
function storyOf(number: number, changes: Partial<RequestStory>): RequestStory {
  return {
    ...{ object: 'request', id: `req_${number}`, cursor: `${number}`, started_at: '', endpoint: '/v1/responses' },
    ...{ client: 'curl', model: 'default', group: 'default', stream: false, status: 200, outcome: 'completed' },
    ...{ fault: null, latency_ms: 1, first_token_ms: null, input_tokens: null, cached_input_tokens: null },
    ...{ output_tokens: null, reasoning_tokens: null, usd: null, estimated: false, attempts: [] },
    ...changes,
  };
}

/** As a browser says it of a tab behind another one. */
async function showPage(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
