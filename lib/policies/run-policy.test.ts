import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawPolicy, routePolicy } from './__fixtures__/policy';
import { runPolicy, validateAnswer } from './run-policy';
import { sampleAnswer, sampleContext } from './samples';
import { createSandbox } from './sandbox/create-sandbox';

const sandbox = createSandbox({ waitMs: 20_000 });
beforeAll(() => sandbox.start());
afterAll(() => sandbox.close());

/** What these tests ask is not how quick the machine is. */
const run = { sandbox, seed: 1, deadlineMs: 5_000, keepsLines: true };
const route = (body: string, context = sampleContext()) => runPolicy(routePolicy(body), context, run);
const words = { label: null, reason: null };

describe('an order', () => {
  it.each([
    ['members of the list', 'return { targets: [context.targets[2], context.targets[0]] }', [2, 0]],
    ['indexes', 'return { targets: [1, 2, 0] }', [1, 2, 0]],
    ['both', 'return { targets: [context.targets[1], 0] }', [1, 0]],
    ['a sorted copy', 'return { targets: context.targets.toSorted((a, b) => b.model < a.model ? -1 : 1) }', [2, 0, 1]],
    ['the same one twice, which is once', 'return { targets: [1, context.targets[1], 0, 1] }', [1, 0]],
  ])('may be %s', async (_, body, order) => {
    expect(await route(body)).toMatchObject({ outcome: 'ordered', order, ...words });
  });

  it('that is left out is the fallback strategy’s', async () => {
    expect(await route('return { label: "as ever" }')).toMatchObject({ outcome: 'ordered', order: null });
    expect(await route('return {}')).toMatchObject({ outcome: 'ordered', order: null });
  });

  it('that is empty refuses the request, with its words', async () => {
    const refused = await route('return { targets: [], label: "no", reason: "not at night" }');
    expect(refused).toMatchObject({ outcome: 'refused', label: 'no', reason: 'not at night' });
  });

  it.each([
    ['nothing', 'return'],
    ['null', 'return null'],
    ['a text', 'return "first"'],
    ['a function', 'return () => 1'],
    ['a promise', 'return (async () => ({ targets: [0] }))().then(() => ({ targets: [0] }))'],
    ['an object of a class', 'return new Map()'],
    ['an object with another name', 'return { target: [0] }'],
    ['a text as targets', 'return { targets: "0" }'],
    ['a set as targets', 'return { targets: new Set([0]) }'],
    ['an index past the end', 'return { targets: [3] }'],
    ['a negative index', 'return { targets: [-1] }'],
    ['half an index', 'return { targets: [0.5] }'],
    ['no number', 'return { targets: [NaN] }'],
    ['a copy of a target', 'return { targets: [{ ...context.targets[0] }] }'],
    ['a hole', 'return { targets: [,0] }'],
    ['an id', 'return { targets: ["first/small"] }'],
    ['a list without end', 'const targets = []; targets.length = 4e9; return { targets }'],
    ['a label that is no text', 'return { targets: [0], label: 1 }'],
    ['a reason that is a list', 'return { targets: [0], reason: ["a"] }'],
  ])('that is %s fails', async (_, body) => {
    const failed = await route(body);
    expect(failed).toMatchObject({ outcome: 'failed' });
    expect(failed.outcome === 'failed' && failed.failure.message).toMatch(/^[^\n]{5,300}$/);
  });
});

describe('label and reason', () => {
  it('are one line each, and short', async () => {
    const body = 'return { label: "a\\r\\n\\u2028b\\u202e\\u0000c".padEnd(900, "x"), reason: " r\\n".repeat(400) }';
    const { label, reason } = (await route(body)) as { label: string; reason: string };
    expect(label).toBe(`a b c${'x'.repeat(59)}`);
    expect(reason).toHaveLength(200);
    expect(reason).toMatch(/^r( r)+ ?$/);
  });

  it('never end in half a character', async () => {
    expect(await route('return { label: "é".repeat(63) + "😀", reason: "\\ud800" }')).toMatchObject({
      label: 'é'.repeat(63),
      reason: '',
    });
  });
});

describe('a policy is told', () => {
  it('its context, read-only all the way down', async () => {
    const context = sampleContext({
      request: { text: 'Grüße, 世界 😀', textIsCut: false },
      caller: { project: 'billing' },
    });
    const body =
      'const { targets, ...rest } = context; for (const each of [rest, ...targets]) console.log(each); return {}';
    const { targets, ...rest } = context;
    expect((await route(body, context)).lines.map((line) => JSON.parse(line))).toEqual([rest, ...targets]);
    for (const write of ['context.now = 1', 'context.targets[0].price.input = 0', 'context.targets.sort(() => 1)'])
      expect(await route(`${write}; return {}`)).toMatchObject({ failure: { kind: 'threw' } });
  });

  it('chance by its seed alone', async () => {
    const policy = routePolicy('return { reason: [1, 2, 3].map(() => context.random()).join() }');
    const numbers = async (seed: number) => {
      const { reason } = (await runPolicy(policy, sampleContext(), { ...run, seed })) as { reason: string };
      return reason.split(',').map(Number);
    };
    expect(await numbers(7)).toEqual(await numbers(7));
    expect(await numbers(7)).not.toEqual(await numbers(8));
    for (const number of await numbers(-2_147_483_648)) expect(number >= 0 && number < 1).toBe(true);
  });

  it('the newest of a text that is too long', async () => {
    const context = sampleContext({ request: { text: `${'a'.repeat(100_000)}the end` } });
    const { reason } = (await route(
      'return { reason: context.request.text.length + context.request.text.slice(-7) }',
      context,
    )) as { reason: string };
    expect(reason).toBe('100000the end');
  });

  it('nothing of the world outside', async () => {
    const names =
      'Date Promise process require fetch setTimeout performance std os scriptArgs navigator WebAssembly queueMicrotask print';
    const found = await route(
      `return { reason: "${names}".split(" ").filter((name) => name in globalThis).join() || "none" }`,
    );
    expect(found).toMatchObject({ reason: 'none' });
    expect(await route('return { reason: typeof Math.random }')).toMatchObject({ reason: 'undefined' });
  });
});

describe('a policy that throws', () => {
  it.each([
    ['an error, with its line', 'throw new Error("no\\nway")', 'Error: no way'],
    ['a mistake of its own', 'context.nothing.more', expect.stringContaining('TypeError')],
    ['a text', 'throw "word"', 'word'],
    ['nothing', 'throw undefined', 'undefined'],
    ['a symbol', 'throw Symbol("s")', 'Symbol(s)'],
    ['what throws in turn', 'throw { get message() { throw 1 } }', 'something that cannot be told'],
    ['a proxy of everything', 'throw new Proxy({}, { get() { throw 1 } })', 'something that cannot be told'],
    ['a very long word', 'throw "x".repeat(1e6)', 'x'.repeat(300)],
  ])('fails with what it threw: %s', async (_, body, message) => {
    expect(await route(body)).toMatchObject({ outcome: 'failed', failure: { kind: 'threw', message } });
  });

  it('tells the line of its source', async () => {
    const policy = rawPolicy('\n\nexports.route = () => {\n  throw new Error("here");\n};');
    expect(await runPolicy(policy, sampleContext(), run)).toMatchObject({ failure: { line: 4 } });
  });

  it('tells also what it throws before it is called', async () => {
    const policy = rawPolicy('throw new Error("at once");');
    expect(await runPolicy(policy, sampleContext(), run)).toMatchObject({
      failure: { message: 'Error: at once', line: 1 },
    });
  });
});

describe('an answer', () => {
  const validate = (body: string) =>
    validateAnswer(
      rawPolicy(`exports.route = () => ({}); exports.validate = (context, answer) => { ${body} }`),
      sampleContext(),
      sampleAnswer,
      run,
    );

  it('is good enough or not', async () => {
    expect(await validate('return answer.text === "Paris."')).toMatchObject({ outcome: 'valid', reason: null });
    expect(
      await validate('return { valid: context.targets[answer.target].provider === "x", reason: "no\\nx" }'),
    ).toMatchObject({ outcome: 'invalid', reason: 'no x' });
  });

  it('of a million characters is still told, and a larger one is not', async () => {
    const policy = rawPolicy(
      'exports.route = () => ({}); exports.validate = (_, answer) => answer.toolCalls[0].arguments.length > 9e5;',
    );
    const validateCall = (length: number) =>
      validateAnswer(
        policy,
        sampleContext(),
        { ...sampleAnswer, toolCalls: [{ name: 'f', arguments: '世'.repeat(length) }] },
        run,
      );
    expect(await validateCall(990_000)).toMatchObject({ outcome: 'valid' });
    expect(await validateCall(1_000_000)).toMatchObject({ failure: { kind: 'too-large' } });
    expect(sandbox.counts(policy.digest)).toMatchObject({ calls: 2, 'too-large': 1, 'out-of-memory': 0 });
  });

  it('is good enough for a policy that does not validate', async () => {
    expect(await validateAnswer(routePolicy('return {}'), sampleContext(), sampleAnswer, run)).toMatchObject({
      outcome: 'valid',
    });
  });

  it.each(['return', 'return 1', 'return {}', 'return { valid: "yes" }', 'throw 1'])(
    'of “%s” is neither',
    async (body) => {
      expect(await validate(body)).toMatchObject({ outcome: 'failed' });
    },
  );
});

it('lines are kept for a test run alone, and not without end', async () => {
  const policy = routePolicy(
    'for (let i = 0; i < 1e4; i += 1) console.log("line", i, { i }, "x".repeat(1e4)); return {}',
  );
  const shown = await runPolicy(policy, sampleContext(), run);
  expect(shown.lines).toHaveLength(50);
  expect(shown.lines[1]).toMatch(/^line 1 \{"i":1\} x{980,}$/);
  expect((await runPolicy(policy, sampleContext(), { ...run, keepsLines: false })).lines).toEqual([]);
});
