import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createEngine } from './engine.mjs';

const input = JSON.stringify({ seed: 1, keepsLines: false, context: { targets: [{}, {}] } });
const module = import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
const engine = await createEngine(await WebAssembly.compile(await readFile(fileURLToPath(module))));
const run = (body: string, mostMs = 5_000) => {
  const begun = performance.now();
  const code = `exports.route = (context) => { ${body} };`;
  return engine.run({ code, entry: 'route', input }, () => performance.now() - begun > mostMs);
};

/** Whatever a policy could have changed, in one text. */
const probe =
  'const all = [globalThis, Object.prototype, Array.prototype, String.prototype, Function.prototype, JSON, Math, Reflect, console];' +
  'return { reason: all.map((each) => Reflect.ownKeys(each).length).join() + context.random() + typeof kept };';

it('finds itself, after whatever a policy has done, as it was before the first', () => {
  const before = run(probe);
  expect(before.said).toMatch(/undefined"/);
  const tampering = [
    'globalThis.kept = 1; Object.prototype.kept = 1; JSON.parse = null; for (const key of Reflect.ownKeys(Math)) delete Math[key];',
    'Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.preventExtensions(globalThis); kept = 1;',
    'for (const name of Reflect.ownKeys(globalThis)) try { delete globalThis[name]; } catch {}',
    'const f = () => f() + 1; f();',
    'globalThis.kept = new Array(1e5).fill("kept"); throw kept;',
    'class Kept { static #kept = (globalThis.kept = Symbol.for("kept")); } return Kept;',
    '(async () => { for (;;) await (globalThis.kept = 1); })();',
  ];
  for (let round = 0; round < 30; round += 1) {
    for (const body of tampering) {
      run(body);
      expect(run(probe)).toEqual(before);
    }
  }
  expect(engine.isWorn).toBe(false);
});

it('finds itself so after a run that was ended in the middle', () => {
  const before = run(probe);
  for (let round = 0; round < 20; round += 1) {
    expect(run('globalThis.kept = []; for (;;) kept[kept.length % 1000] = () => kept;', 2)).toMatchObject({
      failed: 'overran',
    });
    expect(run(probe)).toEqual(before);
  }
  expect(engine.isWorn).toBe(false);
});

it('is worn once its memory has grown', () => {
  expect(run('const all = []; for (;;) all.push(new Uint8Array(1e6));')).toMatchObject({ hasGrown: true });
  expect(engine.isWorn).toBe(true);
});
