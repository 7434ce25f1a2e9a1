import { randomBytes } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { mintToken } from '../lib/callers/token-format';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { caller, failover, provider } from './_support/configuration';

const mint = (user: string) =>
  mintToken({ org: 'metrum', user, project: 'demo', environment: 'dev', key: 'k1' }, randomBytes(32));
const good = mint('alice');
const expired = mint('bob');
const tokens = {
  good,
  expired,
  unknown: mint('nobody'),
  damaged: good.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')),
};

const router = routerForTests(() => ({
  configuration: {
    providers: [provider('up', 'http://127.0.0.1:9/v1', ['one', { id: 'plain', capabilities: { tools: false } }])],
    groups: [
      failover('default', ['up/one'], { title: 'General work', description: 'What most programs should ask for.' }),
      failover('a-group-with-a-name-as-long-as-a-name-of-a-group-may-ever-be-64', ['up/plain'], { aliases: ['long'] }),
      failover('coding', ['up/one'], { title: 'Coding', discoverable: true }),
    ],
    callers: [
      caller('alice', good, ['default', 'a-group-with-a-name-as-long-as-a-name-of-a-group-may-ever-be-64']),
      caller('bob', expired, ['default'], { expires_at: '2024-01-01T00:00:00Z' }),
    ],
  },
  settings: { ROUTER_SUPPORT_CONTACT: 'help@example.com' },
}));

/** Opens a page and sees it answered, without a complaint, and ready for its reader. */
async function open(page: Page, address: string, status = 200): Promise<void> {
  const response = await page.goto(`${router.origin}${address}`);
  expect(response?.status()).toBe(status);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await hydrated(page);
}

for (const [name, address] of Object.entries({
  start: '/',
  docs: '/docs',
  fault: '/docs/errors/no-eligible-target',
  check: '/check',
})) {
  test(`the ${name} page fits every screen in both colour schemes, and has nothing to complain of`, async ({
    page,
  }) => {
    const { complaints } = watchPage(page);
    await open(page, address);
    await expectGoodLooks(page, name);
    expect(complaints).toEqual([]);
  });
}

test('an address without a page says so, and fits every screen', async ({ page }) => {
  const { complaints } = watchPage(page, { expected: [/^\/nope$/] });
  await open(page, '/nope', 404);
  await expectGoodLooks(page, 'not-found');
  expect(complaints).toEqual([]);
});

test('every docs page is found through the sidebar, fits every screen, and has nothing to complain of', async ({
  page,
}) => {
  test.setTimeout(480_000);
  const { complaints } = watchPage(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '/docs');
  const links = page.getByRole('navigation', { name: 'Docs' }).getByRole('link');
  const pages = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(pages).toContain('/docs/getting-started/available-models-and-access');
  for (const address of new Set(pages)) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator(`nav[aria-label="Docs"] a[href="${address}"]:visible`).click();
    await page.waitForURL(`**${address}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    // Next puts the next page's title in a moment after its text.
    await expect(page).toHaveTitle(/\S/);
    if (address !== '/docs') await expectGoodLooks(page, address.slice(1).replaceAll('/', '-'));
  }
  expect(complaints).toEqual([]);
});

for (const [name, heading] of Object.entries({
  good: 'This token works',
  expired: 'This token is expired',
  unknown: 'This deployment does not know that token',
  damaged: 'This deployment does not know that token',
} as const)) {
  test(`the check of ${name === 'good' || name === 'damaged' ? 'a' : 'an'} ${name} token fits every screen`, async ({
    page,
  }) => {
    const { complaints } = watchPage(page, { expected: [/^\/v1\/token$/] });
    await open(page, '/check');
    await page.getByLabel('Caller token').fill(tokens[name as keyof typeof tokens]);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    if (name === 'good') await openEverything(page);
    await expectGoodLooks(page, `check-${name}`);
    expect(complaints).toEqual([]);
  });
}

/** What is shown only when it is asked for: a group, an explanation, a symptom. */
async function openEverything(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^default/ }).click();
  await page.getByRole('tab', { name: 'What I want to do' }).click();
  await page.getByRole('checkbox', { name: 'Images' }).check();
  await page.getByRole('button', { name: 'Explain it' }).click();
  await expect(page.getByRole('heading', { name: /^It would be sent/ })).toBeVisible();
  await page.locator('summary').filter({ hasText: /^404/ }).click();
  await page.getByLabel('Its base URL').fill(`${router.origin}/v1/v1`);
}

test('the page of the parts is not served in production', async ({ request }) => {
  expect((await request.get(`${router.origin}/kit`)).status()).toBe(404);
});
