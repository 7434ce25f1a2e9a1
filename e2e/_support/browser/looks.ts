import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { root } from '../root';
import { seriousFindings } from './axe';

const widths = { phone: 390, tablet: 820, desktop: 1440 };
const schemes = ['light', 'dark'] as const;

/** A page as it stands, at every width and in both colour schemes: it fits, axe finds nothing, and a picture is kept. */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [device, width] of Object.entries(widths)) {
      await test.step(`${name}, ${device}, ${colorScheme}`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: pictureOf(`${name}-${device}-${colorScheme}`), fullPage: true });
        expect.soft(await tooWide(page)).toEqual([]);
        expect.soft(await seriousFindings(page)).toEqual([]);
      });
    }
  }
}

/** What reaches beyond the right edge and makes the page scroll sideways, from the outermost inwards. */
async function tooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const culprits = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `${scrollWidth} px wide on ${clientWidth}`,
      ...culprits.slice(0, 5).map((each) => each.outerHTML.slice(0, 120)),
    ];
  });
}

/** Ignored by git, and cleared when the browser tests start. */
function pictureOf(name: string): string {
  return path.join(root, 'test-results', 'pages', `${name}.png`);
}
