import type { Page } from '@playwright/test';

/** What a page complained of; empty where all is well. */
export interface Watch {
  complaints: string[];
}

/**
 * Writes down every error on the console (a violation of the Content-Security-Policy is one), every exception nobody
 * caught, every request that failed and every answer of 400 or above. `expected` names addresses whose refusal is the
 * very thing that is shown.
 */
export function watchPage(page: Page, { expected = [] }: { expected?: readonly RegExp[] } = {}): Watch {
  const complaints: string[] = [];
  const isExpected = (url: string) => expected.some((pattern) => pattern.test(new URL(url).pathname));
  page.on('console', (message) => {
    // Said again by Chromium of an answer that is told below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left stops fetching ahead what nobody needs any more.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.method()} ${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() < 400 || isExpected(response.url())) return;
    complaints.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
  return { complaints };
}
