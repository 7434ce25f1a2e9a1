import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Locator, type Page, type Request, test } from '@playwright/test';
import { hydrated } from './_support/browser/hydrated';
import { layoutShift, measureLayoutShift } from './_support/browser/layout-shift';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { requestsCarrying, tracesOf } from './_support/browser/traces';
import { watchPage } from './_support/browser/watch';

const run = promisify(execFile);
const quickstart = '/docs/getting-started/quickstart';

/** No configuration: a demo, whose own token one press puts in. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '', LOG_LEVEL: 'debug' } }));

const demoToken = () => String(JSON.parse(readFileSync(path.join(router.dataDir, 'demo.json'), 'utf8')).tokens.good);
const bar = (page: Page) => page.getByRole('region', { name: 'Your token in the examples' });
const example = (page: Page, text: string) => page.locator('[data-copy]:visible').filter({ hasText: text }).first();
const exports = (page: Page) => example(page, 'export ROUTER_TOKEN');
const runButton = (page: Page) => page.getByRole('button', { name: 'Run it here' });
const outcome = (page: Page) => page.getByRole('region', { name: 'What came of running it' });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(`${router.origin}${address}`);
  await hydrated(page);
}

async function takeDemoToken(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: 'Use the demo’s token' }).click();
  await expect(bar(page).getByRole('button', { name: 'Forget' })).toBeVisible();
}

function inShell(script: string): Promise<{ stdout: string }> {
  return run('bash', ['-eu', '-c', script], { env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV } });
}

const stepsOf = (page: Page) => page.getByRole('list', { name: 'Steps to a first answer' }).locator('> li');

/** A request as a reader sends it from their own shell. */
function ask(model: string): Promise<{ stdout: string }> {
  return inShell(`curl -sS "${router.origin}/v1/chat/completions" -H "Authorization: Bearer ${demoToken()}" \
    -H "Content-Type: application/json" -d '{ "model": "${model}", "messages": [{ "role": "user", "content": "Hello" }] }'`);
}

async function copied(page: Page, block: Locator): Promise<string> {
  await block.getByRole('button', { name: /^Copy/ }).click();
  await expect(block.getByRole('button', { name: /copied/i })).toBeVisible();
  return await page.evaluate(() => navigator.clipboard.readText());
}

// Before any other test: what its token has asked for lately would be ticked off too.
test('the quickstart ticks off the first request that is sent from a shell, after one that failed', async ({
  page,
}) => {
  const { complaints } = watchPage(page);
  await open(page, quickstart);
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

test('the chosen tab is there at the first paint of every later page, and nothing moves', async ({ page }) => {
  const { complaints } = watchPage(page);
  await measureLayoutShift(page);
  await open(page, quickstart);
  const tab = (name: string) => page.getByRole('tab', { name });
  await expect(tab('curl')).toHaveAttribute('aria-selected', 'true');
  await tab('TypeScript').click();
  await expect(page.getByRole('tabpanel', { name: 'TypeScript' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'curl' })).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Python')).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Python' })).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(tab('Claude Code')).toBeFocused();

  const html = await (await page.request.get(`${router.origin}${quickstart}`)).text();
  expect([...html.matchAll(/<div[^>]*data-tab="([^"]*)"[^>]*data-shown/g)].map(([, name]) => name)).toEqual([
    'Claude Code',
  ]);
  await page.reload();
  await hydrated(page);
  await expect(page.getByRole('tabpanel', { name: 'Claude Code' })).toBeVisible();
  expect(await layoutShift(page)).toBe(0);
  expect(complaints).toEqual([]);
});

test('without a script every tab is there to be read, and no button that would do nothing', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${router.origin}${quickstart}`);
  for (const text of ['curl -sS', 'node --input-type', 'python3 -', 'codex exec', 'claude -p'])
    await expect(page.getByText(text).first()).toBeVisible();
  await expect(page.getByRole('tab')).toHaveCount(0);
  await expect(runButton(page).filter({ visible: true })).toHaveCount(0);
  await context.close();
});

test('on paper there is every tab', async ({ page }) => {
  await open(page, quickstart);
  await page.emulateMedia({ media: 'print' });
  for (const text of ['curl -sS', 'claude -p']) await expect(page.getByText(text).first()).toBeVisible();
  await expect(bar(page)).toBeHidden();
});

test('with a token the examples are its holder’s, and the token is nowhere until it is revealed', async ({ page }) => {
  const { complaints } = watchPage(page);
  const requests: Request[] = [];
  page.context().on('request', (request) => requests.push(request));
  // A demo prints its token when it starts, and never again.
  const printed = router.output().length;
  await open(page, quickstart);
  await expect(exports(page)).toContainText('export ROUTER_TOKEN="your caller token"');
  await takeDemoToken(page);
  const token = demoToken();
  const secret = token.slice(-49);
  await expect(exports(page)).toContainText(`export ROUTER_TOKEN="${token.slice(0, -50)}_••••••"`);
  await bar(page).getByLabel('Group').selectOption('resilient');
  await expect(exports(page)).toContainText('export ROUTER_MODEL="resilient"');
  expect(await tracesOf(secret, page)).toEqual([]);

  const reveal = exports(page).getByRole('button', { name: 'Reveal the token' });
  await reveal.click();
  await expect(exports(page)).toContainText(`export ROUTER_TOKEN="${token}"`);
  expect(await tracesOf(secret, page)).toEqual(['markup']);
  await reveal.click();
  await expect(exports(page)).toContainText('••••••');
  expect(await tracesOf(secret, page)).toEqual([]);

  // From page to page of this deployment it is kept, and a reload forgets it.
  await page.getByRole('navigation', { name: 'Docs' }).getByRole('link', { name: 'Streaming' }).click();
  await page.waitForURL('**/docs/using/streaming');
  await expect(bar(page).getByLabel('Group')).toHaveValue('resilient');
  await page.reload();
  await hydrated(page);
  await expect(bar(page).getByRole('button', { name: 'Forget' })).toBeHidden();
  expect(await tracesOf(secret, page)).toEqual([]);

  const carriers = new Set(await requestsCarrying(secret, requests));
  carriers.delete('GET /v1/requests authorization');
  expect([...carriers]).toEqual(['GET /v1/token authorization']);
  expect(router.output().slice(printed)).not.toContain(secret);
  expect(complaints).toEqual([]);
});

test('a token is forgotten when its holder says so, and before a browser keeps the page for its back button', async ({
  page,
}) => {
  await open(page, quickstart);
  await takeDemoToken(page);
  await exports(page).getByRole('button', { name: 'Reveal the token' }).click();
  await bar(page).getByRole('button', { name: 'Forget' }).click();
  await expect(exports(page)).toContainText('your caller token');
  await takeDemoToken(page);
  await expect(exports(page)).toContainText('••••••');
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect(exports(page)).toContainText('your caller token');
});

test('what is copied runs in a shell, with the token that the page does not show', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, quickstart);
  expect(await copied(page, exports(page))).toContain('ROUTER_TOKEN="your caller token"');
  await takeDemoToken(page);
  const settings = await copied(page, exports(page));
  await expect(exports(page).getByText('Copied with your token', { exact: true })).toBeVisible();
  const models = await copied(page, example(page, '/v1/models'));
  const question = await copied(page, example(page, '/v1/chat/completions'));
  const { stdout } = await inShell([settings, models, question].join('\necho\n'));
  expect(stdout).toContain('"id":"default"');
  expect(stdout).toContain('"object":"chat.completion"');
});

test('Run asks for a token first, says what is wrong with one, and gives the focus back', async ({ page }) => {
  const { complaints } = watchPage(page, { expected: [/^\/v1\/token$/] });
  await open(page, '/docs/using/streaming');
  await runButton(page).click();
  const dialog = page.getByRole('dialog', { name: 'Use my token' });
  await expect(dialog.getByLabel('Caller token')).toBeFocused();
  await page.keyboard.insertText(demoToken().replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('checksum does not fit');
  await dialog.getByLabel('Caller token').fill('');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Paste a caller token first');
  await expectGoodLooks(page, 'examples-token');
  await page.keyboard.insertText(`export ROUTER_TOKEN="${demoToken()}"`);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(runButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(outcome(page)).toContainText('whole after');
  expect(complaints).toEqual([]);
});

test('Run sends that very request, and shows status, headers, times and the body as it streams', async ({ page }) => {
  await open(page, '/docs/using/streaming');
  await takeDemoToken(page);
  await bar(page).getByLabel('Group').selectOption('fast');
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
  expect([request.method(), request.headers().authorization]).toEqual(['POST', `Bearer ${demoToken()}`]);
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
  await open(page, '/docs/using/images-and-files');
  await takeDemoToken(page);
  await bar(page).getByLabel('Group').selectOption('text-only');
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

test('where nothing arrives the quickstart says what never shows, and stops listening after ten minutes', async ({
  page,
}) => {
  await page.clock.install();
  await page.route('**/v1/requests?*', (route) => route.fulfill({ json: { object: 'list', data: [] } }));
  await open(page, quickstart);
  await takeDemoToken(page);
  const last = stepsOf(page).last();
  await expect(last).toContainText('Listening.');
  await page.clock.fastForward(46_000);
  await expect(last).toContainText('Two things never show here');
  await page.clock.fastForward(600_000);
  await expect(last).toContainText('has stopped listening');
  await last.getByRole('button', { name: 'Listen again' }).click();
  await expect(last).toContainText('Listening.');
});

test.describe('with ROUTER_DOCS_RUN=off', () => {
  const quiet = routerForTests(() => ({ settings: { ROUTER_CONFIG: '', ROUTER_DOCS_RUN: 'off' } }));

  test('no page has a Run button', async ({ page }) => {
    for (const address of [quickstart, '/docs/using/streaming']) {
      await page.goto(`${quiet.origin}${address}`);
      await hydrated(page);
      await expect(page.getByText('curl -sS').first()).toBeVisible();
      await expect(runButton(page)).toHaveCount(0);
    }
  });
});
