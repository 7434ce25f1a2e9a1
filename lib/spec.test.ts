import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const spec = readFileSync(path.join(root, 'SPEC.md'), 'utf8');
const [proven = '', unproven = ''] = spec.split(/^## Not yet proven$/m);

test('every promise names a test, and the test is there', () => {
  const rows = rowsOf(proven);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.flatMap(({ promise, tests }) => problemsOf(promise, tests, readTest))).toEqual([]);
});

test('no promise is waiting for its test', () => {
  expect(rowsOf(unproven).map(({ promise }) => promise)).toEqual([]);
});

test('no promise is made twice', () => {
  const promises = rowsOf(proven).map(({ promise }) => promise);
  expect(promises.filter((promise, place) => promises.indexOf(promise) !== place)).toEqual([]);
});

test('the tables read as plain text: two cells a row, and no padding', () => {
  const rows = spec.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.filter((line) => !/^\| \S[^|]*\S \| \S[^|]*\S \|$/.test(line) || line.includes('  '))).toEqual([]);
});

test.each([
  ['', 'names no test'],
  ['see the code', 'names no test'],
  ['`lib/gone.test.ts` › "it works"', 'lib/gone.test.ts is not there'],
  ['`lib/here.test.ts` › "it flies"', 'has no test "it flies"'],
  ['`lib/here.test.ts` › "it works"<br>`lib/gone.test.ts` › "it works"', 'lib/gone.test.ts is not there'],
  ['`lib/here.test.ts` › "it works"<br>lib/here.test.ts › "it works"', 'names no test in: lib/here.test.ts'],
])('catches a row whose test is: %s', (cell, words) => {
  const files = (file: string) => (file === 'lib/here.test.ts' ? "it('it works', () => {});" : null);
  expect(problemsOf('A promise.', cell, files).join()).toContain(words);
});

/** The rows of every table under the text's headings; a table's first two lines are its head. */
function rowsOf(text: string): { promise: string; tests: string }[] {
  const lines = text.split('\n');
  return lines
    .filter(
      (line, place) =>
        line.startsWith('|') && !/^\|[\s|:-]+$/.test(line) && !/^\|[\s|:-]+$/.test(lines[place + 1] ?? ''),
    )
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, promise = '', tests = '']) => ({ promise, tests }));
}

function problemsOf(promise: string, cell: string, read: (file: string) => string | null): string[] {
  return cell.split('<br>').flatMap((link) => {
    const [, file, name = ''] = /^`([^`]+\.(?:test|spec)\.tsx?)` › "([^"]+)"$/.exec(link) ?? [];
    if (file === undefined) return [`"${promise}" names no test in: ${link}`];
    const source = read(file);
    if (source === null) return [`"${promise}": ${file} is not there`];
    return namesIn(source).includes(name) ? [] : [`"${promise}": ${file} has no test "${name}"`];
  });
}

/** The names as they are written in the source; of a name given to `each` the pattern, of quotes within one the quotes. */
function namesIn(source: string): string[] {
  const names = source.matchAll(
    /(?:^|[\s,(])(['"`])((?:\\.|(?!\1)[^\\\n])+)\1,\s*(?:\{|async|\(|function|[a-z]\w*\s*=>)/g,
  );
  return Array.from(names, ([, , name = '']) => name.replace(/\\(['"`])/g, '$1'));
}

function readTest(file: string): string | null {
  const place = path.join(root, file);
  return existsSync(place) ? readFileSync(place, 'utf8') : null;
}
