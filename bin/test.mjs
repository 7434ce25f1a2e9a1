// `npm test`: installs and builds like `npm start`, then runs every test. Arguments go to vitest: npm test -- lib/faults
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { runTests, testEnvironment, totals } from './_steps/tests.mjs';

await main(async (args) => {
  await prepare();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'smart-router-tests-'));
  try {
    const report = path.join(folder, 'report.json');
    const counts = await runTests(args, { report, env: testEnvironment() });
    console.log(totals(counts));
    process.exitCode = counts.failed > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
