import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawPolicy, routePolicy } from '../__fixtures__/policy';
import type { CompiledPolicy } from '../compiled-policy';
import { type RouteResult, runPolicy } from '../run-policy';
import { sampleContext } from '../samples';
import { createSandbox } from './create-sandbox';

/**
 * What a policy may try. Whatever it is, the process stays up, the call ends, and the next one, of any policy, finds all as
 * it was. How quick other calls stay is measured in bench/policies.mjs, on a machine that is asked for nothing else.
 */
const sandbox = createSandbox({ waitMs: 30_000 });
beforeAll(() => sandbox.start());
afterAll(() => sandbox.close());

const context = sampleContext();
const good = routePolicy('return { targets: [...context.targets].reverse(), label: "good" }');
const attempt = (policy: CompiledPolicy, deadlineMs = 50) =>
  runPolicy(policy, context, { sandbox, seed: 1, deadlineMs });
const kindOf = (result: RouteResult) => (result.outcome === 'failed' ? result.failure.kind : result.outcome);

async function expectAllWell() {
  const results = await Promise.all([1, 2, 3, 4].map(() => attempt(good, 5_000)));
  for (const result of results) expect(result).toMatchObject({ outcome: 'ordered', order: [2, 1, 0], label: 'good' });
}

/** Bodies of `route`, by what is tried, with how it may end. */
const attempts: Record<string, Record<string, string>> = {
  'never ends': {
    loop: 'for (;;);',
    'loop that catches': 'for (;;) { try { for (;;); } catch {} finally { continue } }',
    'loop in a getter of the answer': 'return { get targets() { for (;;); } }',
    'loop in a member': 'return { targets: new Proxy([], { get() { for (;;); } }) }',
    'loop in a thrown error': 'throw { get message() { for (;;); } }',
    'loop in a comparison': '[3, 2, 1].sort(() => { for (;;); })',
    'loop in a generator': 'const all = (function* () { for (;;) yield 1; })(); for (const one of all);',
    'loop in valueOf': 'return { targets: [+{ valueOf() { for (;;); } }] }',
    'pattern that backtracks': 'return { reason: String(/^(a+)+$/.test("a".repeat(40) + "b")) }',
    'pattern that backtracks by references':
      'return { reason: String(/(.*)(.*)(.*)(.*)(.*)(.*)\\\\1\\\\2x/.test("a".repeat(3000))) }',
  },
  'is a native that does not ask': {
    join: 'return { reason: new Array(1e9).join("x") }',
    'join of nothing': 'return { reason: new Array(4e9).join("") }',
    fill: 'new Array(1e9).fill(0)',
    indexOf: 'const all = []; all.length = 4e9; return { reason: String(all.indexOf(1)) }',
    'apply with a long list': 'return { reason: String(Math.max.apply(null, { length: 1e9 })) }',
    'a sum of large numbers': 'let n = 3n; for (;;) n *= n;',
  },
  'wants too much memory': {
    arrays: 'const all = []; for (;;) all.push(new Uint8Array(1e6));',
    texts: 'let text = "x"; for (;;) text += text;',
    repeat: 'return { reason: "x".repeat(2 ** 30 - 1) }',
    'a large buffer': 'new ArrayBuffer(2 ** 31)',
    'a buffer that grows': 'new ArrayBuffer(8, { maxByteLength: 2 ** 40 })',
    objects: 'let last = null; for (;;) last = { last };',
    'promises without end': 'const f = async () => { for (;;) { f(); await 1; } }; for (;;) f();',
    closures: 'const all = []; for (;;) all.push(() => all);',
    'a huge answer': 'return { targets: Array.from({ length: 1e7 }, () => 0) }',
    'a huge reason': 'return { reason: "😀".repeat(3e6) }',
  },
  'goes deep': {
    recursion: 'const f = () => f() + 1; f();',
    'recursion by natives': 'const f = () => [1].map(f); f();',
    'recursion by a getter': 'const o = { get x() { return o.x } }; o.x;',
    'recursion by toString': 'const o = { toString: () => String(o) }; String(o);',
    'recursion by a proxy': 'const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x;',
    'a deep text of JSON': 'JSON.parse("[".repeat(1e6));',
    'a deep list': 'let a = []; for (let i = 0; i < 1e5; i += 1) a = [a]; JSON.stringify(a);',
    'a deep pattern': 'new RegExp("(".repeat(1e5));',
    'recursion that catches': 'const f = () => { try { f() } catch { f() } }; f();',
    'a cycle': 'const a = []; a[0] = a; return { targets: a };',
  },
};

describe.each(Object.entries(attempts))('what %s', (_, bodies) => {
  it.each(Object.entries(bodies))('is ended or fails: %s', async (_name, body) => {
    const result = await attempt(routePolicy(body));
    expect(['threw', 'overran', 'out-of-memory', 'crashed', 'bad-answer', 'ordered']).toContain(kindOf(result));
    await expectAllWell();
  });
});

/** Each ends with `42` where it gets code from a text. */
const codeOfText: Record<string, string> = {
  eval: 'eval("42")',
  'eval at a distance': '(0, eval)("42")',
  'eval by a name put together': 'globalThis["ev" + "al"]("42")',
  'eval of the global object’s prototype': 'Object.getPrototypeOf(globalThis)["ev" + "al"]("42")',
  Function: 'Function("return 42")()',
  'new Function': 'new Function("return 42")()',
  'the constructor of a function': '(() => 0).constructor("return 42")()',
  'the constructor of a constructor': '(() => 0).constructor.constructor("return 42")()',
  'the constructor of a class': '(class {}).constructor("return 42")()',
  'the constructor of a native': '[].map.constructor("return 42")()',
  'the constructor of a bound function': '(() => 0).bind(null).constructor("return 42")()',
  'the constructor of a proxy': 'new Proxy(() => 0, {}).constructor("return 42")()',
  'the constructor of what it is given': 'context.random.constructor("return 42")()',
  'the constructor of console': 'console.log.constructor("return 42")()',
  'the constructor of a generator': '(function* () {}).constructor("return 42")().next().value',
  'the constructor of a generator’s prototype':
    'Object.getPrototypeOf(function* () {}).constructor("return 42")().next().value',
  'the constructor of an async function': 'typeof (async () => 0).constructor("return 42") === "function" ? 42 : 0',
  'the constructor of an async generator':
    'typeof (async function* () {}).constructor("return 42") === "function" ? 42 : 0',
  'the parent of a constructor': 'Object.getPrototypeOf((function* () {}).constructor)("return 42")()',
  'a constructor that was put back':
    'delete Function.prototype.constructor; Function.prototype.constructor("return 42")()',
  construct: 'Reflect.construct((() => 0).constructor, ["return 42"])()',
  'a class that extends it': 'new (class extends (() => 0).constructor {})("return 42")()',
};

describe('what makes code of text', () => {
  it.each(Object.entries(codeOfText))('is refused: %s', async (_, code) => {
    const parts = code.split('; ');
    const last = parts.pop();
    const body = `try { ${parts.join('; ')}; return { reason: String(${last}) } } catch (e) { return { reason: e.name } }`;
    const result = await attempt(routePolicy(body), 5_000);
    expect(result.outcome === 'ordered' && result.reason).toMatch(/^(TypeError|ReferenceError)$/);
  });

  it('and functions are functions all the same', async () => {
    const body =
      'const f = function () {}; return { reason: [f instanceof Function, typeof f, f.constructor === Function, f.constructor.name].join() }';
    expect(await attempt(routePolicy(body), 5_000)).toMatchObject({ reason: 'true,function,true,Function' });
  });
});

describe('what would get out', () => {
  it.each([
    [
      'by the caller of a function',
      'const f = function () { return f.caller }; try { return { reason: String(f()) } } catch { return { reason: "undefined" } }',
    ],
    [
      'by a stack',
      'Error.prepareStackTrace = (_, frames) => frames; return { reason: typeof new Error().stack[0]?.getThis }',
    ],
    ['by this', 'return { reason: typeof (function () { return this })()?.process }'],
    ['by the global object', 'return { reason: typeof globalThis.process }'],
  ])('finds nothing outside: %s', async (_, body) => {
    expect(await attempt(routePolicy(body), 5_000)).toMatchObject({ reason: 'undefined' });
    await expectAllWell();
  });

  it('has no module to import', async () => {
    const policy = rawPolicy('exports.route = () => ({}); import("fs").then(() => { globalThis.found = 1 });');
    const result = await attempt(policy, 5_000);
    expect(['ordered', 'failed']).toContain(result.outcome);
    await expectAllWell();
  });
});

describe('what tampers', () => {
  it.each([
    ['with the prototype of objects', 'Object.prototype.targets = [0]; Object.prototype.polluted = 1;'],
    ['with __proto__', 'context.targets[0].__proto__.polluted = 1; ({}).__proto__.toJSON = () => 1;'],
    [
      'with lists',
      'Array.prototype[Symbol.iterator] = null; Array.prototype.push = null; Array.prototype.toJSON = () => "x";',
    ],
    ['with JSON', 'JSON.parse = () => 1; JSON.stringify = () => "{\\"order\\":[99]}"; delete globalThis.JSON;'],
    ['with texts', 'String.prototype.slice = () => "x".repeat(1e6); String.prototype.toString = null;'],
    [
      'with Object itself',
      'Object.freeze = Object.keys = Object.create = null; Object.setPrototypeOf(Object.prototype, null);',
    ],
    ['with setters of what is said', 'Object.defineProperty(Object.prototype, "order", { set() { for (;;); } });'],
    [
      'with everything',
      'for (const name of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[name] } catch {}',
    ],
  ])('%s spoils its own answer alone', async (_, code) => {
    const result = await attempt(routePolicy(`${code}; return { targets: [1] }`));
    if (result.outcome === 'ordered') expect(result.order).toEqual([1]);
    else expect(['failed', 'refused']).toContain(result.outcome);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await expectAllWell();
  });

  it('leaves nothing for the next call', async () => {
    const policy = rawPolicy(
      'let calls = 0; exports.route = (context) => { calls += 1; globalThis.calls = (globalThis.calls ?? 0) + 1;' +
        'Object.prototype.calls = (Object.prototype.calls ?? 0) + 1; context.random.calls = calls;' +
        'return { reason: [calls, globalThis.calls, Object.prototype.calls].join() } };',
    );
    for (let time = 0; time < 5; time += 1) expect(await attempt(policy, 5_000)).toMatchObject({ reason: '1,1,1' });
  });

  it.each([
    [
      'a getter that answers otherwise each time',
      'let n = 0; return { get targets() { n += 1; return n === 1 ? [0] : [2] } }',
      [0],
    ],
    [
      'a list whose length changes',
      'let n = 0; return { targets: new Proxy([0, 1], { get: (t, k) => k === "length" ? (n++ ? 9 : 2) : t[k] }) }',
      [0, 1],
    ],
  ])('with the answer itself is read once: %s', async (_, body, order) => {
    expect(await attempt(routePolicy(body), 5_000)).toMatchObject({ outcome: 'ordered', order });
  });

  it.each([
    ['words that are no JSON', 'not json'],
    ['an order of texts', '{"order":["0"]}'],
    ['an order past the end', '{"order":[99]}'],
    ['an order with a prototype', '{"__proto__":{"order":[0]},"threw":1}'],
    ['a list', '[]'],
    ['too many words', JSON.stringify({ label: 'x'.repeat(1_000_001) })],
  ])('with the sandbox’s own words is not believed: %s', async (_, said) => {
    const forged = { ...sandbox, countThrown: () => {}, call: async () => ({ said, hasGrown: false, ms: 1 }) };
    expect(await runPolicy(good, context, { sandbox: forged, seed: 1 })).toMatchObject({
      failure: { kind: 'bad-answer' },
    });
  });
});

it('memory is flat again after fifty giant allocations', async () => {
  const allocate = (round: number) =>
    attempt(routePolicy(`/* ${round} */ const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1));`), 1_000);
  const flood = async (from: number) => {
    for (let round = from; round < from + 25; round += 1) expect(kindOf(await allocate(round))).not.toBe('ordered');
  };
  await flood(0);
  const before = process.memoryUsage().rss;
  await flood(25);
  expect(process.memoryUsage().rss - before).toBeLessThan(64e6);
  await expectAllWell();
});
