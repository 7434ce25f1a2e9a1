import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './_support/root';

const folder = path.join(root, 'e2e');
const files = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => ({ name, text: fs.readFileSync(path.join(folder, name), 'utf8') }))
  .filter(({ text }) => /^import .* from '\.\/_support\/router';$/m.test(text));

/** Asked at one door alone, each with its reason below. */
const atOneDoor = new Set([
  'command-line.test.ts',
  'pairs.test.ts',
  'ai-sdk.test.ts',
  'sdk-helpers.test.ts',
  'samples.test.ts',
  'search.test.ts',
  'strangers.test.ts',
]);

test('every file that starts a router tests it through both doors', () => {
  expect(files.length).toBeGreaterThan(10);
  const others = files.filter(({ name }) => !atOneDoor.has(name));
  expect(others.filter(({ text }) => !/^describe\.each\(doors\)/m.test(text)).map(({ name }) => name)).toEqual([]);
});

test('what only one door is asked is few, and each time for a reason that stands here', () => {
  // A slash too many is Next's own before any handler; connections and the drain's end are server.ts's own, and so is who is
  // at the other end of a connection. How a demo comes and goes is a matter of starts, which both doors share, and of HOST,
  // which under Next is a word of its command line. The command line asks the admin API, which admin-api.test.ts asks at both;
  // what stands between dialects is asked at both by translation.test.ts, and in every pair, by every SDK, at one;
  // and so are the samples of the docs, whose pages and addresses pages.test.ts and routes.test.ts compare, and the index of
  // the search, which Next answers behind both. What strangers send is refused by server.ts before Next hears of it. A metrics port that is taken is
  // a matter of the start, which both doors share.
  const reasons: Record<string, number> = {
    'addresses.test.ts': 1,
    'shutdown.test.ts': 2,
    'pages.test.ts': 1,
    'demo.test.ts': 5,
    'metrics.test.ts': 1,
    'command-line.test.ts': 1,
    'pairs.test.ts': 1,
    'ai-sdk.test.ts': 1,
    'sdk-helpers.test.ts': 1,
    'samples.test.ts': 1,
    'search.test.ts': 1,
    'strangers.test.ts': 2,
  };
  for (const { name, text } of files)
    expect([name, text.match(/(?:use|start)Router\('(?:direct|next)'/g)?.length ?? 0]).toEqual([
      name,
      reasons[name] ?? 0,
    ]);
});
