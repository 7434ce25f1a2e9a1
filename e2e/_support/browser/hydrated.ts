import type { Page } from '@playwright/test';

/** Waits until the page's buttons answer. Nothing a person sees tells that moment, so this looks for what React leaves. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main, main button, main a')].some((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps')),
    ),
  );
}
