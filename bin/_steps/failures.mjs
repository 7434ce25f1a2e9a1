/**
 * What failed, a line each, for the end of a run: the place where it failed is thousands of lines above, and a CI's log
 * is often cut to its end. From the reports that the two test runners write.
 */
const sign = '✗';

/** From vitest's report; a file that could not be loaded has no tests and is one line of its own. */
export function unitFailures(report, root) {
  return (report?.testResults ?? [])
    .filter((file) => file.status === 'failed')
    .flatMap((file) => {
      const name = within(file.name, root);
      const failed = file.assertionResults.filter((test) => test.status === 'failed');
      if (failed.length === 0) return [line(name, file.message)];
      return failed.map((test) => line(`${name} › ${test.fullName}`, test.failureMessages?.[0]));
    });
}

/** From Playwright's report: suites within suites, a spec with a result for each try. */
export function browserFailures(report, root) {
  const inSuite = (suite, above) => [
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => {
        const results = spec.tests.flatMap((test) => test.results);
        const message = results.findLast((result) => result.error)?.error.message;
        return line([...above, spec.title].join(' › '), message);
      }),
    ...(suite.suites ?? []).flatMap((inner) => inSuite(inner, [...above, inner.title])),
  ];
  return [
    ...(report?.suites ?? []).flatMap((suite) => inSuite(suite, [`e2e/${within(suite.title, root)}`])),
    ...(report?.errors ?? []).map((error) => line('outside of any test', error.message)),
  ];
}

function within(file, root) {
  return file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
}

/** As many lines of the message as tell the difference, on one line. */
function line(name, message = '') {
  const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
  const said = message.replace(colours, '').replace(/\s+/g, ' ').trim();
  return `${sign} ${name}: ${said.length > 400 ? `${said.slice(0, 400)}…` : said}`;
}
