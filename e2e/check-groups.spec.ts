import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { expectGoodLooks } from './_support/browser/looks';
import { checkToken, holders, routerToCheck } from './_support/browser/router-to-check';
import { tracesOf } from './_support/browser/traces';
import { ask } from './_support/client';
import { root } from './_support/root';

const { router } = routerToCheck();

test('the report says what was used, today and this month', async ({ page }) => {
  await ask(router, holders.alice, 'default');
  await checkToken(page, router);
  const today = page.getByRole('row', { name: /^Today/ });
  await expect(async () => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(today.getByRole('cell').first()).not.toHaveText('0', { timeout: 1000 });
  }).toPass();
  await expect(today).toContainText('1,000');
  await expect(page.getByRole('img', { name: /^Requests a day/ })).toBeVisible();
  await expect(page.getByText('No limits on this token.')).toBeVisible();
});

test('a token with limits says what is left of each, and when it begins anew', async ({ page }) => {
  for (const status of [200, 200, 429]) {
    const answer = await ask(router, holders.limited, 'default');
    expect(answer.status).toBe(status);
    await answer.text();
  }
  await checkToken(page, router, holders.limited);
  const limits = page.getByRole('list', { name: 'Limits' });
  await expect(limits.getByRole('listitem')).toHaveCount(4);
  await expect(limits).toContainText(/Requests per day, this token0 of 2 left, until \d{4}-\d\d-\d\d 00:00 UTC/);
  await expect(limits).toContainText(/Requests per minute, this token58 of 60 left/);
  await expect(limits).toContainText('US dollars per month, this token');
  await expect(page.getByText('No limits on this token.')).toBeHidden();
  await expectGoodLooks(page, 'check-limits');
});

test('a group says which programs it serves, why not, and what then', async ({ page }) => {
  await checkToken(page, router);
  await page.getByRole('button', { name: 'short-answers' }).click();
  await page.getByRole('tab', { name: /Claude Code/ }).click();
  await expect(page.getByText('CLAUDE_CODE_MAX_OUTPUT_TOKENS=16384').first()).toBeVisible();

  await page.getByRole('button', { name: 'text-only' }).click();
  const text = page.getByRole('group', { name: 'text-only' });
  await text.getByRole('tab', { name: /Codex CLI/ }).click();
  await expect(text).toContainText('Codex CLI does not work: it needs');
  await text.getByRole('link', { name: 'resilient' }).click();
  await expect(page.getByRole('button', { name: 'resilient' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'resilient' })).toHaveAttribute('aria-expanded', 'true');
});

test('a configuration is copied with this deployment and the group in it, and without the token', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await checkToken(page, router);
  await page.getByRole('button', { name: /^default/ }).click();
  for (const [tab, words] of [
    ['Codex CLI', [`base_url = "${router.origin}/v1"`, 'model = "default"', 'ROUTER_TOKEN']],
    ['Claude Code', [`ANTHROPIC_BASE_URL="${router.origin}"`, 'ANTHROPIC_MODEL="default"', '"$ROUTER_TOKEN"']],
    ['OpenAI SDK', [`baseURL: '${router.origin}/v1'`, "model: 'default'", 'process.env.ROUTER_TOKEN']],
    ['Anthropic SDK', [`baseURL: '${router.origin}'`, "model: 'default'", 'process.env.ROUTER_TOKEN']],
  ] as const) {
    await page.getByRole('tab', { name: new RegExp(tab) }).click();
    await page
      .getByRole('tabpanel', { name: new RegExp(tab) })
      .getByRole('button', { name: /^Copy/ })
      .first()
      .click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    for (const word of words) expect(copied).toContain(word);
    if (tab.endsWith('SDK')) expect(await run(copied)).toBe('pong\n');
    expect(copied).not.toContain('rtr_');
  }
  expect(await tracesOf(holders.alice.slice(-40), page)).toEqual([]);
});

/** As a program of its own, beside the SDKs that it imports. */
async function run(program: string): Promise<string> {
  const folder = path.join(root, 'test-results', 'copied');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'program.mjs');
  await writeFile(file, program);
  const env = { ...process.env, ROUTER_TOKEN: holders.alice };
  return (await promisify(execFile)(process.execPath, [file], { env })).stdout;
}

test('forty groups are a list to be searched, and each has an address', async ({ page }) => {
  await checkToken(page, router, holders.many, '#group-team-33');
  const row = page.getByRole('button', { name: 'team-33' });
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(row).toBeFocused();
  await expect(row).toBeInViewport();
  await page.getByRole('searchbox', { name: 'Find a group' }).fill('team-4');
  await expect(page.getByRole('button', { name: /^team-/ })).toHaveText(['team-4', 'team-40']);
  await page.getByRole('searchbox').fill('nothing-such');
  await expect(page.getByText('None of this token’s groups is called so.')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expectGoodLooks(page, 'check-forty');
});
