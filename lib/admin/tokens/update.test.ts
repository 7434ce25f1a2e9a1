import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { auditEvents, callerTokens, modelGroups, policyState } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import type { Manager, TokenStatus } from '../../exchange/statuses';
import type { UpdateTokenRequest } from '../contract';
import { createToken } from './create';
import { getToken } from './list';
import { updateToken } from './update';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
  for (const id of ['default', 'fast', 'large']) {
    await store.db.insert(modelGroups).values({ id, strategy: 'weighted', managedBy: 'console' });
  }
});

const now = new Date('2026-01-31T12:00:00Z');
const author = { actor: 'administrator alice', via: 'console', address: '127.0.0.1' } as const;
async function create(expires_at?: string): Promise<string> {
  const input = { user: 'bob', project: 'demo', allow: ['default', 'fast'], ...(expires_at && { expires_at }) };
  return (await createToken({ store, org: 'metrum', author, now, input })).tokenId;
}
const update = (tokenId: string, input: UpdateTokenRequest) => updateToken({ store, author, now, tokenId, input });
const read = (tokenId: string) => getToken(store.db, tokenId, now);
const version = async () => (await store.db.select().from(policyState))[0]?.version;

describe('updateToken', () => {
  it('changes groups and expiry as a version of the token, with who did it from where', async () => {
    const tokenId = await create();
    await update(tokenId, { allow: ['large', 'default', 'large'], expires_at: '2027-01-01T00:00:00+01:00' });
    expect(await read(tokenId)).toMatchObject({
      ...{ allow: ['default', 'large'], expires_at: '2026-12-31T23:00:00.000Z', version: 3 },
    });
    const [event] = await store.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1);
    expect(event).toMatchObject({
      ...{ ...author, action: 'update', objectKind: 'token', objectId: tokenId, policyVersion: 3 },
      difference: {
        allow: { from: ['default', 'fast'], to: ['default', 'large'] },
        expires_at: { from: null, to: '2026-12-31T23:00:00.000Z' },
      },
    });
  });

  it('leaves what it is not told, and makes no version where nothing changes', async () => {
    const tokenId = await create('2027-01-01T00:00:00Z');
    await update(tokenId, { allow: [] });
    expect(await read(tokenId)).toMatchObject({ allow: [], expires_at: '2027-01-01T00:00:00.000Z' });
    await update(tokenId, { expires_at: null });
    expect(await read(tokenId)).toMatchObject({ allow: [], expires_at: null });
    const before = await version();
    await update(tokenId, { allow: [], expires_at: null });
    await update(tokenId, {});
    expect(await version()).toBe(before);
  });

  it('changes the tier that it may reach, and takes the bound away', async () => {
    const input = { user: 'bob', project: 'demo', allow: ['default'], key: 'low', tier: 2 };
    const { tokenId } = await createToken({ store, org: 'metrum', author, now, input });
    expect(await read(tokenId)).toMatchObject({ tier: 2 });
    await update(tokenId, { tier: 0 });
    await update(tokenId, { allow: ['fast'] });
    expect(await read(tokenId)).toMatchObject({ tier: 0, allow: ['fast'] });
    await update(tokenId, { tier: null });
    expect(await read(tokenId)).toMatchObject({ tier: null });
    const [event] = await store.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1);
    expect(event?.difference).toEqual({ tier: { from: 0, to: null } });
    await expect(update(tokenId, { tier: 10 })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('changes its limits whole, tells the very ones that are others, and takes them away', async () => {
    const limits = { requests_per_minute: 60, usd: { day: 5 } };
    const input = { user: 'bob', project: 'demo', allow: ['default'], key: 'held', limits };
    const { tokenId } = await createToken({ store, org: 'metrum', author, now, input });
    const lastDifference = async () =>
      (await store.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1))[0]?.difference;
    expect(await lastDifference()).toMatchObject({
      'limits.requests_per_minute': { from: null, to: 60 },
      'limits.usd.day': { from: null, to: 5 },
    });
    expect(await read(tokenId)).toMatchObject({ limits });
    await update(tokenId, { limits: { requests_per_minute: 60, usd: { month: 9.5 } } });
    expect(await lastDifference()).toEqual({
      'limits.usd.day': { from: 5, to: null },
      'limits.usd.month': { from: null, to: 9.5 },
    });
    await update(tokenId, { allow: ['fast'] });
    expect(await read(tokenId)).toMatchObject({ limits: { requests_per_minute: 60, usd: { month: 9.5 } } });
    const before = await version();
    await update(tokenId, { limits: { usd: { month: 9.5 }, requests_per_minute: 60, tokens: {} } });
    expect(await version()).toBe(before);
    await update(tokenId, { limits: {} });
    expect(await read(tokenId)).toMatchObject({ limits: null });
    await update(tokenId, { limits });
    await update(tokenId, { limits: null });
    expect(await read(tokenId)).toMatchObject({ limits: null });
    const wrong = { concurrency: 0, usd: { day: 0.0000001 } };
    await expect(update(tokenId, { limits: wrong })).rejects.toMatchObject({
      code: 'invalid',
      fields: [
        { path: 'limits.concurrency', message: 'expected a whole number from 1 to 100000' },
        { path: 'limits.usd.day', message: 'expected six decimals at most' },
      ],
    });
  });

  it('lets an expired token begin anew, and keep an expiry that is past', async () => {
    const tokenId = await create('2027-01-01T00:00:00Z');
    const past = new Date('2026-01-01T00:00:00Z');
    await store.db.update(callerTokens).set({ expiresAt: past });
    expect(await read(tokenId)).toMatchObject({ status: 'expired' });
    await update(tokenId, { allow: ['fast'], expires_at: past.toISOString() });
    await expect(update(tokenId, { expires_at: '2026-01-02T00:00:00Z' })).rejects.toMatchObject({ code: 'invalid' });
    await update(tokenId, { expires_at: '2026-06-01T00:00:00Z' });
    expect(await read(tokenId)).toMatchObject({ status: 'active', allow: ['fast'] });
  });

  it('is held to the version it was made for, so that of two people the second is told', async () => {
    const tokenId = await create();
    const seen = (await read(tokenId))?.version ?? 0;
    await update(tokenId, { allow: ['fast'], version: seen });
    const version = (await read(tokenId))?.version ?? 0;
    await expect(update(tokenId, { allow: ['large'], version: seen })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        new RegExp(
          `^administrator alice changed token "${tokenId}" at \\d{4}-.*"version": ${version} to save over it$`,
        ),
      ),
      since: { version, actor: 'administrator alice', deleted: false },
    });
    expect((await read(tokenId))?.allow).toEqual(['fast']);
    await update(tokenId, { allow: ['large'], version });
    expect((await read(tokenId))?.allow).toEqual(['large']);
  });

  it.each<[string, { managedBy?: Manager; status?: TokenStatus }, UpdateTokenRequest, string]>([
    ['what a file declares', { managedBy: 'file' }, { allow: [] }, 'declared'],
    ['what is the demo’s', { managedBy: 'demo' }, { allow: [] }, 'declared'],
    ['a revoked token', { status: 'revoked' }, { allow: [] }, 'conflict'],
    ['a rotated token', { status: 'rotated' }, { allow: [] }, 'conflict'],
    ['a group that is not', {}, { allow: ['fats'] }, 'invalid'],
  ])('refuses %s, and changes nothing', async (_what, row, input, code) => {
    const tokenId = await create();
    if (Object.keys(row).length > 0)
      await store.db.update(callerTokens).set(row).where(eq(callerTokens.tokenId, tokenId));
    const before = await version();
    await expect(update(tokenId, input)).rejects.toMatchObject({ code });
    await expect(update('rtr_metrum_no_such_dev_one', input)).rejects.toMatchObject({ code: 'not-found' });
    expect(await version()).toBe(before);
  });
});
