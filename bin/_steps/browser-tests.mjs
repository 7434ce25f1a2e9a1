import { spawn } from 'node:child_process';
import { findChromium } from './chromium.mjs';
import { browserFailures } from './failures.mjs';
import { StepFailed } from './progress.mjs';
import { packageFile, readJson, root } from './project.mjs';

/** Runs the browser tests in a Chromium that it finds or fetches. Where none can be had that is a failure and no skip. */
export async function runBrowserTests(args, { report, env }) {
  let browser;
  try {
    browser = await findChromium();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    return { passed: 0, failed: 1, skipped: 0, failures: [] };
  }
  const exitCode = await new Promise((resolve, reject) => {
    const command = [packageFile('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', ...args];
    const told = { ROUTER_TEST_BROWSER: JSON.stringify(browser), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const child = spawn(process.execPath, command, {
      env: { ...env, ...told },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    // It closes its browsers and ends its workers at an interrupt, and at no other signal.
    const pass = () => child.kill('SIGINT');
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  return countBrowserTests(report, exitCode);
}

/** An error outside of any test, such as a file that cannot be loaded, fails none and counts as one failure. */
export function countBrowserTests(reportFile, exitCode) {
  const report = readJson(reportFile);
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report?.stats ?? {};
  return {
    passed: expected + flaky,
    failed: unexpected === 0 && exitCode !== 0 ? 1 : unexpected,
    skipped,
    failures: browserFailures(report, root),
  };
}
