import { defineConfig } from '@playwright/test';
import { foundBrowser } from './e2e/_support/browser/found-browser';

/** The browser tests; `npm test` finds a Chromium for them. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each file starts routers of its own; two at a time is what two cores bear.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: foundBrowser(),
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
  },
});
