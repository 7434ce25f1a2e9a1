import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  auditEvents,
  groupVersions,
  modelGroupAliases,
  modelGroups,
  policies,
  policyVersions,
  tokenGroups,
  usageRecords,
} from '../../../db/schema';
import { addCaller, addProvider, addToken } from '../../../db/testing/policy';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import type { Strategy } from '../../routing/strategies';
import { noteResult } from '../../upstream/__fixtures__/note-result';
import type { UsageAttempt } from '../../usage/usage-record';
import { admin, storeContext } from '../__fixtures__/store-context';
import type { AdminRefusal } from '../admin-refusal';
import { describeAdminApi } from '../openapi';
import { perform, type Verb, type VerbContext } from '../verb';
import type { GroupAnswer, GroupVersion, SavedGroup } from './asked';
import { meantShare } from './meant-share';
import { groupVerbs } from './verbs';

let store: TestStore;
let context: VerbContext;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  context = storeContext(store);
  await store.db.transaction(async (transaction) => {
    await addProvider(transaction, { id: 'one' });
    await addProvider(transaction, { id: 'two' });
  });
});

type Name = keyof typeof groupVerbs;
const run = (name: Name, input: unknown, as: Partial<VerbContext> = {}): Promise<unknown> =>
  perform(groupVerbs[name] as never, { ...context, ...as }, input);
const save = (input: Record<string, unknown>) =>
  run('groups.save', {
    id: 'fast',
    strategy: 'weighted',
    targets: [target('one')],
    based_on: null,
    ...input,
  }) as Promise<SavedGroup>;
const get = (id = 'fast') => run('groups.get', { id }) as Promise<GroupAnswer>;
const target = (provider: string, some: object = {}) => ({ provider, model: 'small', ...some });
const refused = (done: Promise<unknown>) =>
  done.then(
    () => null,
    (error: AdminRefusal) => ({
      code: error.code,
      message: error.message,
      since: error.since,
      problems: error.problems,
    }),
  );

describe('a group is saved', () => {
  it('as a version, and what is told of it can be saved again as it is', async () => {
    const first = {
      title: 'Fast',
      description: 'For chat',
      aliases: ['quick'],
      discoverable: true,
      retry: { attempts: 2 },
    };
    expect(
      await save({ ...first, targets: [target('one', { weight: 80 }), target('two', { weight: 20 })] }),
    ).toMatchObject({ version: 1, dry_run: false, changes: [{ action: 'create', kind: 'group', id: 'fast' }] });
    const { version, state, managed_by, targets } = await get();
    expect({ version, managed_by }).toEqual({ version: 1, managed_by: 'console' });
    expect(state).toMatchObject({ ...first, strategy: 'weighted' });
    expect(targets.map(({ share }) => share)).toEqual([0.8, 0.2]);
    expect(await run('groups.save', { id: 'fast', ...state, based_on: 1 })).toMatchObject({ version: 1, changes: [] });
    expect(await store.db.select().from(groupVersions)).toHaveLength(1);
  });

  it('with the difference told before, and nothing changed by that', async () => {
    await save({});
    const asked = { title: 'New', based_on: 1, dry_run: true };
    expect(await save(asked)).toMatchObject({
      version: 1,
      changes: [{ difference: { title: { from: null, to: 'New' } } }],
    });
    expect((await get()).state.title).toBeUndefined();
    expect(await save({ ...asked, dry_run: false })).toMatchObject({ version: 2 });
    const [event] = await store.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1);
    expect(event).toMatchObject({
      actor: 'administrator alice',
      via: 'console',
      address: '127.0.0.1',
      action: 'update',
    });
  });

  it('and says what is right and yet in vain', async () => {
    const { notices } = await save({ targets: [target('one', { priority: 1 })], dry_run: true });
    expect(notices).toEqual([expect.stringContaining('read by failover only')]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a model that is not there', { targets: [target('on')] }, 'groups[0].targets[0].provider', 'did you mean "one"'],
    ['the same target twice', { targets: [target('one'), target('one')] }, 'groups[0].targets[1].model', 'already'],
    ['weights that choose nothing', { targets: [target('one', { weight: 0 })] }, 'groups[0].targets', 'weight 0'],
    ['another group’s name as alias', { aliases: ['other'] }, 'groups[0].aliases[0]', 'the id of another group'],
    ['another group’s alias', { aliases: ['mine', 'taken'] }, 'groups[0].aliases[1]', 'alias of group "other"'],
    ['an alias as its own name', { id: 'taken' }, 'groups[0].id', 'alias of group "other"'],
    [
      'a time that is never reached',
      { retry: { attempt_timeout_ms: 9, total_timeout_ms: 8 } },
      'groups[0].retry.attempt_timeout_ms',
      'above total_timeout_ms',
    ],
  ])('but not with %s', async (_what, input, path, message) => {
    await save({ id: 'other', aliases: ['taken'] });
    const refusal = await refused(save(input));
    expect(refusal).toMatchObject({ code: 'invalid', problems: [{ path, message: expect.stringContaining(message) }] });
    expect(await store.db.select().from(modelGroups)).toHaveLength(1);
  });

  it('with its policy, its rules and its ceiling, once they go together', async () => {
    const version = { policyId: 'p', number: 1, source: 'x', code: 'x', lines: [1], digest: 'x', hasValidate: true };
    await store.db.insert(policies).values({ id: 'p', managedBy: 'console' });
    await store.db.insert(policyVersions).values({ ...version, actor: 'a' });
    const asked = {
      ...{ strategy: 'script', policy: 'p', policy_reads_text: true, affinity: true },
      validation: {
        rules: [{ rule: 'regex', pattern: '^a', must: 'not-match' }, { rule: 'policy' }],
        on_failure: 'pass',
      },
      ceiling: { usd_per_request: 0.5 },
    };
    expect(await refused(save(asked))).toMatchObject({
      code: 'invalid',
      message: 'no version of policy "p" is published yet; publish one first',
    });
    await store.db.update(policies).set({ published: 1 });
    const { notices } = await save(asked);
    expect(notices).toEqual(['group "fast" has a ceiling, and no price is declared of one/small: it gets no request']);
    const { state, targets } = await get();
    expect(state).toMatchObject(asked);
    expect(targets).toMatchObject([{ circuit: 'closed' }]);
    expect(await run('groups.save', { id: 'fast', ...state, based_on: 1 })).toMatchObject({ version: 1, changes: [] });
    const wrong: [object, string, string][] = [
      [{ strategy: 'weighted' }, 'groups[0].policy', 'is asked by the strategy script alone'],
      [{ policy: undefined, policy_reads_text: false }, 'groups[0].policy', 'is missing'],
      [
        { validation: { rules: [{ rule: 'json', pattern: 'a' }] } },
        'groups[0].validation.rules[0].pattern',
        'goes with',
      ],
      [{ validation: { rules: [{ rule: 'regex', pattern: '(' }] } }, 'groups[0].validation.rules[0].pattern', 'is not'],
    ];
    for (const [change, path, message] of wrong) {
      const problem = { path, message: expect.stringContaining(message) };
      expect(await refused(save({ ...asked, ...change, based_on: 1 }))).toMatchObject({
        ...{ code: 'invalid', problems: expect.arrayContaining([expect.objectContaining(problem)]) },
      });
    }
  });

  it('with its limits, which its versions carry, and which are gone back to', async () => {
    const limits = { output_tokens_per_minute: 200_000, usd: { day: 50 } };
    await save({ limits });
    const { state } = await get();
    expect(state.limits).toEqual(limits);
    const others = await save({ limits: { usd: { day: 40.5 } }, based_on: 1 });
    expect(others.changes).toMatchObject([
      {
        difference: {
          'limits.output_tokens_per_minute': { from: 200_000, to: null },
          'limits.usd.day': { from: 50, to: 40.5 },
        },
      },
    ]);
    const targets = { id: 'fast', targets: [target('two')], based_on: 2 };
    await run('groups.set-targets', targets);
    expect((await get()).state.limits).toEqual({ usd: { day: 40.5 } });
    expect(await run('groups.roll-back', { id: 'fast', number: 1, based_on: 3 })).toMatchObject({ version: 4 });
    expect((await get()).state.limits).toEqual(limits);
    expect(await run('groups.save', { id: 'fast', ...state, based_on: 4 })).toMatchObject({ changes: [] });
    const { data } = (await run('groups.versions', { id: 'fast' })) as { data: GroupVersion[] };
    expect(data[2]?.differs_in).toEqual(['limits.output_tokens_per_minute', 'limits.usd.day']);
    let based_on = 4;
    for (const none of [null, {}, undefined, { usd: {} }]) {
      await save({ limits: none, based_on });
      expect((await get()).state.limits).toBeUndefined();
      await save({ limits, based_on: based_on + 1 });
      based_on += 2;
    }
  });

  it('by nobody else where a file or the demo has it, and then it is said where', async () => {
    await save({});
    await store.db.update(modelGroups).set({ managedBy: 'file' });
    const file = { code: 'declared', message: expect.stringContaining('change it in that file') };
    expect(await refused(save({ title: 'x', based_on: 1 }))).toMatchObject(file);
    expect(await refused(run('groups.delete', { id: 'fast', based_on: 1 }))).toMatchObject(file);
    expect(await refused(run('groups.roll-back', { id: 'fast', number: 1, based_on: 1 }))).toMatchObject(file);
    await store.db.update(modelGroups).set({ managedBy: 'demo' });
    const targets = { id: 'fast', targets: [target('two')], based_on: 1 };
    expect(await refused(run('groups.set-targets', targets))).toMatchObject({ code: 'declared' });
  });
});

describe('of two who change a group at once', () => {
  it('the second is told who was first, and can save over it knowingly', async () => {
    await save({});
    await save({ title: 'Bob’s', based_on: 1 });
    const refusal = await refused(save({ title: 'Mine', based_on: 1 }));
    expect(refusal).toMatchObject({
      code: 'conflict',
      since: { version: 2, actor: 'administrator alice', deleted: false },
    });
    expect(refusal?.message).toMatch(/^administrator alice saved version 2 of group "fast" at \d{4}-.*"based_on": 2/);
    expect(await save({ title: 'Mine', based_on: 2 })).toMatchObject({ version: 3 });
  });

  it('one is first even in the same moment', async () => {
    await save({});
    const done = await Promise.all([save({ title: 'a', based_on: 1 }), save({ title: 'b', based_on: 1 })].map(refused));
    expect(done.map((refusal) => refusal?.code ?? 'saved').sort()).toEqual(['conflict', 'saved']);
  });

  it('the second learns that it was deleted, and a new group that the name is taken', async () => {
    await save({});
    expect(await refused(save({}))).toMatchObject({ code: 'conflict', since: { version: 1 } });
    await run('groups.delete', { id: 'fast', based_on: 1 });
    expect(await refused(save({ based_on: 1 }))).toMatchObject({
      code: 'conflict',
      since: { version: 2, deleted: true },
    });
    expect(await save({})).toMatchObject({ version: 3 });
    expect(await refused(save({ id: 'never', based_on: 4 }))).toMatchObject({ code: 'not-found' });
  });
});

describe('an operator', () => {
  const operator = { actor: { ...admin, role: 'operator' as const } };

  it('changes targets, and nothing else of the group', async () => {
    await save({ title: 'Kept', aliases: ['kept'] });
    const targets = [target('two', { weight: 3, enabled: false }), target('one', { priority: 1 })];
    await run('groups.set-targets', { id: 'fast', targets, based_on: 1 }, operator);
    const { state } = await get();
    expect(state).toMatchObject({ title: 'Kept', aliases: ['kept'], targets });
    const title = { id: 'fast', targets, based_on: 2, title: 'Mine' };
    expect(await refused(run('groups.set-targets', title, operator))).toMatchObject({ code: 'invalid' });
  });

  it('rolls back to a version that differs in targets alone, and is told why to no other', async () => {
    await save({});
    await save({ title: 'Later', based_on: 1 });
    await save({ title: 'Later', targets: [target('two')], based_on: 2 });
    const back = { id: 'fast', based_on: 3 };
    expect(await run('groups.roll-back-targets', { ...back, number: 2 }, operator)).toMatchObject({ version: 4 });
    expect((await get()).state).toMatchObject({ title: 'Later', targets: [target('one')] });
    const refusal = await refused(run('groups.roll-back-targets', { ...back, number: 1, based_on: 4 }, operator));
    expect(refusal).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('differs from now in title too'),
    });
    const { data } = (await run('groups.versions', { id: 'fast' }, operator)) as { data: GroupVersion[] };
    expect(data.map(({ rolled_back_to, differs_in }) => [rolled_back_to, differs_in])).toEqual([
      [2, []],
      [null, ['targets']],
      [null, []],
      [null, ['title']],
    ]);
    await run('groups.delete', { id: 'fast', based_on: 4 });
    const again = run('groups.roll-back-targets', { ...back, number: 2, based_on: null }, operator);
    expect(await refused(again)).toMatchObject({ code: 'not-found' });
  });

  it.each<[Name, object]>([
    ['groups.save', { strategy: 'weighted', targets: [target('one')], based_on: null }],
    ['groups.delete', { based_on: 1 }],
    ['groups.roll-back', { number: 1, based_on: 1 }],
  ])('may not %s', async (name, input) => {
    expect(await refused(run(name, { id: 'fast', ...input }, operator))).toMatchObject({ code: 'forbidden' });
  });
});

describe('a group that tokens may use', () => {
  it('is deleted only by force, and then they lose it', async () => {
    await save({});
    await save({ id: 'other' });
    await store.db.transaction(async (transaction) => {
      const callerId = await addCaller(transaction, 'alice', 'demo');
      await addToken(transaction, { callerId, key: 'k1', allow: ['fast', 'other'] });
    });
    // Its caller came with a file, its token did not.
    await store.sql`update caller_tokens set managed_by = 'console'`;
    const asked = { id: 'fast', based_on: 1 };
    const message = expect.stringContaining('one token may use group "fast" and would lose it');
    expect(await refused(run('groups.delete', asked))).toMatchObject({ code: 'conflict', message });
    expect(await run('groups.delete', { ...asked, force: true })).toEqual({ id: 'fast', tokens: 1 });
    expect((await store.db.select().from(tokenGroups)).map(({ groupId }) => groupId)).toEqual(['other']);
    expect(await refused(get())).toMatchObject({ code: 'not-found' });
  });
});

describe('a version', () => {
  it('tells its difference to the one before, and those of a deleted group stay', async () => {
    await save({});
    await save({ title: 'T', based_on: 1 });
    await run('groups.delete', { id: 'fast', based_on: 2 });
    const told = (await run('groups.versions', { id: 'fast', limit: '2' })) as never;
    expect(told).toMatchObject({
      has_more: true,
      data: [
        { number: 3, state: null, changes: [{ action: 'delete' }] },
        { number: 2, state: { title: 'T' }, changes: [{ difference: { title: { from: null, to: 'T' } } }] },
      ],
    });
    expect(await run('groups.versions', { id: 'fast', before: '2' })).toMatchObject({
      has_more: false,
      data: [{ number: 1, changes: [{ action: 'create' }] }],
    });
    expect(await run('groups.version', { id: 'fast', number: '1' })).toMatchObject({
      number: 1,
      actor: 'administrator alice',
    });
    expect(await refused(run('groups.version', { id: 'fast', number: '4' }))).toMatchObject({ code: 'not-found' });
  });

  it('is gone back to as a new one, aliases and all', async () => {
    await save({ aliases: ['quick'], targets: [target('one'), target('two', { priority: 2 })], strategy: 'failover' });
    await save({ based_on: 1 });
    expect(await run('groups.roll-back', { id: 'fast', number: 1, based_on: 2 })).toMatchObject({ version: 3 });
    expect((await store.db.select().from(modelGroupAliases)).map(({ alias }) => alias)).toEqual(['quick']);
    const versions = await store.db.select().from(groupVersions).where(eq(groupVersions.groupId, 'fast'));
    expect(versions[2]?.document).toEqual(versions[0]?.document);
    const events = await store.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(2);
    expect(events.map(({ action }) => action)).toEqual(['rollback', 'update']);
    expect(await run('groups.version', { id: 'fast', number: 3 })).toMatchObject({ rolled_back_to: 1, differs_in: [] });
  });

  it('brings a deleted group back', async () => {
    await save({});
    await run('groups.delete', { id: 'fast', based_on: 1 });
    expect(await refused(run('groups.roll-back', { id: 'fast', number: 2, based_on: null }))).toMatchObject({
      code: 'invalid',
    });
    expect(await run('groups.roll-back', { id: 'fast', number: 1, based_on: null })).toMatchObject({ version: 3 });
    expect(await run('groups.versions', { id: 'fast' })).toMatchObject({
      data: [{ rolled_back_to: 1, changes: [{ action: 'create' }] }, { differs_in: null }, { differs_in: [] }],
    });
  });

  it('tells of each what it stands on and is there no more', async () => {
    await save({ targets: [target('one'), target('two')] });
    await save({ based_on: 1 });
    await run('groups.delete', { id: 'fast', based_on: 2 });
    await store.sql`delete from provider_models where provider_id = 'two'`;
    const { data } = (await run('groups.versions', { id: 'fast' })) as { data: GroupVersion[] };
    expect(data.map(({ missing }) => missing)).toEqual([[], [], ['two/small']]);
  });

  it('is refused where its models or names are gone', async () => {
    await save({ targets: [target('two')], aliases: ['quick'] });
    await save({ based_on: 1 });
    await save({ id: 'other', aliases: ['quick'] });
    await store.sql`delete from provider_models where provider_id = 'two'`;
    const refusal = await refused(run('groups.roll-back', { id: 'fast', number: 1, based_on: 2 }));
    expect(refusal).toMatchObject({ code: 'invalid' });
    expect(refusal?.message.split('\n')).toEqual([
      '"quick" is an alias of group "other" already; take it away there first',
      'no provider "two"',
    ]);
  });
});

describe('what is told of a group', () => {
  const now = Date.now();
  const attempt = (provider: string, result: string): UsageAttempt =>
    ({ provider_id: provider, model_id: 'small', status: 200, result, started_ms: 0, duration_ms: 5 }) as never;
  const record = (
    id: number,
    provider: string | null,
    ms: number,
    tries: UsageAttempt[],
    fault: string | null = null,
  ) => ({
    id: `00000000-0000-4000-8000-00000000000${id}`,
    ...{ requestId: `req_${id}`, startedAt: new Date(now - 1000), tokenId: 't', userId: 'u', projectId: 'p' },
    ...{ environment: 'dev', endpoint: '/v1/messages', stream: false, groupId: 'fast', providerId: provider },
    ...{
      modelId: provider && 'small',
      status: fault ? 502 : 200,
      outcome: fault ? ('failed' as const) : ('completed' as const),
      fault,
    },
    ...{ latencyMs: ms, firstTokenMs: ms / 2, attempts: tries.length, reasons: [], tries },
  });

  it('is how each target has done, of what was answered and of what was tried', async () => {
    await save({ targets: [target('one', { weight: 1 }), target('two', { weight: 1, enabled: false })] });
    await store.db
      .insert(usageRecords)
      .values([
        record(1, 'one', 100, [attempt('one', 'answered')]),
        record(2, 'one', 300, [attempt('two', 'unreachable'), attempt('one', 'answered')]),
        record(3, 'two', 50, [attempt('two', 'answered')]),
        record(4, 'two', 50, [attempt('two', 'unreachable')], 'upstream-failed'),
        record(5, 'two', 50, [attempt('one', 'invalid'), attempt('two', 'answered')]),
      ] as never);
    for (let index = 0; index < 5; index += 1) noteResult(context.runtime.health, 'two/small', 'unreachable', now);
    const { last_day, targets, capabilities } = await get();
    expect(last_day).toMatchObject({ requests: 5, failed: 1 });
    expect(Date.parse(last_day.to) - Date.parse(last_day.from)).toBe(86_400_000);
    expect(targets).toMatchObject([
      {
        ...{ provider: 'one', share: 1, health: 'unknown' },
        last_day: {
          requests: 2,
          attempts: 3,
          failed_attempts: 0,
          broke_rules: 1,
          p50_latency_ms: 200,
          p50_first_token_ms: 100,
        },
      },
      {
        provider: 'two',
        share: null,
        last_day: { requests: 2, attempts: 4, failed_attempts: 2, broke_rules: 0, p50_latency_ms: 50 },
      },
    ]);
    expect(targets[0]?.last_day.share).toBeCloseTo(2 / 4);
    expect(targets[1]?.health).toBe('unhealthy');
    expect(capabilities).toMatchObject({ tools: null, vision: null });
    expect(await run('groups.list', {})).toMatchObject({
      data: [
        { id: 'fast', targets: 2, enabled_targets: 1, tokens: 0, version: 1, last_day: { requests: 5, failed: 1 } },
      ],
    });
  });

  it('is under failover the share within the first priority that is on, and nothing where weights decide nothing', async () => {
    const targets = [
      target('one', { priority: 0, weight: 5, enabled: false }),
      target('two', { priority: 1, weight: 5 }),
      target('three', { priority: 1, weight: 15 }),
      target('four', { priority: 2, weight: 5 }),
    ];
    const shares = (strategy: Strategy) =>
      targets.map((each) => meantShare({ enabled: true, ...each } as never, strategy, withDefaults));
    const withDefaults = targets.map((each) => ({ enabled: true, ...each }) as never);
    expect(shares('failover')).toEqual([null, 0.25, 0.75, null]);
    expect(shares('weighted')).toEqual([null, 0.2, 0.6, 0.2]);
    for (const strategy of ['lowest-cost', 'lowest-latency', 'script'] as const)
      expect(shares(strategy)).toEqual([null, null, null, null]);
    await save({ strategy: 'failover', targets: [target('one', { priority: 0 }), target('two', { priority: 1 })] });
    expect((await get()).targets.map(({ share }) => share)).toEqual([1, null]);
  });
});

it('a title from before control characters were refused is read, gone back to and kept with its targets', async () => {
  await save({ title: 'Fast' });
  const old = 'Fast\u202etsaf\u0007';
  await store.db.update(modelGroups).set({ title: old });
  await store.db
    .update(groupVersions)
    .set({ document: { id: 'fast', title: old, strategy: 'weighted', targets: [target('one')] } });
  expect(await get()).toMatchObject({ state: { title: old } });
  await run('groups.set-targets', { id: 'fast', targets: [target('two')], based_on: 1 });
  expect(await run('groups.roll-back', { id: 'fast', number: 1, based_on: 2 })).toMatchObject({ version: 3 });
  expect(await refused(save({ title: old, based_on: 3 }))).toMatchObject({
    code: 'invalid',
    message: 'title: character 5 changes how the text around it reads (U+202E); take it out',
  });
});

it('says what based_on is to whoever leaves it out, and in the API’s own document', async () => {
  const words =
    'based_on: expected the number of the version that the change is made upon, or null where there is no such group';
  for (const based_on of [undefined, 'one', 0, 1.5]) {
    expect(await refused(save({ based_on }))).toMatchObject({ code: 'invalid', message: words });
  }
  expect(await refused(save({ id: 'never', based_on: 1 }))).toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('"based_on": null'),
  });
  const { paths, components } = describeAdminApi('', [
    ['groups.save', groupVerbs['groups.save'] as Verb],
  ]) as never as Told;
  expect(paths['/groups/{id}']?.put.requestBody.content['application/json'].schema.properties.based_on).toMatchObject({
    description: expect.stringContaining('null where there is no such group'),
    anyOf: [{ type: 'integer' }, { type: 'null' }],
  });
  expect(components.schemas.AdminError.properties.error.properties).toHaveProperty('since');
});

interface Told {
  paths: Record<
    string,
    { put: { requestBody: { content: { 'application/json': { schema: { properties: Record<string, object> } } } } } }
  >;
  components: { schemas: { AdminError: { properties: { error: { properties: object } } } } };
}
