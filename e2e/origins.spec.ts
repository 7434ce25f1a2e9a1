import { expect, type Page, type Response, test } from '@playwright/test';
import { foundBrowser } from './_support/browser/found-browser';
import { hydrated } from './_support/browser/hydrated';
import { layoutShift, measureLayoutShift } from './_support/browser/layout-shift';
import { type ReverseProxy, startReverseProxy } from './_support/browser/reverse-proxy';
import { routerForTests } from './_support/browser/router-for-tests';
import { watchPage } from './_support/browser/watch';
import { caller, createToken, failover, provider } from './_support/configuration';

const name = 'llm.example.com';
const { args, ...browser } = foundBrowser();
test.use({
  launchOptions: { ...browser, args: [...args, `--host-resolver-rules=MAP ${name} 127.0.0.1`] },
  ignoreHTTPSErrors: true,
});

const alice = createToken('alice');
const configuration = {
  providers: [provider('up', 'http://127.0.0.1:9/v1', ['one'])],
  groups: [failover('default', ['up/one'])],
  callers: [caller('alice', alice, ['default'])],
};

/** The pages that carry the reader's origin. */
const pages = ['/', '/docs/getting-started/available-models-and-access', '/docs/errors/unauthorized'];

test.describe('with no proxy and no public address', () => {
  const router = routerForTests(() => ({ configuration }));

  test('the pages carry the name and the port in the address bar', async ({ page }) => {
    await expectEverywhere(page, `http://localhost:${router.port}`);
    await expectEverywhere(page, `http://127.0.0.1:${router.port}`);
  });

  test('the pages carry another port where the router is reached by another port', async ({ page }) => {
    const elsewhere = await startReverseProxy({ port: () => router.port, keepsHost: true });
    await expectEverywhere(page, `http://localhost:${elsewhere.port}`).finally(elsewhere.close);
  });

  test('a stranger’s X-Forwarded-Host is not believed', async ({ page }) => {
    await page.setExtraHTTPHeaders({ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' });
    await expectEverywhere(page, `http://127.0.0.1:${router.port}`);
  });

  test('nothing on the pages moves after their first paint', async ({ page }) => {
    await measureLayoutShift(page);
    for (const address of [...pages, '/check']) {
      await page.goto(`${router.origin}${address}`);
      await hydrated(page);
      expect([address, await layoutShift(page)]).toEqual([address, 0]);
    }
  });

  test('the pages can be read with JavaScript switched off', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const address of pages) {
      await page.goto(`${router.origin}${address}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(originsIn(await textShown(page))).toEqual([router.origin]);
    }
    await page.getByRole('link', { name: 'Check my groups' }).first().click();
    await expect(page.getByLabel('Caller token')).toBeVisible();
    await context.close();
  });
});

test.describe('behind a trusted proxy with another name and HTTPS', () => {
  const router = routerForTests(() => ({ configuration, settings: { ROUTER_TRUSTED_PROXIES: '127.0.0.1' } }));
  let proxy: ReverseProxy;
  test.beforeAll(async () => {
    proxy = await startReverseProxy({ port: () => router.port, tlsName: name });
  });
  test.afterAll(() => proxy.close());

  test('the pages carry the proxy’s name and https', async ({ page }) => {
    await expectEverywhere(page, `https://${name}:${proxy.port}`);
  });

  test('a token is checked at the proxy’s address', async ({ page }) => {
    const { complaints } = watchPage(page);
    await page.goto(`https://${name}:${proxy.port}/check`);
    await hydrated(page);
    const asked = page.waitForRequest('**/v1/token');
    await page.getByLabel('Caller token').fill(alice);
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByRole('heading', { name: 'This token works' })).toBeVisible();
    expect((await asked).url()).toBe(`https://${name}:${proxy.port}/v1/token`);
    expect(complaints).toEqual([]);
  });
});

test.describe('with ROUTER_PUBLIC_URL', () => {
  const publicUrl = 'https://models.example.org';
  const router = routerForTests(() => ({ configuration, settings: { ROUTER_PUBLIC_URL: publicUrl } }));

  test('the pages carry the public address, wherever they are read', async ({ page }) => {
    await expectEverywhere(page, publicUrl, router.origin);
  });
});

/** Every page, as it was sent and as it stands once its script has run, carries this origin and no other. */
async function expectEverywhere(page: Page, origin: string, readAt = origin): Promise<void> {
  const { complaints } = watchPage(page);
  for (const address of pages) {
    const response = await page.goto(`${readAt}${address}`);
    expect([address, originsIn(await textOf(response))]).toEqual([address, [origin]]);
    await hydrated(page);
    expect([address, originsIn(await textShown(page))]).toEqual([address, [origin]]);
  }
  expect(complaints).toEqual([]);
}

/** What a reader of the bare HTML sees: the script's copy of the page's values is not it. */
async function textOf(response: Response | null): Promise<string> {
  const html = (await response?.text()) ?? '';
  return html
    .replaceAll(/<script[\s\S]*?<\/script>/g, '')
    .replaceAll(/<\/?span[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"');
}

async function textShown(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what stands on two lines must not run together
  return await page.locator('main').innerText();
}

function originsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/https?:\/\/[a-z0-9.-]*[a-z0-9](?::\d+)?/gi)].map(([origin]) => origin))];
}
