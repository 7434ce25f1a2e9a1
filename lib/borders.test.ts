import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { missingFromLock } from '../bin/_steps/package-lock.mjs';

/**
 * Which part may import which, from the top of the house to its floor: a part names only parts below it. The longest
 * name that fits a file is its part, so a single file can be one: the words that both the store and its readers need.
 */
const parts: Record<string, string> = {
  'server.ts': 'app lib db',
  'instrumentation.ts': 'lib db',
  'bin/cli':
    'lib/demo/story lib/admin/contract lib/config/configuration-error lib/config/nearest lib/config/policy-files lib/config/read-declared-configuration lib/config/secrets lib/config/utf8-text lib/config/yaml-text lib/env lib/exchange lib/routing/strategies package.json',
  app: 'lib/demo lib/gateway lib/admin lib/docs lib/auth lib/runtime lib/callers/token-format lib/faults lib/exchange/answer-rules lib/exchange/auth-kinds lib/exchange/capabilities lib/exchange/default-attempts lib/exchange/dialect-ids lib/exchange/goes-elsewhere lib/exchange/limits lib/exchange/quirks lib/exchange/statuses lib/metrics/definitions package.json',
  'lib/runtime/start':
    'lib/demo lib/admin lib/runtime lib/metrics lib/config lib/policies lib/upstream lib/egress lib/usage lib/snapshot lib/auth lib/admission db lib/telemetry lib/docs/trusted-proxies lib/env',
  'lib/demo':
    'lib/admin lib/runtime lib/config lib/auth db lib/telemetry lib/snapshot/snapshot lib/callers/token-format lib/callers/hash-token lib/routing/strategies lib/env lib/exchange',
  'lib/admin':
    'package.json lib/admin/contract lib/gateway lib/runtime lib/metrics lib/env lib/usage lib/admission lib/upstream lib/policies lib/egress lib/providers lib/config lib/snapshot lib/callers lib/auth db lib/routing lib/faults lib/exchange',
  'lib/gateway':
    'lib/runtime lib/validation lib/upstream lib/usage lib/admission lib/callers lib/policies lib/routing lib/eligibility lib/providers lib/dialects lib/telemetry lib/faults lib/snapshot/snapshot lib/env lib/exchange',
  'lib/admin/contract': 'lib/config/field-kinds lib/config/limit-fields lib/routing/strategies lib/exchange',
  'lib/docs':
    'lib/runtime lib/metrics/definitions lib/config/field-words lib/config/json-schema lib/admission lib/dialects lib/faults lib/docs/origin lib/docs/trusted-proxies lib/env lib/exchange',
  'lib/runtime':
    'lib/metrics lib/config lib/policies lib/upstream lib/usage lib/snapshot lib/auth lib/admission db lib/telemetry lib/docs/origin lib/env lib/exchange',
  'lib/metrics':
    'package.json lib/policies lib/upstream lib/usage lib/snapshot lib/admission lib/telemetry lib/metrics/definitions lib/snapshot/snapshot',
  'lib/config':
    'lib/auth db lib/telemetry lib/validation lib/providers/presets lib/callers/token-format lib/callers/hash-token lib/routing/strategies lib/exchange',
  'lib/upstream':
    'lib/egress lib/providers lib/routing/latency-figures lib/dialects lib/faults lib/snapshot/snapshot lib/exchange',
  'lib/usage': 'db lib/telemetry lib/snapshot/snapshot lib/usage/usage-record lib/usage/outcomes lib/exchange',
  'lib/snapshot':
    'lib/auth db lib/telemetry lib/snapshot/snapshot lib/validation lib/policies/compiled-policy lib/routing/strategies lib/exchange',
  'lib/callers': 'lib/faults lib/snapshot/snapshot lib/callers/token-format lib/callers/hash-token lib/exchange',
  'lib/auth': 'db lib/exchange',
  'lib/admission': 'lib/telemetry lib/faults lib/snapshot/snapshot lib/exchange',
  'lib/policies': 'lib/policies/compiled-policy lib/routing lib/faults lib/snapshot/snapshot lib/exchange',
  db: 'lib/usage/usage-record lib/usage/outcomes lib/routing/strategies lib/exchange',
  'lib/telemetry': 'lib/env',
  'lib/routing':
    'lib/eligibility lib/faults lib/snapshot/snapshot lib/routing/strategies lib/routing/latency-figures lib/exchange',
  'lib/eligibility': 'lib/dialects lib/faults lib/snapshot/snapshot lib/exchange',
  'lib/providers': 'lib/dialects lib/snapshot/snapshot lib/exchange',
  'lib/egress': '',
  'lib/snapshot/snapshot': 'lib/validation lib/policies/compiled-policy lib/routing/strategies lib/exchange',
  'lib/validation': 'lib/dialects lib/faults lib/exchange',
  'lib/policies/compiled-policy': '',
  'lib/dialects': 'lib/faults lib/exchange',
  'lib/faults': 'lib/exchange',
  'lib/docs/origin': '',
  'lib/docs/trusted-proxies': '',
  'lib/providers/presets': 'lib/exchange',
  'lib/callers/token-format': '',
  'lib/callers/hash-token': '',
  'lib/metrics/definitions': '',
  'lib/usage/usage-record': 'lib/usage/outcomes',
  'lib/usage/outcomes': '',
  'lib/routing/strategies': '',
  'lib/routing/latency-figures': '',
  'lib/env': 'lib/env-needs lib/exchange',
  'lib/env-needs': '',
  'lib/exchange': '',
};

/** Values in, values out: no package but the schema library, no Node.js module, and none of these words. */
const pure = names('lib/dialects lib/exchange lib/eligibility lib/routing lib/faults lib/snapshot/snapshot');
const reachesOut =
  /\b(Date\.now|new Date\(\)|performance\.|setTimeout|setInterval|process\.|globalThis|fetch\(|Math\.random|crypto\.)/;

/** The homes of every package the program is made of. */
const packages: Record<string, string> = {
  zod: 'server.ts app lib db',
  commander: 'bin/cli',
  '@codemirror/autocomplete': 'app',
  '@codemirror/commands': 'app',
  '@codemirror/lang-javascript': 'app',
  '@codemirror/language': 'app',
  '@codemirror/lint': 'app',
  '@codemirror/state': 'app',
  '@codemirror/view': 'app',
  '@lezer/highlight': 'app',
  '@base-ui/react': 'app',
  minisearch: 'app',
  'next-auth': 'app lib/admin',
  recharts: 'app',
  'ipaddr.js': 'lib/egress',
  react: 'app lib/docs',
  'react-dom': 'app',
  next: 'server.ts instrumentation.ts app lib/docs lib/auth',
  '@hono/node-server': 'server.ts',
  'drizzle-orm': 'db lib/admin lib/auth lib/config lib/snapshot lib/usage',
  postgres: 'db',
  '@electric-sql/pglite': 'db',
  '@electric-sql/pglite-socket': 'db',
  ioredis: 'lib/admission',
  undici: 'lib/upstream lib/egress lib/runtime',
  'gpt-tokenizer': 'lib/usage',
  pino: 'lib/telemetry',
  'prom-client': 'lib/metrics',
  re2js: 'lib/validation',
  yaml: 'lib/config lib/docs',
  'quickjs-emscripten-core': 'lib/policies',
  '@jitl/quickjs-wasmfile-release-sync': 'lib/policies',
  // TypeScript 5.9 under another name: 7 has no JavaScript API.
  'typescript-api': 'lib/policies',
  '@mdx-js/mdx': 'lib/docs',
  'fumadocs-core': 'lib/docs',
  hast: 'lib/docs',
  mdast: 'lib/docs',
};

/** The whole top level (design section 5); what .gitignore names does not count. */
const topLevel = names(`
  app lib db public e2e bin bench deploy docs .ci .github
  package.json package-lock.json tsconfig.json next.config.mjs server.ts instrumentation.ts
  README.md AGENTS.md SPEC.md CONTRIBUTING.md SECURITY.md CHANGELOG.md LICENSE
  biome.json vitest.config.ts playwright.config.ts postcss.config.mjs drizzle.config.ts
  .gitignore .npmrc .dockerignore .env.example router.example.yaml router.yaml
`);

/** Longer than 300 lines, each with the reason. */
const longFiles: Record<string, string> = {};

const root = path.resolve(import.meta.dirname, '..');
const program = ['server.ts', 'instrumentation.ts', ...['bin/cli', 'app', 'lib', 'db'].flatMap(walk)].filter(
  (file) => /\.(tsx?|mjs)$/.test(file) && !isTest(file) && existsSync(path.join(root, file)),
);

test('imports point down', () => {
  expect(program.flatMap((file) => brokenBorders(file, read(file)))).toEqual([]);
});

test('the table itself points down', () => {
  const order = Object.keys(parts);
  const upward = order.flatMap((part, place) =>
    names(parts[part])
      .filter((below) => order.indexOf(below) !== -1 && order.indexOf(below) <= place)
      .map((up) => `${part} → ${up}`),
  );
  expect(upward).toEqual([]);
});

test('what a running server imports is not a development package', () => {
  const { dependencies } = JSON.parse(read('package.json'));
  const missing = program.flatMap((file) =>
    importsOf(read(file))
      .filter(({ name, typeOnly }) => !typeOnly && isPackage(name) && !(packageName(name) in dependencies))
      .map(({ name }) => `${file} imports ${name}: move it to "dependencies" in package.json`),
  );
  expect(missing).toEqual([]);
});

test.each([
  ['app/page.tsx', "import { sql } from 'drizzle-orm';", 'drizzle-orm is for'],
  ['app/page.tsx', "import { openStore } from '@/db/client';", 'app may import'],
  ['app/v1/models/route.ts', "const { request } = await import('undici');", 'undici is for'],
  ['lib/gateway/plan.ts', "export { GET } from '../../app/v1/models/route';", 'lib/gateway may import'],
  ['lib/routing/weighted.ts', "import fs from 'node:fs';", 'lib/routing is pure'],
  ['lib/routing/weighted.ts', 'const now = Date.now();', 'lib/routing is pure'],
  ['lib/dialects/sse.ts', "import {\n  a,\n  b,\n} from '../snapshot/load';", 'lib/dialects may import'],
  ['lib/exchange/request.ts', "import type { Fault } from '../faults/fault';", 'lib/exchange imports nothing'],
  ['lib/usage/cost.ts', "import { openTestStore } from '../../db/testing/store';", 'is for tests'],
  ['lib/novel/thing.ts', '', 'has no row'],
  ['lib/config/read.ts', "import _ from 'lodash';", 'has no home'],
  ['bin/cli/apply.ts', "import { applyFile } from '../../lib/admin/config/apply-file';", 'bin/cli may import'],
  ['lib/admin/contract.ts', "import { openStore } from '../../db/client';", 'lib/admin/contract may import'],
])('catches in %s: %s', (file, source, words) => {
  expect(brokenBorders(file, source).join('\n')).toContain(words);
});

test.each([
  ['lib/routing/weighted.ts', '/** Not Date.now(): the clock is handed in. */\nimport { z } from "zod";'],
  ['app/page.tsx', "import Link from 'next/link';\nimport { a } from './_parts/a';\nimport './globals.css';"],
  ['db/schema/usage.ts', "import { outcomes } from '../../lib/usage/outcomes';"],
])('lets pass in %s: %s', (file, source) => {
  expect(brokenBorders(file, source)).toEqual([]);
});

test('the top level holds nothing else', () => {
  const ignored = read('.gitignore').split('\n').filter(Boolean).map(asPattern);
  const strays = readdirSync(root).filter(
    (name) => name !== '.git' && !topLevel.includes(name) && !ignored.some((pattern) => pattern.test(name)),
  );
  expect(strays, 'either it belongs in a folder, or in topLevel of this test').toEqual([]);
});

test('no source file is longer than 300 lines without a reason', () => {
  const files = [...program, ...['bin', 'bench', 'e2e'].flatMap(walk)].filter((file) => !isTest(file));
  const long = files.filter((file) => /\.(tsx?|mjs)$/.test(file) && read(file).split('\n').length > 301);
  expect(long).toEqual(Object.keys(longFiles));
});

test('package-lock.json works on every system and names no registry', () => {
  const lock = read('package-lock.json');
  const missing = missingFromLock(JSON.parse(lock)).map(({ name }) => name);
  expect(missing, 'run: npm run lock').toEqual([]);
  expect(lock).not.toContain('"resolved"');
});

function names(text = ''): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function brokenBorders(file: string, source: string): string[] {
  const part = partOf(file);
  if (!part) return [`${file}: its folder has no row in the table of parts, lib/borders.test.ts`];
  const allowed = names(parts[part]);
  const isPure = pure.some((folder) => isWithin(file, folder));
  const problems = importsOf(source).flatMap(({ name }) => {
    if (isBuiltin(name)) return isPure ? [`imports ${name}, but ${part} is pure: hand it in`] : [];
    if (isPackage(name)) return packageProblem(part, isPure, packageName(name));
    const target = resolveImport(file, name);
    if (isTest(target)) return [`imports ${name}, which is for tests`];
    if (partOf(target) === part || allowed.some((folder) => isWithin(target, folder))) return [];
    if (allowed.length === 0) return [`imports ${name}, but ${part} imports nothing outside itself`];
    return [`imports ${name}, but ${part} may import only: ${allowed.join(', ')}`];
  });
  const word = isPure && reachesOut.exec(withoutComments(source))?.[0];
  if (word) problems.push(`uses ${word}, but ${part} is pure: hand it in`);
  return problems.map((problem) => `${file} ${problem}`);
}

function packageProblem(part: string, isPure: boolean, name: string): string[] {
  if (isPure)
    return name === 'zod' && part !== 'lib/exchange' ? [] : [`imports ${name}, but ${part} is pure: hand it in`];
  const homes = names(packages[name]);
  if (homes.length === 0) return [`imports ${name}, which has no home: give it one in lib/borders.test.ts`];
  return homes.some((home) => isWithin(part, home)) ? [] : [`imports ${name}, but ${name} is for: ${homes.join(', ')}`];
}

function importsOf(source: string): { name: string; typeOnly: boolean }[] {
  const code = withoutComments(source);
  const statements = code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]/gm);
  const calls = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [
    ...Array.from(statements, ([, type, name = '']) => ({ name, typeOnly: type !== undefined })),
    ...Array.from(calls, ([, name = '']) => ({ name, typeOnly: false })),
  ];
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function partOf(file: string): string | undefined {
  return Object.keys(parts)
    .filter((part) => isWithin(file, part))
    .sort((one, other) => other.length - one.length)[0];
}

function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`) || file.replace(/\.tsx?$/, '') === folder;
}

function resolveImport(file: string, name: string): string {
  return name.startsWith('@/') ? name.slice(2) : path.posix.join(path.posix.dirname(file), name);
}

function isPackage(name: string): boolean {
  return !name.startsWith('.') && !name.startsWith('@/') && !isBuiltin(name);
}

function packageName(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|\/(testing|__fixtures__)\//.test(file);
}

function walk(folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** A line of .gitignore as far as ours go: a name with stars, perhaps a slash at its end. */
function asPattern(line: string): RegExp {
  const name = line.replace(/^!.*/, '').replace(/\/$/, '');
  return new RegExp(`^${name.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}
