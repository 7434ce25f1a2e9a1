import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { callers, callerTokens, modelGroups } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { usageRecord } from '../../usage/__fixtures__/record';
import { renderRecord } from '../../usage/render-record';
import { TokenQuery } from '../contract';
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
  const { data, has_more } = await listTokens(store.db, TokenQuery.parse(query), at);
  return { users: data.map(({ user }) => user), has_more, data };
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
      ...{ allow: ['default', 'other'], expires_at: null, rotates_at: null, managed_by: 'console' },
      ...{ created_at: expect.stringMatching(/Z$/), last_used_at: '2026-01-31T11:00:00.250Z' },
      last_client: '2026-01-31T11:00:00.250Z',
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
