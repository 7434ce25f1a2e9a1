import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPolicyChecker } from './check/checker';
import { compilePolicy } from './compile-policy';
import { runPolicy } from './run-policy';
import { sampleContext } from './samples';
import { createSandbox } from './sandbox/create-sandbox';

const sandbox = createSandbox({ waitMs: 30_000 });
const checker = createPolicyChecker();
beforeAll(() => sandbox.start());
afterAll(() => {
  checker.close();
  sandbox.close();
});

const compile = (source: string, deadlineMs = 5_000) => compilePolicy(source, { checker, sandbox, deadlineMs });
/** Each problem as `kind line:column words`. */
async function problemsOf(source: string, deadlineMs?: number): Promise<string[]> {
  const { problems } = await compile(source, deadlineMs);
  return problems.map(({ kind, line, column, message }) => `${kind} ${line}:${column} ${message}`);
}
const route = (body: string) => `export function route(context) {\n${body}\n}`;

describe('a policy that is well', () => {
  it.each([
    ['annotated or not', 'export function route(context) { return { targets: context.targets.toReversed() } }'],
    [
      'as a constant',
      'export const route = (context: PolicyContext): PolicyDecision => ({ targets: context.targets.toReversed() })',
    ],
    [
      'as an arrow without parentheses',
      'export const route = context => ({ targets: [...context.targets].reverse() })',
    ],
    [
      'exported afterwards',
      'const route: PolicyRoute = ({ targets }) => ({ targets: targets.toReversed() }); export { route }',
    ],
    [
      'with all that TypeScript has',
      'enum Place { Last = 2 } namespace N { export const one = 1 } abstract class A<T> { constructor(protected readonly x: T) {} abstract get(): T }' +
        'class B extends A<number> { #y = 0; get() { return this.x + this.#y } }' +
        'export function route({ targets }: PolicyContext) { return { targets: [Place.Last, new B(N.one).get(), 0].filter((index) => index < targets.length) } satisfies PolicyDecision }',
    ],
    [
      'with all that the language has',
      'export function route({ targets }) { const all = Object.groupBy(targets, (each) => each.provider); const order = [...new Set(Object.values(all).flat())]' +
        '.filter((each) => each !== undefined).toReversed(); label: for (const each of order) { continue label } return { targets: order.at(-1) ? order : [], reason: /(?<a>x)/u.exec("x")?.groups?.a ?? "" } }',
    ],
  ])('runs: %s', async (_, source) => {
    const { policy, problems } = await compile(source);
    expect(problems).toEqual([]);
    if (!policy) return;
    expect(policy).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), hasValidate: false });
    const result = await runPolicy(policy, sampleContext(), { sandbox, seed: 1, deadlineMs: 5_000 });
    expect(result).toMatchObject({ outcome: 'ordered', order: [2, 1, 0] });
  });

  it('has the same digest for the same code, whatever its comments and types', async () => {
    const one = await compile('export function route() { return {} }');
    const other = await compile('// why\ninterface A { b: 1 }\nexport function route(): PolicyDecision { return {} }');
    expect(other.policy?.digest).toBe(one.policy?.digest);
  });

  it('tells the line of its source where it fails later', async () => {
    const source = `interface Unused {\n  a: string;\n}\n\n${route('  if (context.group === "other")\n    throw new Error("not me");\n  return {};')}`;
    const { policy } = await compile(source);
    const context = { ...sampleContext(), group: 'other' };
    if (!policy) throw new Error('it does not compile');
    expect(await runPolicy(policy, context, { sandbox, seed: 1, deadlineMs: 5_000 })).toMatchObject({
      failure: { kind: 'threw', message: 'Error: not me', line: 7 },
    });
  });
});

describe('a syntax error', () => {
  it('has its line and column, and is told before anything else', async () => {
    expect(await problemsOf('import a from "a";\nexport function route( {')).toEqual(["syntax 2:25 '}' expected."]);
  });
});

describe('a type error', () => {
  it.each([
    [
      'a slip of the pen',
      route('  return { targets: context.targets.filter((each) => each.provder) };'),
      /^type 2:59 Property 'provder' does not exist/,
    ],
    [
      'what may be missing',
      route('  return { label: context.request.text.slice(3) };'),
      /^type 2:19 .*possibly 'undefined'/,
    ],
    [
      'what may be none',
      route('  return { targets: [context.targets[0]] };'),
      /^type 1:17 .*not assignable to type 'number \| PolicyTarget'/,
    ],
    [
      'an answer the contract does not know',
      route('  return { targets: ["first"] };'),
      /^type 1:17 .*does not satisfy the expected type 'PolicyRoute'/,
    ],
    [
      'a wrong validate',
      `${route('  return {};')}\nexport const validate = (context, answer) => answer.text;`,
      /^type 4:14 .*'PolicyValidate'/,
    ],
    [
      'a write',
      route('  context.targets.sort();\n  return {};'),
      /^type 2:19 Property 'sort' does not exist on type 'readonly/,
    ],
    ['a module of Node.js', route('  return { label: process.env.HOME };'), /^type 2:19 Cannot find name 'process'/],
    ['the browser', route('  return { label: window.name };'), /^type 2:19 Cannot find name 'window'/],
    ['require', route('  return require("fs");'), /^type 2:10 Cannot find name 'require'/],
  ])('is told where it is: %s', async (_, source, words) => {
    const [first = '', ...others] = await problemsOf(source);
    expect(first).toMatch(words);
    expect(others.length).toBeLessThan(2);
  });
});

describe('what a policy is not', () => {
  const importing = /^rule 1:\d+ A policy imports nothing/;
  it.each([
    ['an import', 'import fs from "node:fs";', importing],
    ['an import of types', 'import type { A } from "a";', importing],
    ['an import for its effects', 'import "a";', importing],
    ['an import that is called', 'const a = import("a");', importing],
    ['an import of a type', 'type A = import("a").A;', importing],
    ['an old import', 'import a = require("a");', importing],
    ['a passing on', 'export * from "a";', importing],
    ['a reference', '/// <reference lib="dom" />', importing],
    ['a reference to a file', '/// <reference path="../../../db/client.ts" />', importing],
    ['another export', 'export const other = 1;', /^rule 1:14 A policy exports route and validate, and not other/],
    ['an exported type', 'export interface Other {}', /^rule 1:1 A policy exports route and validate, and not Other/],
    ['a default export', 'export default 1;', /^rule 1:1 .* not a default export/],
    ['a clock', 'const now = Date.now();', /^rule 1:13 A policy has no clock/],
    ['chance', 'const chance = Math.random();', /^rule 1:21 A policy has no chance of its own/],
    ['a promise', 'const later = Promise.resolve();', /^rule 1:15 A policy cannot wait/],
    ['async', 'const later = async () => 1;', /^rule 1:15 A policy cannot wait/],
    ['code made of text', 'const run = eval;', /^rule 1:13 A policy makes no code/],
  ])('is refused with words: %s', async (_, line, words) => {
    expect((await problemsOf(`${line}\n${route('  return {};')}`)).join('\n')).toMatch(words);
  });

  it('but a name of its own may be anything', async () => {
    expect(await problemsOf(route('  const Date = { now: 1 };\n  return { reason: String(Date.now) };'))).toEqual([]);
  });

  it('it has a function route', async () => {
    const [problem] = await problemsOf('const a = 1;');
    expect(problem).toBe('rule 1:1 A policy exports a function route: export function route(context) { … }');
    expect(await problemsOf('')).toHaveLength(1);
    expect((await problemsOf('export const route = 1;'))[0]).toMatch(/^type 1:14 /);
  });

  it('it is not larger than it may be', async () => {
    expect(await problemsOf(`// ${'é'.repeat(40_000)}`)).toEqual([
      'size null:null A policy has at most 65536 bytes, and this one has 80003.',
    ]);
  });
});

describe('the trial', () => {
  it.each([
    [
      'throws',
      '  if (context.request.hasTools) throw new Error("no tools");\n  return {};',
      /^trial 2:null Tried on an agent with tools.*, route failed: Error: no tools\.$/,
    ],
    [
      'answers what is not there',
      '  return { targets: [2] };',
      /^trial null:null Tried on an image.* route failed: targets\[0\] is no member/,
    ],
    ['goes round types', '  return { targets: "all" as never };', /^trial null:null .* targets is string/],
  ])('refuses a policy that %s', async (_, body, words) => {
    expect((await problemsOf(route(body))).join()).toMatch(words);
  });

  it('refuses one that never ends, and one that does so before it is called', async () => {
    expect((await problemsOf(route('  while (context.now > 0);\n  return {};'), 20)).join()).toMatch(
      /^trial .* it was ended at its deadline\.$/,
    );
    expect((await problemsOf(`for (let i = 0; i >= 0; i += 1);\n${route('  return {};')}`, 20)).join()).toMatch(
      /deadline/,
    );
  });

  it('tries validate as well', async () => {
    const source = `${route('  return {};')}\nexport function validate(): boolean {\n  throw new Error("never");\n}`;
    expect(await problemsOf(source)).toEqual([
      'trial 5:null Tried on a plain question, validate failed: Error: never.',
    ]);
  });
});

describe('the checker', () => {
  it('lets checks take turns, and answers each its own', async () => {
    const sources = [1, 2, 3, 4].map((number) => route(`  return { targets: [${number}], nothing${number} };`));
    const found = await Promise.all(sources.map((source) => checker.check(source)));
    for (const [index, { problems }] of found.entries())
      expect(problems?.[0]?.message).toContain(`nothing${index + 1}`);
  });

  it('refuses more than it can take, and begins again after it was closed', async () => {
    const own = createPolicyChecker();
    const all = Array.from({ length: 25 }, () => own.check('export function route('));
    const first = await Promise.all(all.slice(20));
    for (const { problems } of first) expect(problems?.[0]?.message).toMatch(/^Too many/);
    own.close();
    const ended = await all[0];
    expect(ended?.problems?.[0]?.message).toMatch(/closed|expected/);
    await Promise.all(all);
    expect((await own.check(route('  return {};'))).problems).toBeUndefined();
    own.close();
  });

  it('checks the contract itself', async () => {
    const source = route('  const seen: PolicyRoute = route; console.log(seen, context); return {};');
    expect(await problemsOf(source)).toEqual([]);
  });
});
