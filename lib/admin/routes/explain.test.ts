import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../../db/testing/store';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { createSandbox } from '../../policies/sandbox/create-sandbox';
import type { Runtime } from '../../runtime/runtime';
import { askAs } from '../__fixtures__/ask';
import { admin, sealer, storeContext } from '../__fixtures__/store-context';
import { applyDeclared } from '../config/apply';
import { createPolicyCompiler } from '../policies/compiler';

const text = `version: 1
providers:
  - id: p
    dialect: openai-chat
    base_url: 'http://127.0.0.1:9/v1'
    models:
      - { id: cheap, tier: 1, capabilities: { tools: false }, price: { input: 1, output: 1 } }
      - { id: dear, tier: 5, capabilities: { tools: true }, price: { input: 10, output: 10 } }
policies:
  - id: by-project
    source: |
      export function route({ caller, targets }: PolicyContext): PolicyDecision {
        const ours = caller.project === 'ours';
        return { targets: ours ? targets.toReversed() : targets, label: ours ? 'ours' : 'others' };
      }
groups:
  - { id: g, aliases: [other-g], strategy: lowest-cost, targets: [{ provider: p, model: dear }, { provider: p, model: cheap }] }
  - { id: asks, strategy: script, policy: by-project, targets: [{ provider: p, model: dear }, { provider: p, model: cheap }] }
callers:
  - user: alice
    project: demo
    tokens:
      - { key: k1, allow: [g], tier: 1, token_sha256: ${'a'.repeat(64)} }
      - { key: k2, allow: [asks], status: suspended, token_sha256: ${'b'.repeat(64)} }
`;

let store: TestStore;
let runtime: Runtime;
const compiler = createPolicyCompiler();
const sandbox = createSandbox({ waitMs: 30_000 });
beforeAll(async () => {
  store = await openTestStore();
  const { declared } = readDeclaredConfiguration(text, { file: 'r.yaml', environment: {} });
  const author = { actor: 'file:r.yaml' };
  const { compile } = compiler;
  await applyDeclared({ store, sealer, declared, org: 'metrum', author, compile });
  runtime = { ...storeContext(store).runtime, sandbox };
  await runtime.snapshot.start();
}, 60_000);
afterAll(async () => {
  await runtime.snapshot.stop();
  compiler.close();
  sandbox.close();
  await store.close();
});

const ask: ReturnType<typeof askAs> = (name, input, actor = admin) => askAs(runtime)(name, input, actor);
const body = (model: string, more: object = {}) => ({ model, messages: [{ role: 'user', content: 'Hello' }], ...more });
const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };
const first = 'rtr_metrum_alice_demo_dev_k1';

it('an administrator sees who would be asked, by name, at what price and why', async () => {
  const told = await ask('routes.explain', { body: body('other-g') });
  expect(told).toMatchObject({
    ...{ object: 'route.explanation', endpoint: 'chat/completions', group: 'g', fault: null, strategy: 'lowest-cost' },
    order: [2, 1],
    targets: [
      { target: 'p/dear', eligible: true, circuit: 'closed' },
      { target: 'p/cheap', eligible: true, circuit: 'closed' },
    ],
  });
  expect(told.estimated_usd?.likely).toBeGreaterThan(0);
  expect(told.targets[0]?.estimated_usd?.likely).toBeGreaterThan(told.targets[1]?.estimated_usd?.likely ?? 0);
});

it('what a request needs rules targets out, by a body or by features alone', async () => {
  for (const asked of [{ body: body('g', { tools: [tool] }) }, { model: 'g', features: ['tools' as const] }]) {
    const { order, targets } = await ask('routes.explain', asked);
    expect([order, targets[1]?.lacks]).toEqual([[1], [expect.objectContaining({ name: 'tools' })]]);
  }
});

it('a policy is told whom the administrator speaks for, and so are the tiers', async () => {
  const asks = body('asks');
  const plain = await ask('routes.explain', { body: asks });
  expect([plain.order, plain.plan.join()]).toEqual([[1, 2], expect.stringContaining('label others')]);
  const ours = await ask('routes.explain', { body: asks, as: { project: 'ours' } });
  expect([ours.order, ours.plan.join()]).toEqual([[2, 1], expect.stringContaining('label ours')]);
  const low = await ask('routes.explain', { body: asks, as: { tier: 1 } });
  expect([low.order, low.targets[0]?.lacks]).toEqual([[2], [expect.objectContaining({ name: 'tier' })]]);
});

it('a token has it as the token would meet it', async () => {
  const own = await ask('routes.explain-for-token', { token_id: first, body: body('g') });
  expect(own).toMatchObject({ order: [2], fault: null });
  const foreign = await ask('routes.explain-for-token', { token_id: first, body: body('asks') });
  expect(foreign).toMatchObject({ group: null, targets: [], fault: { code: 'model-not-allowed' } });
  const token_id = 'rtr_metrum_alice_demo_dev_k2';
  const suspended = await ask('routes.explain-for-token', { token_id, body: body('asks') });
  expect(suspended).toMatchObject({ order: [], fault: { code: 'token-suspended' } });
});

it('what cannot be read is told as the request would be', async () => {
  const { fault, targets } = await ask('routes.explain', { body: { model: 'g', messages: 'Hello' } });
  expect([fault?.code, targets]).toEqual(['invalid-request', []]);
});

it('the same seed draws the same', async () => {
  const asked = { body: body('g'), seed: 'x', headers: { 'session-id': 'one' }, endpoint: 'chat/completions' as const };
  expect((await ask('routes.explain', asked)).order).toEqual((await ask('routes.explain', asked)).order);
});

it('what is not there, or not to be understood, is refused', async () => {
  const refused = async (promise: Promise<unknown>, code: string, words: string) =>
    expect(promise).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  await refused(ask('routes.explain', { body: body('nothing') }), 'not-found', 'no group "nothing"');
  await refused(ask('routes.explain', {}), 'invalid', 'expected a body');
  await refused(ask('routes.explain', { body: body('g'), features: [] }), 'invalid', 'either body or features');
  await refused(ask('routes.explain', { features: [] }), 'invalid', '"model" must be');
  await refused(ask('routes.explain', { body: body('g'), headers: { 'a b': 'c' } }), 'invalid', 'is no header');
  const token_id = 'rtr_metrum_nobody_demo_dev_k1';
  await refused(ask('routes.explain-for-token', { token_id, body: body('g') }), 'not-found', 'no token');
  const operator = { ...admin, role: 'operator' } as const;
  expect((await ask('routes.explain', { body: body('g') }, operator)).group).toBe('g');
  await refused(ask('routes.explain-for-token', { token_id: first, body: body('g') }, operator), 'forbidden', 'tokens');
});
