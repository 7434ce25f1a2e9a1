import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPolicyChecker } from '../check/checker';
import { compilePolicy } from '../compile-policy';
import type { CompiledPolicy } from '../compiled-policy';
import { runPolicy, validateAnswer } from '../run-policy';
import { sampleAnswer, sampleContext, sampleTarget } from '../samples';
import { createSandbox } from '../sandbox/create-sandbox';

const sandbox = createSandbox({ waitMs: 30_000 });
const checker = createPolicyChecker();
/** The examples must be quick; this test does not ask it of the machine. */
const run = { sandbox, seed: 1, deadlineMs: 5_000 };
const policies = new Map<string, CompiledPolicy>();
const files = readdirSync(import.meta.dirname).filter((file) => !file.endsWith('.test.ts'));

beforeAll(async () => {
  await sandbox.start();
  for (const file of files) {
    const source = readFileSync(path.join(import.meta.dirname, file), 'utf8');
    const { policy, problems } = await compilePolicy(source, { checker, ...run });
    expect(problems, file).toEqual([]);
    if (policy) policies.set(file.replace(/\.ts$/, ''), policy);
  }
});
afterAll(() => {
  checker.close();
  sandbox.close();
});

async function route(name: string, context = sampleContext()) {
  const policy = policies.get(name);
  if (!policy) throw new Error(`no example ${name}`);
  const result = await runPolicy(policy, context, run);
  if (result.outcome === 'failed') throw new Error(result.failure.message);
  const order = result.outcome === 'refused' ? [] : result.order;
  return { ...result, order: order?.map((index) => context.targets[index]?.provider) ?? null };
}

it('there are five', () => {
  expect(files).toHaveLength(5);
});

describe('by request shape', () => {
  const targets = [
    sampleTarget('a', 'small'),
    sampleTarget('b', 'gemini-flash'),
    sampleTarget('c', 'gpt-large'),
    sampleTarget('d', 'claude-sonnet'),
  ];
  it.each([
    ['tools', { hasTools: true, toolCount: 2 }, ['d', 'c', 'a', 'b']],
    ['images', { imageCount: 1 }, ['b', 'a', 'c', 'd']],
    ['plain', {}, ['a', 'b', 'c', 'd']],
  ])('%s go to what is best at them, the rest behind', async (label, request, order) => {
    expect(await route('by-request-shape', sampleContext({ request, targets }))).toMatchObject({ label, order });
  });
});

describe('by prompt size', () => {
  const targets = [
    sampleTarget('slow', 'm', { latencyMs: 900, contextTokens: 1_000_000 }),
    sampleTarget('quick', 'm', { latencyMs: 100, contextTokens: 128_000 }),
    sampleTarget('tiny', 'm', { latencyMs: 10, contextTokens: 4_000 }),
    sampleTarget('new', 'm', { latencyMs: null, contextTokens: null }),
  ];
  it.each([
    [100, 'short', ['quick', 'slow', 'new', 'tiny'], null],
    [100, 'short', ['tiny', 'quick', 'slow', 'new'], 50],
    [100_000, 'long', ['slow', 'quick', 'new', 'tiny'], null],
    [127_000, 'long', ['slow', 'new', 'quick', 'tiny'], null],
  ])('of %i input tokens, it is %s', async (inputTokens, label, order, maxOutputTokens) => {
    const context = sampleContext({ request: { inputTokens, maxOutputTokens }, targets });
    expect(await route('by-prompt-size', context)).toMatchObject({ label, order });
  });
});

describe('by project and environment', () => {
  const targets = ['openai', 'anthropic', 'azure', 'local'].map((provider) => sampleTarget(provider, 'm'));
  it.each([
    ['support', 'prod', 'production', ['anthropic', 'openai']],
    ['support', 'dev', 'other', ['openai']],
    ['search', 'prod', 'production', ['azure', 'openai']],
    ['demo', 'dev', 'other', ['local']],
    ['constructor', 'prod', 'unknown-project', []],
  ])('%s in %s', async (project, environment, label, order) => {
    const context = sampleContext({ caller: { project, environment }, targets });
    expect(await route('by-project-and-environment', context)).toMatchObject({ label, order });
  });
});

describe('private data stays private', () => {
  const targets = ['openai', 'local', 'own-cloud'].map((provider) => sampleTarget(provider, 'm'));
  const own = ['local', 'own-cloud'];
  it.each([
    ['a text without any', 'What is 2 + 2?', null],
    ['an address', 'Write to jane.doe@mail.example.org, please', own],
    ['an account', 'My account is DE89 3704 0044 0532 0130 00', own],
    ['a card', 'Charge 4111-1111-1111-1111 at once', own],
    ['a mark', 'INTERNAL ONLY: the plan', own],
    ['a text that may not be read', undefined, own],
  ])('%s', async (_, text, order) => {
    expect(await route('private-data-stays-private', sampleContext({ request: { text }, targets }))).toMatchObject({
      order,
    });
  });

  it('a text that is longer than what may be looked through', async () => {
    const text = 'filler '.repeat(20_000);
    expect(await route('private-data-stays-private', sampleContext({ request: { text }, targets }))).toMatchObject({
      order: own,
      reason: 'the text is too long to be looked through',
    });
  });

  it('by project and by what cannot be looked into', async () => {
    const text = 'Hello';
    const named = sampleContext({ request: { text }, caller: { project: 'payroll' }, targets });
    const image = sampleContext({ request: { text, imageCount: 1 }, targets });
    for (const context of [named, image])
      expect(await route('private-data-stays-private', context)).toMatchObject({ order: own, label: 'private' });
  });

  it('and is refused where there is no private target', async () => {
    const context = sampleContext({ request: { text: 'confidential' }, targets: [sampleTarget('openai', 'm')] });
    expect(await route('private-data-stays-private', context)).toMatchObject({ outcome: 'refused' });
  });

  it('in a text of full length made to hold it up', async () => {
    for (const text of ['a'.repeat(100_000), 'a@'.repeat(50_000), '1234 '.repeat(20_000), 'AB12 ABCD'.repeat(11_000)])
      expect(await route('private-data-stays-private', sampleContext({ request: { text }, targets }))).toMatchObject({
        ms: expect.toSatisfy((ms: number) => ms < 4_000),
      });
  });
});

describe('cheapest that is good enough', () => {
  const price = (input: number, output: number) => ({ price: { input, cachedInput: null, output } });
  const targets = [
    sampleTarget('dear', 'm', price(3, 15)),
    sampleTarget('cheap-output', 'm', price(2, 2)),
    sampleTarget('cheap-input', 'm', price(0.1, 4)),
    sampleTarget('failing', 'm', { ...price(0, 0), errorRate: 0.2 }),
    sampleTarget('unpriced', 'm', { price: null }),
  ];
  it.each([
    ['a long prompt', { inputTokens: 100_000, maxOutputTokens: 100 }, 'cheap-input', 'cheap-output'],
    ['a long answer', { inputTokens: 100, maxOutputTokens: 8_000 }, 'cheap-output', 'cheap-input'],
  ])('for %s', async (_, request, first, second) => {
    const found = await route('cheapest-good-enough', sampleContext({ request, targets }));
    expect(found.order).toEqual([first, second, 'dear', 'unpriced', 'failing']);
    expect(found.reason).toMatch(/^about \$0\.\d{4}, 4 of 5 are good enough$/);
  });

  it('takes whatever there is when none is', async () => {
    const context = sampleContext({
      targets: [sampleTarget('a', 'm', { healthy: false }), sampleTarget('b', 'm', { latencyMs: 9_000 })],
    });
    expect(await route('cheapest-good-enough', context)).toMatchObject({
      label: 'whatever-there-is',
      order: ['a', 'b'],
    });
  });

  it.each([
    ['a whole one', {}, 'valid'],
    ['tool calls alone', { text: '', finish: 'tool-calls', toolCalls: [{ name: 'f', arguments: '{}' }] }, 'valid'],
    ['one that was cut off', { finish: 'length' }, 'invalid'],
    ['an empty one', { text: ' \n' }, 'invalid'],
  ] as const)('finds of answers: %s', async (_, answer, outcome) => {
    const policy = policies.get('cheapest-good-enough');
    if (!policy) throw new Error('no such example');
    expect(await validateAnswer(policy, sampleContext(), { ...sampleAnswer, ...answer }, run)).toMatchObject({
      outcome,
    });
  });
});
