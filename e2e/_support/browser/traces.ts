import type { Page, Request } from '@playwright/test';

/** Every request of a page that carries a secret anywhere: in its address, its headers or its body. */
export async function requestsCarrying(secret: string, requests: readonly Request[]): Promise<string[]> {
  const carriers: string[] = [];
  for (const request of requests) {
    const headers = Object.entries(await request.allHeaders());
    const places = [
      ...(request.url().includes(secret) ? ['address'] : []),
      ...headers.filter(([, value]) => value.includes(secret)).map(([name]) => name),
      ...(request.postData()?.includes(secret) ? ['body'] : []),
    ];
    for (const place of places) carriers.push(`${request.method()} ${new URL(request.url()).pathname} ${place}`);
  }
  return carriers;
}

/** Where in a browser a page may leave something behind, or show it; the field's own value is the page's memory. */
export async function tracesOf(secret: string, page: Page): Promise<string[]> {
  const places = await page.evaluate(async () => ({
    address: location.href,
    history: JSON.stringify(history.state),
    title: document.title,
    markup: document.documentElement.outerHTML,
    cookies: document.cookie,
    localStorage: JSON.stringify(localStorage),
    sessionStorage: JSON.stringify(sessionStorage),
    databases: JSON.stringify(await indexedDB.databases()),
    caches: 'caches' in window ? JSON.stringify(await caches.keys()) : '',
    timings: JSON.stringify(performance.getEntries()),
    windowName: window.name,
  }));
  const stored = JSON.stringify(await page.context().storageState());
  return Object.entries({ ...places, stored }).flatMap(([place, text]) => (text?.includes(secret) ? [place] : []));
}
