import type { Page } from '@playwright/test';

/** Waits until the page's buttons answer. Nothing a person sees tells that moment, so this looks for what React leaves. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main, main button, main a')].some((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps')),
    ),
  );
  // What listens to keys begins to after the paint that follows.
  await page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
