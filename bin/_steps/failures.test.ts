import { describe, expect, test } from 'vitest';
import { browserFailures, unitFailures } from './failures.mjs';

describe('what failed, a line each', () => {
  test('from vitest: a test by its file and name, and a file that could not be loaded', () => {
    const report = {
      testResults: [
        { name: '/repo/lib/a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'a is a' }] },
        {
          name: '/repo/lib/b.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'b is b' },
            { status: 'failed', fullName: 'b is c', failureMessages: ['\u001b[31mexpected b\nto be c\u001b[39m'] },
          ],
        },
        { name: '/repo/lib/c.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      ],
    };
    expect(unitFailures(report, '/repo')).toEqual([
      '✗ lib/b.test.ts › b is c: expected b to be c',
      '✗ lib/c.test.ts: no such file',
    ]);
    expect(unitFailures(undefined, '/repo')).toEqual([]);
  });

  test('from Playwright: through its suites, the last try’s message, and what failed outside of any test', () => {
    const failed = (message: string) => ({ tests: [{ results: [{}, { error: { message } }] }] });
    const report = {
      suites: [
        {
          title: 'sign-in.spec.ts',
          specs: [{ title: 'at the top', ok: true, tests: [] }],
          suites: [{ title: 'a stranger', specs: [{ title: 'waits', ok: false, ...failed('x'.repeat(500)) }] }],
        },
      ],
      errors: [{ message: 'cannot load' }],
    };
    const told = browserFailures(report, '/repo');
    expect(told[0]).toBe(`✗ e2e/sign-in.spec.ts › a stranger › waits: ${'x'.repeat(400)}…`);
    expect(told[1]).toBe('✗ outside of any test: cannot load');
    expect(browserFailures(undefined, '/repo')).toEqual([]);
  });
});
