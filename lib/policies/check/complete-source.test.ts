import { afterAll, expect, it } from 'vitest';
import { createPolicyChecker } from './checker';

const checker = createPolicyChecker();
afterAll(() => checker.close());

const at = (marked: string) => checker.complete(marked.replace('|', ''), marked.indexOf('|'));

it('offers what may stand behind a dot, with its type and what it is for, annotated or not', async () => {
  const entries = await at('export function route(context) {\n  return { targets: context.| };\n}');
  expect(entries.map(({ name }) => name)).toEqual(['caller', 'group', 'now', 'random', 'request', 'targets']);
  expect(entries[4]?.detail.type).toContain('PolicyRequest');
  const [first] = await at(
    'export const route = ({ targets }: PolicyContext) => ({ targets: targets.filter((t) => t.|) });',
  );
  expect(first).toMatchObject({
    name: 'capabilities',
    kind: 'property',
    detail: { about: expect.stringContaining('declared') },
  });
});

it('offers names that are known, and nothing of a browser or of Node.js', async () => {
  const names = (await at('export function route(context) {\n  con|\n}')).map(({ name }) => name);
  expect(names).toContain('context');
  for (const name of ['window', 'process', 'require', 'fetch']) expect(names).not.toContain(name);
});

it('offers what begins as was typed, and nothing that a check would refuse', async () => {
  const names = async (typed: string) =>
    (await at(`export function route(context) {\n  ${typed}|\n}`)).map(({ name }) => name);
  expect(await names('Stri')).toContain('String');
  expect(await names('stri')).toContain('String');
  expect(await names('Da')).toContain('DataView');
  expect(await names('Da')).not.toContain('Date');
  expect(await names('Prom')).toEqual([]);
});

it('tells what a name is, by the contract’s own words, at its place', async () => {
  const source = 'export function route(context) {\n  return { targets: context.targets };\n}';
  const from = source.lastIndexOf('targets');
  expect(await checker.describe(source, from + 2)).toEqual({
    ...{ from, to: from + 'targets'.length },
    detail: { type: expect.stringContaining('PolicyTarget[]'), about: expect.any(String) },
  });
  const parameter = source.indexOf('context');
  expect(await checker.describe(source, parameter + 1)).toMatchObject({
    ...{ from: parameter, to: parameter + 'context'.length },
    detail: { type: '(parameter) context: PolicyContext' },
  });
  expect(await checker.describe(source, source.indexOf('\n') + 1)).toBeNull();
});

it('bears a place beyond the end, and a source that is no TypeScript', async () => {
  expect(await checker.complete('', 10)).toBeInstanceOf(Array);
  expect(await at('{{{ |')).toBeInstanceOf(Array);
  expect(await checker.describe('', 1_000)).toBeNull();
});
