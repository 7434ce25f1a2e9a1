import { spawn } from 'node:child_process';
import { unitFailures } from './failures.mjs';
import { packageFile, readJson, root } from './project.mjs';

/** Runs vitest as it likes to show itself, and counts from its report file: words on a screen are no interface. */
export async function runTests(args, { report, env }) {
  const exitCode = await new Promise((resolve, reject) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const vitest = [packageFile('vitest', 'vitest.mjs'), 'run', ...reporters, ...args];
    const child = spawn(process.execPath, vitest, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    // From a terminal vitest gets the signal as well; it ends its own workers and servers, and then we end.
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  return count(report, exitCode);
}

/** A file that cannot be loaded has no tests, and an error outside of any test fails none: both count as one failure. */
export function count(reportFile, exitCode) {
  const report = readJson(reportFile);
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = (report?.numFailedTests ?? 0) + brokenFiles.length;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    failures: unitFailures(report, root),
  };
}

export function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}

/** What failed, and below it the line that CI reads, and adds up. */
export function totals({ passed, failed, skipped, failures }) {
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return [...failures, counts].join('\n');
}

const settings = /^(NODE_ENV|PORT|HOST|DATABASE_URL|REDIS_URL|LOG_LEVEL|ROUTER_(?!TEST_).*)$/;

/** Tests set what they need. What the person has set for their own router must not change how they end. */
export function testEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)));
}
