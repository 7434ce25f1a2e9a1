// `npm test`: installs and builds like `npm start`, then runs every test, first those of vitest and then those in a
// browser. Arguments choose: npm test -- lib/faults goes to vitest, npm test -- e2e/pages.spec.ts to the browser tests.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runBrowserTests } from './_steps/browser-tests.mjs';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { add, runTests, testEnvironment, totals } from './_steps/tests.mjs';

await main(async (args) => {
  await prepare();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'smart-router-tests-'));
  const env = testEnvironment();
  // A name in the browser tests' own ending asks for them alone; any other argument asks for vitest alone.
  const inBrowser = args.some((argument) => argument.includes('.spec'));
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));
  let counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  try {
    if (!inBrowser) counts = add(counts, await runTests(args, { report: path.join(folder, 'vitest.json'), env }));
    if (!interrupted && (inBrowser || args.length === 0))
      counts = add(counts, await runBrowserTests(args, { report: path.join(folder, 'browser.json'), env }));
    console.log(totals(counts));
    process.exitCode = counts.failed > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
