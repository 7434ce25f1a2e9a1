import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { callers, callerTokens, modelGroups } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import { TokenQuery, tokenSorts } from '../contract';
import { createToken } from './create';
import { listTokens } from './list';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
  await store.db.insert(modelGroups).values([
    { id: 'default', strategy: 'weighted', managedBy: 'console' },
    { id: 'other', strategy: 'weighted', managedBy: 'console' },
  ]);
});

const now = new Date('2026-01-31T12:00:00Z');
const create = (user: string, project: string, allow: string[], expires_at?: string) =>
  createToken({
    ...{ store, org: 'metrum', author: { actor: 'admin' }, now },
    input: { user, project, allow, key: 'k1', ...(expires_at ? { expires_at } : {}) },
  });
const list = async (query: Record<string, string> = {}, at = now) => {
  const { data, ...rest } = await listTokens(store.db, TokenQuery.parse(query), at);
  return { users: data.map(({ user }) => user), data, ...rest };
};

it('finds by user, project, group and the status that a request meets', async () => {
  await create('alice', 'shop', ['default', 'other'], '2026-02-01T00:00:00Z');
  await create('bob', 'shop', ['other']);
  await create('carol', 'office', []);
  await store.db.update(callers).set({ status: 'suspended' }).where(sql`${callers.userId} = 'carol'`);
  expect((await list()).users).toEqual(['alice', 'bob', 'carol']);
  expect((await list({ user: 'bob' })).users).toEqual(['bob']);
  expect((await list({ project: 'shop' })).users).toEqual(['alice', 'bob']);
  expect((await list({ group: 'default' })).users).toEqual(['alice']);
  expect((await list({ status: 'active' })).users).toEqual(['alice', 'bob']);
  expect((await list({ status: 'suspended' })).users).toEqual(['carol']);
  expect((await list({ status: 'expired' }, new Date('2026-02-01T00:00:00Z'))).users).toEqual(['alice']);
  expect((await list({ user: 'nobody' })).users).toEqual([]);
});

it('tells everything of a token but its secret, with its last use', async () => {
  const { token, tokenId } = await create('alice', 'shop', ['other', 'default']);
  const at = (text: string) => renderRecord(usageRecord({ token_id: tokenId, started_at: text, client: text }));
  await store.insertUsage([at('2026-01-30T00:00:00Z'), at('2026-01-31T11:00:00.250Z'), at('2026-01-29T00:00:00Z')]);
  const { data } = await list();
  expect(data).toEqual([
    {
      ...{ token_id: tokenId, user: 'alice', project: 'shop', environment: 'dev', key: 'k1', status: 'active' },
      ...{
        allow: ['default', 'other'],
        expires_at: null,
        tier: null,
        limits: null,
        rotates_at: null,
        managed_by: 'console',
      },
      ...{ created_at: expect.stringMatching(/Z$/), last_used_at: '2026-01-31T11:00:00.250Z' },
      last_client: '2026-01-31T11:00:00.250Z',
      ...{ own_status: 'active', version: 2 },
    },
  ]);
  expect(JSON.stringify(data)).not.toContain(token.slice(tokenId.length + 1));
});

it('pages through 10,000 tokens, each once, and quickly', async () => {
  await create('alice', 'shop', ['default']);
  await store.db.execute(sql`
    insert into ${callerTokens} (token_id, token_sha256, caller_id, environment, key, changed_in, managed_by)
    select 'rtr_metrum_alice_shop_dev_n' || number, 'hash ' || number, caller_id, 'dev', 'n' || number, 2, 'console'
    from ${callerTokens}, generate_series(1, 9999) as number`);
  const seen = new Set<string>();
  const begun = performance.now();
  for (let after: string | undefined; ; ) {
    const { data, has_more } = await list({ limit: '1000', ...(after ? { after } : {}) });
    for (const { token_id } of data) seen.add(token_id);
    after = data.at(-1)?.token_id;
    if (!has_more) break;
  }
  expect(seen.size).toBe(10_000);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

describe('finding', () => {
  it.each<[Record<string, string>, string[]]>([
    [{ search: 'ali' }, ['alice']],
    [{ search: 'SHOP bob' }, ['bob']],
    [{ search: 'bob/shop' }, ['bob']],
    [{ search: '%' }, []],
    [{ search: 'a__ce' }, []],
    [{ search: '_shop_' }, ['alice', 'bob']],
    [{ environment: 'prod' }, ['carol']],
    [{ managed_by: 'file' }, ['bob']],
    [{ expires_within: '1' }, ['alice']],
    [{ unused_days: '30' }, ['bob', 'carol']],
  ])('finds by %o', async (query, found) => {
    const { tokenId } = await create('alice', 'shop', ['default'], '2026-02-01T00:00:00Z');
    await create('bob', 'shop', []);
    await create('carol', 'office', []);
    await store.db.update(callerTokens).set({ createdAt: new Date('2025-06-01T00:00:00Z') });
    await store.db.update(callerTokens).set({ environment: 'prod' }).where(sql`token_id like '%carol%'`);
    await store.db.update(callerTokens).set({ managedBy: 'file' }).where(sql`token_id like '%bob%'`);
    await store.insertUsage([renderRecord(usageRecord({ token_id: tokenId, started_at: '2026-01-30T00:00:00Z' }))]);
    const { users, data } = await list(query);
    expect(users).toEqual(found);
    expect((await listTokens(store.db, TokenQuery.parse({ ...query, limit: 1 }), now)).total).toBe(data.length);
  });

  it('finds a whole token by its public part alone', async () => {
    const { token } = await create('alice', 'shop', []);
    expect((await list({ search: token })).users).toEqual(['alice']);
  });
});

describe('a page in any order', () => {
  async function makeSome(count: number) {
    for (let number = 0; number < count; number++) {
      const expiry = number % 3 === 0 ? `2027-01-0${1 + (number % 2)}T00:00:00Z` : undefined;
      const { tokenId } = await create(`user-${number}`, 'shop', [], expiry);
      const started_at = `2026-01-0${1 + (number % 4)}T00:00:00Z`;
      if (number % 2) await store.insertUsage([renderRecord(usageRecord({ token_id: tokenId, started_at }))]);
    }
  }

  const orders = tokenSorts.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]);
  it.each(orders)('by %s, %s, shows each token once, there and back', async (sort, direction) => {
    await makeSome(11);
    const whole = (await list({ sort, direction })).users;
    expect(whole).toHaveLength(11);
    const pages: string[][] = [];
    let page = await list({ sort, direction, limit: '4' });
    for (pages.push(page.users); page.next; pages.push(page.users)) {
      page = await list({ sort, direction, limit: '4', after: page.next });
    }
    expect(pages.flat()).toEqual(whole);
    for (let back = pages.length - 2; back >= 0; back--) {
      page = await list({ sort, direction, limit: '4', before: page.previous ?? '' });
      expect(page.users).toEqual(pages[back]);
      expect(page.next).not.toBeNull();
    }
    expect(page.previous).toBeNull();
  });

  it('puts the never used before all others, and what never expires behind', async () => {
    await makeSome(4);
    expect((await list({ sort: 'last_used_at' })).users).toEqual(['user-0', 'user-2', 'user-1', 'user-3']);
    expect((await list({ sort: 'expires_at' })).users).toEqual(['user-0', 'user-3', 'user-1', 'user-2']);
  });

  it('leaves nothing out when the token a page ended with is gone, and a new one came before it', async () => {
    await makeSome(6);
    const sort = { sort: 'created_at', limit: '3' };
    const first = await list(sort);
    await store.db.delete(callerTokens).where(eq(callerTokens.tokenId, first.data[2]?.token_id ?? ''));
    await create('late', 'shop', []);
    await store.db
      .update(callerTokens)
      .set({ createdAt: new Date(0) })
      .where(sql`token_id like '%late%'`);
    const second = await list({ ...sort, after: first.next ?? '' });
    expect(second.users).toEqual(['user-3', 'user-4', 'user-5']);
  });

  it.each(['nonsense', '1.', '.x', '99999999999999999999.rtr_x', '-9999999999999999999.rtr_x', "1'.x"])(
    'refuses the place %s',
    async (after) => {
      await expect(list({ sort: 'created_at', after })).rejects.toMatchObject({ code: 'invalid' });
    },
  );
});
