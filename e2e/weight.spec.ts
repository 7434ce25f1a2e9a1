import { brotliCompressSync } from 'node:zlib';
import { expect, type Response, test } from '@playwright/test';
import { hydrated } from './_support/browser/hydrated';
import { routerForTests } from './_support/browser/router-for-tests';

/** A demo, so that everything that a page may offer is on it. */
const router = routerForTests(() => ({ settings: { ROUTER_CONFIG: '' } }));

/** Issue 5's own figure, in bytes of brotli. */
const mostScript = 200_000;

for (const address of [
  '/',
  '/docs',
  '/docs/getting-started/quickstart',
  '/docs/using/chat',
  '/docs/errors',
  '/check',
]) {
  test(`${address} carries less than 200 KB of script, and nothing from elsewhere`, async ({ page }) => {
    const responses: Response[] = [];
    page.on('response', (response) => responses.push(response));
    const document = await page.goto(`${router.origin}${address}`, { waitUntil: 'networkidle' });
    await hydrated(page);

    const scripts = responses.filter((response) => response.request().resourceType() === 'script');
    const bodies = await Promise.all(scripts.map((response) => response.body()));
    const bytes = bodies.reduce((sum, body) => sum + brotliCompressSync(body).length, 0);
    test.info().annotations.push({ type: 'script', description: `${Math.round(bytes / 1000)} KB` });
    expect(bodies.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(mostScript);

    const origins = new Set(responses.map((response) => new URL(response.url()).origin));
    expect([...origins]).toEqual([router.origin]);
    const policy = document?.headers()['content-security-policy'] ?? '';
    const scriptSources = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scriptSources).toMatch(/^'nonce-[\w+/=]+' 'strict-dynamic'$/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  });
}
