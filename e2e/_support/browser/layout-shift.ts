import type { Page } from '@playwright/test';

/** Before a page is opened: from then on every shift of what is shown adds up. */
export async function measureLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const view = window as typeof window & { layoutShift: number };
    view.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) view.layoutShift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What has moved since, after two more frames: shifts are told when a frame is done. */
export async function layoutShift(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    return (window as typeof window & { layoutShift: number }).layoutShift;
  });
}
