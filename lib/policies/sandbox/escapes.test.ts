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
    'a deep program': '(0, eval)("(".repeat(1e5));',
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

describe('what would get out', () => {
  it.each([
    ['by a constructor', 'return { reason: typeof context.constructor.constructor("return this")().process }'],
    ['by the function it is given', 'return { reason: typeof context.random.constructor("return this.process")() }'],
    [
      'by the caller of a function',
      'const f = function () { return f.caller }; try { return { reason: String(f()) } } catch { return { reason: "undefined" } }',
    ],
    [
      'by a stack',
      'Error.prepareStackTrace = (_, frames) => frames; return { reason: typeof new Error().stack[0]?.getThis }',
    ],
    ['by an import', 'try { (0, eval)("import(\'node:fs\')"); } catch {} return { reason: "undefined" }'],
    ['by code made of text', 'return { reason: typeof new Function("return this")().require }'],
    ['by the global object', 'return { reason: typeof globalThis.process }'],
    ['by console', 'return { reason: typeof console.log.constructor("return this")().process }'],
  ])('finds nothing outside: %s', async (_, body) => {
    expect(await attempt(routePolicy(body), 5_000)).toMatchObject({ reason: 'undefined' });
    await expectAllWell();
  });

  it('has no module to import, even by text', async () => {
    const policy = rawPolicy(
      'exports.route = () => ({}); (0, eval)("import(\'fs\').then(() => { globalThis.found = 1 })");',
    );
    expect(await attempt(policy, 5_000)).toMatchObject({ outcome: 'ordered', order: null });
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
