import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, modelGroups, policies, policyState } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createPolicyChecker } from '../../policies/check/checker';
import { policyName } from '../../policies/policy-name';
import { runPolicy } from '../../policies/run-policy';
import { sampleContext } from '../../policies/samples';
import { createSandbox } from '../../policies/sandbox/create-sandbox';
import type { Runtime } from '../../runtime/runtime';
import { loadSnapshot } from '../../snapshot/load';
import { askAs } from '../__fixtures__/ask';
import { admin, sealer, storeContext } from '../__fixtures__/store-context';
import type { Actor } from '../actor';
import { checkSuspended } from '../doctor/check-suspended';
import type { VerbInput } from '../verbs';
import { readSuspended } from './suspended';

let store: TestStore;
let runtime: Runtime;
const checker = createPolicyChecker();
const sandbox = createSandbox({ waitMs: 30_000 });
beforeAll(async () => {
  store = await openTestStore();
  runtime = { ...storeContext(store).runtime, policyChecker: checker, sandbox };
  await checker.check(route('warm'));
}, 60_000);
afterAll(async () => {
  checker.close();
  sandbox.close();
  await store.close();
});
beforeEach(() => emptyStore(store));

const route = (label: string) =>
  `export function route({ targets }: PolicyContext): PolicyDecision {\n  return { targets, label: '${label}' };\n}\n`;
const wrong = `${route('a')}const text: string = 1;\n`;

const ask: ReturnType<typeof askAs> = (name, input, actor = admin) => askAs(runtime)(name, input, actor);
const save = (source: string, basedOn: number | null, more: Partial<VerbInput<'policies.save'>> = {}) =>
  ask('policies.save', { policy_id: 'mine', source, based_on: basedOn, ...more });
const publish = (number: number, basedOn: number | null) =>
  ask('policies.publish', { policy_id: 'mine', number, based_on: basedOn });
const events = async () =>
  (await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id))).map(({ action, actor, difference }) => {
    return { action, actor, difference };
  });
const stand = async () => (await store.db.select().from(policyState))[0];
const asks = (policy: string) =>
  store.db.insert(modelGroups).values({ id: 'g', strategy: 'script', policyId: policy, managedBy: 'console' });

describe('a policy', () => {
  it('begins as a draft that nobody is asked', async () => {
    expect(await save(route('a'), null, { title: 'Mine' })).toEqual({
      ...{ id: 'mine', number: 1, published: null, changed: true },
    });
    const { data } = await ask('policies.list', {});
    expect(data).toMatchObject([
      {
        ...{ id: 'mine', title: 'Mine', managed_by: 'console', published: null, latest: 1, groups: [] },
        ...{ on_error: 'fallback', fallback: 'weighted', deadline_ms: null },
        standing: { calls: 0, failures: 0, suspended_until: null },
      },
    ]);
    expect((await stand())?.structureVersion).toBe(0);
    expect(await events()).toEqual([
      {
        action: 'create',
        actor: 'administrator alice',
        difference: expect.objectContaining({ source: { from: null, to: route('a') }, version: { from: null, to: 1 } }),
      },
    ]);
  });

  it('is in force once it is published, and gone back from in one call', async () => {
    await save(route('a'), null);
    expect(await publish(1, null)).toMatchObject({ published: 1, changed: true });
    await asks('mine');
    await save(route('b'), 1, { publish: true });
    const inForce = async () => (await loadSnapshot(store.db, sealer)).groups.get('g')?.policy;
    expect(await inForce()).toMatchObject({ version: 2, compiled: { code: expect.stringContaining("'b'") } });
    await publish(1, 2);
    expect(await inForce()).toMatchObject({ version: 1, compiled: { code: expect.stringContaining("'a'") } });
    const { versions, groups, source } = await ask('policies.get', { policy_id: 'mine' });
    expect(versions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'archived'],
      [1, 'published'],
    ]);
    expect([groups, source]).toEqual([['g'], route('b')]);
    expect((await events()).map(({ action }) => action)).toEqual(['create', 'publish', 'update', 'rollback']);
    expect(await ask('policies.version', { policy_id: 'mine', number: 1 })).toMatchObject({ source: route('a') });
  });

  it('is not saved twice, and not published twice', async () => {
    await save(route('a'), null);
    expect(await save(route('a'), 1)).toMatchObject({ number: 1, changed: false });
    await publish(1, null);
    expect(await publish(1, 1)).toMatchObject({ changed: false });
    expect(await events()).toHaveLength(2);
  });

  it('that is wrong is refused with every problem at its place, and nothing is kept', async () => {
    const error = await save(wrong, null).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'invalid',
      problems: [{ line: 4, column: 7, path: 'source', message: expect.stringContaining('not assignable') }],
    });
    expect(await store.db.select().from(policies)).toEqual([]);
  });

  it('that somebody else saved or published meanwhile is told of', async () => {
    await save(route('a'), null);
    await save(route('b'), 1);
    await expect(save(route('c'), 1)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('administrator alice saved version 2 of policy "mine"'),
      since: { version: 2, actor: 'administrator alice' },
    });
    await expect(save(route('c'), null)).rejects.toThrow('there is a policy "mine" already, at version 2');
    await publish(2, null);
    await expect(publish(1, null)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /^administrator alice published version 2 at .*: version 2 is in force of policy "mine" now/,
      ),
      since: { version: 2, actor: 'administrator alice' },
    });
    await expect(publish(7, 2)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has settings that hold for every version', async () => {
    await save(route('a'), null, { publish: true });
    const before = await ask('policies.get', { policy_id: 'mine' });
    const changed = await ask('policies.settings', {
      ...{ policy_id: 'mine', deadline_ms: 50, on_error: 'fail', fallback: 'lowest-cost' },
      revision: before.revision,
    });
    expect(changed).toMatchObject({ deadline_ms: 50, on_error: 'fail', fallback: 'lowest-cost', title: null });
    await expect(
      ask('policies.settings', { policy_id: 'mine', title: 'x', revision: before.revision }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await events()).at(-1)?.difference).toEqual({
      deadline_ms: { from: null, to: 50 },
      on_error: { from: 'fallback', to: 'fail' },
      fallback: { from: 'weighted', to: 'lowest-cost' },
    });
    expect((await stand())?.structureVersion).toBe(2);
    await save(route('b'), 1);
    expect(await stand()).toMatchObject({ version: 3, structureVersion: 2 });
  });

  it('goes when no group asks it any more', async () => {
    await save(route('a'), null, { publish: true });
    await asks('mine');
    await expect(ask('policies.delete', { policy_id: 'mine' })).rejects.toThrow('1 group asks policy "mine" ("g")');
    await store.db.delete(modelGroups);
    await ask('policies.delete', { policy_id: 'mine' });
    expect(await store.db.select().from(policies)).toEqual([]);
  });

  it('of a file is shown, and changed in that file', async () => {
    await save(route('a'), null, { publish: true });
    await store.db.update(policies).set({ managedBy: 'file' });
    const changes = [
      () => save(route('b'), 1),
      () => publish(1, 1),
      () => ask('policies.settings', { policy_id: 'mine', title: 'x' }),
      () => ask('policies.delete', { policy_id: 'mine' }),
    ];
    for (const change of changes) await expect(change()).rejects.toMatchObject({ code: 'declared' });
    expect(await ask('policies.get', { policy_id: 'mine' })).toMatchObject({ managed_by: 'file', source: route('a') });
  });

  it('that is suspended runs again when somebody says so', async () => {
    await save(route('a'), null, { publish: true });
    const version = (await loadSnapshot(store.db, sealer)).version;
    const { digest } = (await store.db.query.policyVersions.findFirst()) ?? { digest: '' };
    const endless = { digest, code: 'exports.route = () => { for (;;); };', lines: [1], hasValidate: false };
    const name = policyName({ id: 'mine', version: 1, digest });
    const run = async () => {
      const result = await runPolicy(endless, sampleContext(), { sandbox, name, seed: 1, deadlineMs: 1 });
      return result.outcome === 'failed' && result.failure.kind;
    };
    await expect.poll(run, { timeout: 20_000, interval: 1 }).toBe('suspended');
    const standing = async () => (await ask('policies.get', { policy_id: 'mine' })).standing;
    expect(await standing()).toMatchObject({ suspended_until: expect.stringMatching(/^20/) });
    expect((await standing()).failures).toBeGreaterThan(1);
    await asks('mine');
    const snapshot = await loadSnapshot(store.db, sealer);
    const seen = { sandbox, snapshot: { current: () => snapshot } };
    expect(readSuspended(seen)).toEqual([
      { id: 'mine', version: 1, until: expect.stringMatching(/^20/), groups: ['g'] },
    ]);
    expect(checkSuspended(seen)).toMatchObject([
      { result: 'warning', found: expect.stringContaining('mine version 1 until 20'), mend: expect.any(String) },
    ]);
    expect(await ask('policies.resume', { policy_id: 'mine' })).toMatchObject({ standing: { suspended_until: null } });
    expect((await events()).at(-1)?.action).toBe('resume');
    expect(checkSuspended(seen)).toMatchObject([{ result: 'ok' }]);
    expect((await loadSnapshot(store.db, sealer)).version).toBe(version);
  });
});

describe('a check', () => {
  it('tells what is wrong, and saves nothing', async () => {
    expect(await ask('policies.check', { source: route('a') })).toEqual({
      ok: true,
      problems: [],
      has_validate: false,
    });
    const { ok, problems } = await ask('policies.check', { source: wrong });
    expect([ok, problems]).toEqual([false, [expect.objectContaining({ kind: 'type', line: 4, column: 7 })]]);
    const looping = 'export function route(): PolicyDecision {\n  for (;;);\n}\n';
    expect((await ask('policies.check', { source: looping })).problems).toMatchObject([{ kind: 'trial' }]);
    expect(await store.db.select().from(auditEvents)).toEqual([]);
  });

  it('is quick enough to be asked as one types', async () => {
    const start = performance.now();
    for (const label of ['a', 'b', 'c']) await ask('policies.check', { source: route(label) });
    expect((performance.now() - start) / 3).toBeLessThan(1_000);
  });
});

describe('a trial', () => {
  const source = `export function route({ targets, request }: PolicyContext): PolicyDecision {
  console.log('asked for', request.inputTokens);
  return { targets: targets.filter(({ provider }) => provider !== 'first').toReversed(), label: 'tried', reason: 'because' };
}
export function validate(_: PolicyContext, answer: PolicyAnswer): PolicyVerdict {
  return { valid: answer.text.includes('Paris'), reason: 'where' };
}
`;

  it('shows the order, the words, and what was logged', async () => {
    const { problems, route: tried, validate } = await ask('policies.try', { source });
    expect(problems).toEqual([]);
    expect(tried).toMatchObject({
      ...{ outcome: 'ordered', label: 'tried', reason: 'because', failure: null, lines: ['asked for 400'] },
      order: [
        { index: 2, provider: 'third', model: 'unknown' },
        { index: 1, provider: 'second', model: 'large' },
      ],
    });
    expect(validate).toMatchObject({ outcome: 'valid', reason: 'where', failure: null });
  });

  it('runs on a sample, on a context of one’s own, and on another answer', async () => {
    const { data } = await ask('policies.samples', {});
    const sample = data[1]?.title ?? '';
    expect((await ask('policies.try', { source, sample })).route?.lines).toEqual(['asked for 60000']);
    const targets = [{ provider: 'own', model: 'm', price: null }];
    const tried = await ask('policies.try', {
      ...{ source, sample, context: { request: { inputTokens: 7 }, targets }, answer: { text: 'Rome' } },
    });
    expect(tried.route).toMatchObject({ lines: ['asked for 7'], order: [{ index: 0, provider: 'own', model: 'm' }] });
    expect(tried.validate).toMatchObject({ outcome: 'invalid' });
    await expect(ask('policies.try', { source, sample: 'none' })).rejects.toThrow('expected one of "a plain question"');
    const nonsense = { request: { inputTokens: -1 } };
    await expect(ask('policies.try', { source, context: nonsense })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('shows how a policy fails, with its line, and what keeps it from running', async () => {
    const throwing = 'export function route(): PolicyDecision {\n  throw new Error("no luck");\n}\n';
    expect(await ask('policies.try', { source: throwing })).toMatchObject({
      problems: [],
      route: {
        outcome: 'failed',
        order: null,
        failure: { kind: 'threw', line: 2, message: expect.stringContaining('no luck') },
      },
    });
    expect(await ask('policies.try', { source: wrong })).toMatchObject({ route: null, problems: [{ kind: 'type' }] });
  });

  it('runs a version that was saved, and counts for nothing', async () => {
    await save(route('tried'), null, { publish: true });
    await save(route('b'), 1);
    expect((await ask('policies.try', { policy_id: 'mine' })).route?.label).toBe('tried');
    expect((await ask('policies.try', { policy_id: 'mine', number: 2 })).route?.label).toBe('b');
    expect(await ask('policies.get', { policy_id: 'mine' })).toMatchObject({ standing: { calls: 0 } });
    await expect(ask('policies.try', { policy_id: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask('policies.try', {})).rejects.toThrow('either source or policy_id');
  });
});

it('everybody sees a policy, owners and administrators alone change one', async () => {
  await save(route('a'), null);
  for (const role of ['operator', 'viewer'] as const) {
    const actor: Actor = { ...admin, role };
    expect((await ask('policies.get', { policy_id: 'mine' }, actor)).source).toBe(route('a'));
    await expect(ask('policies.check', { source: route('a') }, actor)).rejects.toMatchObject({ code: 'forbidden' });
    const input = { policy_id: 'mine', number: 1, based_on: null };
    await expect(ask('policies.publish', input, actor)).rejects.toMatchObject({ code: 'forbidden' });
  }
});
