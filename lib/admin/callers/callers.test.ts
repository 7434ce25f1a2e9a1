import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { auditEvents, callers, callerTokens, policyState, projects, users } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { statusAt } from '../../callers/authenticate-caller';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import { storeContext } from '../__fixtures__/store-context';
import type { UserList } from '../contract/callers';
import { createToken } from '../tokens/create';
import { perform, type VerbContext } from '../verb';
import { callerVerbs } from './verbs';

let store: TestStore;
let context: VerbContext;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
  context = storeContext(store);
  await context.runtime.snapshot.refresh();
});

const run = <Name extends keyof typeof callerVerbs>(name: Name, input: unknown) =>
  perform(callerVerbs[name] as never, context, input) as ReturnType<(typeof callerVerbs)[Name]['run']>;
const token = async (user: string, project: string, more: { key?: string; expires_at?: string } = {}) => {
  const input = { user, project, allow: [], ...more };
  return (await createToken({ store, org: 'metrum', author: context.author, input })).tokenId;
};
const version = async () => (await store.db.select().from(policyState))[0]?.version;
const audited = async () =>
  (await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id))).map(
    ({ action, objectKind, objectId }) => `${action} ${objectKind} ${objectId}`,
  );

describe('making', () => {
  it('makes users, projects and callers, each once and audited', async () => {
    expect(await run('users.create', { user: 'bot', kind: 'service' })).toMatchObject({
      ...{ user: 'bot', kind: 'service', status: 'active', managed_by: 'console', tokens: 0, projects: 0 },
    });
    expect(await run('projects.create', { project: 'shop', title: 'The shop' })).toMatchObject({ title: 'The shop' });
    expect(await run('callers.create', { user: 'bot', project: 'shop' })).toMatchObject({
      ...{ user: 'bot', project: 'shop', effective_status: 'active' },
    });
    expect(await audited()).toEqual(['create user bot', 'create project shop', 'create caller bot/shop']);
    for (const [name, input] of [
      ['users.create', { user: 'bot' }],
      ['projects.create', { project: 'shop' }],
      ['callers.create', { user: 'bot', project: 'shop' }],
    ] as const) {
      await expect(run(name, input)).rejects.toMatchObject({ code: 'conflict' });
    }
    await expect(run('callers.create', { user: 'no-one', project: 'shop' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(run('users.create', { user: 'Not A Slug' })).rejects.toMatchObject({ code: 'invalid' });
    expect(await version()).toBe(4);
  });
});

describe('a project’s limits', () => {
  const limits = { usd: { month: 200 }, concurrency: 8 };
  const lastDifference = async () =>
    (await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id))).at(-1)?.difference;

  it('are given, changed, kept where they are not spoken of, and taken away, and reach who calls from it', async () => {
    expect(await run('projects.create', { project: 'shop', limits })).toMatchObject({ title: null, limits });
    expect(await lastDifference()).toEqual({
      'limits.concurrency': { from: null, to: 8 },
      'limits.usd.month': { from: null, to: 200 },
    });
    await token('alice', 'shop');
    await context.runtime.snapshot.refresh();
    const reached = () => [...context.runtime.snapshot.current().callers.values()][0]?.projectLimits;
    expect(reached()).toEqual(limits);
    const dry = await run('projects.update', { project: 'shop', limits: { usd: { month: 100 } }, dry_run: true });
    expect([dry.difference, reached()]).toEqual([
      { 'limits.concurrency': { from: 8, to: null }, 'limits.usd.month': { from: 200, to: 100 } },
      limits,
    ]);
    await run('projects.update', { project: 'shop', title: 'The shop' });
    expect(await run('projects.get', { project: 'shop' })).toMatchObject({ title: 'The shop', limits });
    await run('projects.update', { project: 'shop', limits: { usd: { month: 100 } } });
    expect(await lastDifference()).toEqual(dry.difference);
    expect(reached()).toEqual({ usd: { month: 100 } });
    const { data } = await run('projects.list', {});
    expect(data).toMatchObject([{ project: 'shop', limits: { usd: { month: 100 } } }]);
    for (const none of [null, {}, { usd: {} }]) {
      await run('projects.update', { project: 'shop', limits });
      await run('projects.update', { project: 'shop', limits: none });
      expect([await run('projects.get', { project: 'shop' }), reached()]).toMatchObject([{ limits: null }, null]);
    }
    await expect(run('projects.update', { project: 'shop', limits: { usd: { week: 1 } } })).rejects.toMatchObject({
      fields: [{ path: 'limits.usd', message: expect.stringContaining('week') }],
    });
  });

  it('are a file’s where the file has the project', async () => {
    await store.db.insert(projects).values({ id: 'shop', managedBy: 'file', limits });
    await expect(run('projects.update', { project: 'shop', limits: null })).rejects.toMatchObject({ code: 'declared' });
    expect(await run('projects.get', { project: 'shop' })).toMatchObject({ limits, managed_by: 'file' });
  });
});

describe('a status', () => {
  it('says beforehand how many tokens it stops, stops them, and starts as many again', async () => {
    const ids = [await token('alice', 'shop'), await token('alice', 'shop'), await token('bob', 'shop')];
    await token('alice', 'office');
    await store.db
      .update(callerTokens)
      .set({ status: 'revoked' })
      .where(eq(callerTokens.tokenId, ids[1] ?? ''));
    await context.runtime.snapshot.refresh();
    const before = await version();
    const asked = { project: 'shop', status: 'disabled' };
    const told = await run('projects.update', { ...asked, dry_run: true });
    expect(told).toMatchObject({ dry_run: true, tokens_stopped: 2, tokens_started: 0, version: before });
    expect(told.difference).toEqual({ status: { from: 'active', to: 'disabled' } });
    expect(await version()).toBe(before);

    expect(await run('projects.update', asked)).toMatchObject({ dry_run: false, tokens_stopped: 2 });
    expect(await statusesNow()).toEqual({ active: 1, disabled: 2, revoked: 1 });
    expect(await run('projects.get', { project: 'shop' })).toMatchObject({ tokens: 3, active_tokens: 0, users: 2 });
    // Another holder in the way: alice is suspended too, so that only bob's token comes back.
    expect(await run('users.update', { user: 'alice', status: 'suspended' })).toMatchObject({ tokens_stopped: 1 });
    expect(await run('projects.update', { project: 'shop', status: 'active' })).toMatchObject({ tokens_started: 1 });
    expect(await statusesNow()).toEqual({ active: 1, suspended: 2, revoked: 1 });
    expect(await run('projects.update', { project: 'shop', status: 'active' })).toMatchObject({ difference: {} });
  });

  it('of a user in one project leaves their others alone', async () => {
    await token('alice', 'shop');
    await token('alice', 'office');
    const change = await run('callers.update', { user: 'alice', project: 'shop', status: 'suspended' });
    expect(change).toMatchObject({ tokens_stopped: 1 });
    const { callers: rows } = await run('users.get', { user: 'alice' });
    expect(rows.map(({ project, effective_status }) => [project, effective_status])).toEqual([
      ['office', 'active'],
      ['shop', 'suspended'],
    ]);
  });

  it('and kind and title are audited with their difference', async () => {
    await token('alice', 'shop');
    await run('users.update', { user: 'alice', kind: 'service' });
    await run('projects.update', { project: 'shop', title: 'The shop' });
    const events = await store.db.select().from(auditEvents).where(eq(auditEvents.action, 'update'));
    expect(events.map(({ objectId, difference, via }) => [objectId, difference, via])).toEqual([
      ['alice', { kind: { from: 'person', to: 'service' } }, 'console'],
      ['shop', { title: { from: null, to: 'The shop' } }, 'console'],
    ]);
  });

  it.each(['file', 'demo'] as const)('of what is the %s’s is not changed here', async (managedBy) => {
    await token('alice', 'shop');
    for (const table of [users, projects, callers]) await store.db.update(table).set({ managedBy });
    const refused = { code: 'declared' };
    await expect(run('users.update', { user: 'alice', status: 'disabled' })).rejects.toMatchObject(refused);
    await expect(run('projects.update', { project: 'shop', title: 'x' })).rejects.toMatchObject(refused);
    const caller = { user: 'alice', project: 'shop' };
    await expect(run('callers.update', { ...caller, status: 'disabled' })).rejects.toMatchObject(refused);
    await expect(run('users.delete', { user: 'alice' })).rejects.toMatchObject(refused);
  });
});

describe('deleting', () => {
  it('takes away what never had anything, with its callers', async () => {
    await run('users.create', { user: 'alice' });
    await run('projects.create', { project: 'shop' });
    await run('callers.create', { user: 'alice', project: 'shop' });
    expect(await run('projects.delete', { project: 'shop' })).toMatchObject({ deleted: 'shop' });
    expect((await audited()).slice(-2)).toEqual(['delete caller alice/shop', 'delete project shop']);
    expect(await store.db.select().from(callers)).toEqual([]);
    await run('users.delete', { user: 'alice' });
    await expect(run('users.get', { user: 'alice' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves what has tokens, and what has sent requests', async () => {
    await token('alice', 'shop');
    await run('users.create', { user: 'bob' });
    await store.insertUsage([renderRecord(usageRecord({ user_id: 'bob', project_id: 'gone' }))]);
    const before = await version();
    const refused = { code: 'conflict', message: expect.stringContaining('disable it instead') };
    await expect(run('users.delete', { user: 'alice' })).rejects.toMatchObject(refused);
    await expect(run('projects.delete', { project: 'shop' })).rejects.toMatchObject(refused);
    await expect(run('callers.delete', { user: 'alice', project: 'shop' })).rejects.toMatchObject(refused);
    await expect(run('users.delete', { user: 'bob' })).rejects.toMatchObject(refused);
    expect(await version()).toBe(before);
  });
});

describe('finding', () => {
  beforeEach(async () => {
    const used = await token('alice', 'shop');
    await token('bob', 'shop');
    await run('users.create', { user: 'build-bot', kind: 'service' });
    await run('projects.update', { project: 'shop', title: 'Web Shop 100%' });
    await run('projects.create', { project: 'office' });
    await store.insertUsage([renderRecord(usageRecord({ token_id: used, started_at: '2026-03-01T12:00:00.250Z' }))]);
  });

  it('tells users with their tokens and last use, by what they are called and are', async () => {
    const { data, total } = await run('users.list', {});
    expect(total).toBe(3);
    expect(
      data.map(({ user, tokens, active_tokens, projects, last_used_at }) => [
        user,
        tokens,
        active_tokens,
        projects,
        last_used_at,
      ]),
    ).toEqual([
      ['alice', 1, 1, 1, '2026-03-01T12:00:00.250Z'],
      ['bob', 1, 1, 1, null],
      ['build-bot', 0, 0, 0, null],
    ]);
    const names = async (query: object) => (await run('users.list', query)).data.map(({ user }) => user);
    expect(await names({ search: 'B' })).toEqual(['bob', 'build-bot']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ kind: 'service' })).toEqual(['build-bot']);
    expect(await names({ status: 'disabled' })).toEqual([]);
    expect(await names({ managed_by: 'file' })).toEqual([]);
  });

  it('finds projects by title too, with how many users and tokens they have', async () => {
    const { data } = await run('projects.list', { search: 'web 100%' });
    expect(data).toMatchObject([{ project: 'shop', title: 'Web Shop 100%', users: 2, tokens: 2 }]);
  });

  it('sorts by each number of the list, and pages there and back in any order', async () => {
    const pages = async (sort: string, direction: string) => {
      const names: string[] = [];
      for (let after: string | null = null; ; ) {
        const page: UserList = await run('users.list', { sort, direction, limit: 1, ...(after && { after }) });
        names.push(...page.data.map(({ user }) => user));
        if (page.next === null) return names;
        after = page.next;
        const back = await run('users.list', { sort, direction, limit: 1, before: after });
        expect(back.data.map(({ user }) => user)).toEqual(names.slice(-2, -1));
      }
    };
    await token('bob', 'office');
    expect(await pages('user', 'desc')).toEqual(['build-bot', 'bob', 'alice']);
    expect(await pages('projects', 'desc')).toEqual(['bob', 'alice', 'build-bot']);
    expect(await pages('tokens', 'asc')).toEqual(['build-bot', 'alice', 'bob']);
    expect(await pages('last_used_at', 'desc')).toEqual(['alice', 'build-bot', 'bob']);
    const names = async (query: object) => (await run('projects.list', query)).data.map(({ project }) => project);
    expect(await names({ sort: 'users', direction: 'desc' })).toEqual(['shop', 'office']);
    expect(await names({ sort: 'last_used_at' })).toEqual(['office', 'shop']);
    const uses = (await run('users.list', { sort: 'last_used_at' })).data.map(({ last_used_at }) => last_used_at);
    expect(uses).toEqual([null, null, '2026-03-01T12:00:00.250Z']);
    const wrong = run('users.list', { sort: 'tokens', after: 'bob' });
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('the page beside it'),
    });
  });

  it('pages there and back', async () => {
    const first = await run('users.list', { limit: 2 });
    expect([first.previous, first.next, first.has_more]).toEqual([null, 'bob', true]);
    const second = await run('users.list', { limit: 2, after: first.next });
    expect([second.data.length, second.previous, second.next]).toEqual([1, 'build-bot', null]);
    const back = await run('users.list', { limit: 2, before: second.previous });
    expect(back.data).toEqual(first.data);
  });
});

/** What requests with every token would meet now: the snapshot's word, not the store's. */
async function statusesNow(): Promise<Record<string, number>> {
  const snapshot = context.runtime.snapshot.current();
  const counts: Record<string, number> = {};
  for (const { tokenSha256 } of await store.db.select().from(callerTokens)) {
    const found = snapshot.tokens.get(tokenSha256);
    const caller = found && snapshot.callers.get(found.callerId);
    const status = found && caller ? statusAt(found, caller, Date.now()) : 'unknown';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
