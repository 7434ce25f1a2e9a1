import { describe, expect, test } from 'vitest';
import { get } from './_support/client';
import { useRouter } from './_support/router';

describe('the index of the search', () => {
  const router = useRouter('direct', () => ({}));

  test('is compressed, holds no origin, and is sent once while it stays the same', async () => {
    const first = await get(router, '/docs-search.json');
    expect([first.status, first.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(await first.text()).not.toContain(router.origin);
    const etag = first.headers.get('etag') ?? '';
    const again = await get(router, '/docs-search.json', { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(router, '/docs-search.json', { 'if-none-match': 'W/"another"' })).status).toBe(200);
  });

  test('leads to places that are on the pages that are served', async () => {
    const entries: { address: string }[] = await (await get(router, '/docs-search.json')).json();
    const pages = new Map<string, string[]>();
    for (const { address } of entries) {
      const page = address.split('#')[0] ?? '';
      pages.set(page, [...(pages.get(page) ?? []), address]);
    }
    const missing: string[] = [];
    for (const [page, places] of pages) {
      const response = await get(router, page, { accept: 'text/html' });
      const html = await response.text();
      for (const address of places) {
        const fragment = address.split('#')[1];
        const isThere = response.status === 200 && (fragment === undefined || html.includes(`id="${fragment}"`));
        if (!isThere) missing.push(address);
      }
    }
    expect(pages.size).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });
});
