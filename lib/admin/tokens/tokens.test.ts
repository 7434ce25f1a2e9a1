import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { auditEvents, callers, callerTokens, modelGroups, policyState, tokenGroups, users } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { hashToken } from '../../callers/hash-token';
import { looksDamaged } from '../../callers/token-format';
import type { TokenStatus } from '../../exchange/statuses';
import type { CreateTokenRequest } from '../contract';
import { createToken } from './create';
import { setTokenStatus } from './set-status';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
  await store.db.insert(modelGroups).values({ id: 'default', strategy: 'weighted', managedBy: 'console' });
});

const now = new Date('2026-01-31T12:00:00Z');
const create = (input: Partial<CreateTokenRequest> = {}) =>
  createToken({
    ...{ store, org: 'metrum', author: { actor: 'admin' }, now },
    input: { user: 'alice', project: 'demo', allow: ['default'], ...input },
  });
const set = (tokenId: string, status: TokenStatus) =>
  setTokenStatus({ store, author: { actor: 'admin' }, input: { tokenId, status } });
const version = async () => (await store.db.select().from(policyState))[0];

describe('createToken', () => {
  it('returns the token once and stores its hash', async () => {
    const { token, tokenId } = await create();
    expect(tokenId).toBe('rtr_metrum_alice_demo_dev_k20260131');
    expect(token.startsWith(`${tokenId}_`)).toBe(true);
    expect(looksDamaged(token)).toBe(false);
    const [row] = await store.db.select().from(callerTokens);
    expect(row).toMatchObject({ tokenSha256: hashToken(token), status: 'active', managedBy: 'console', changedIn: 2 });
    expect(await store.db.select().from(tokenGroups)).toEqual([{ tokenId, groupId: 'default' }]);
    const events = await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(events.map(({ objectKind }) => objectKind)).toEqual(['user', 'project', 'caller', 'token']);
    expect(JSON.stringify(events)).not.toContain(token.slice(tokenId.length));
  });

  it('is a change of tokens alone once the caller is there', async () => {
    await create();
    await create({ env: 'prod' });
    expect(await version()).toMatchObject({ version: 3, structureVersion: 2 });
    expect(await store.db.select().from(callers)).toHaveLength(1);
  });

  it('numbers the keys of one day', async () => {
    const ids = [(await create()).tokenId, (await create()).tokenId, (await create()).tokenId];
    expect(ids.map((id) => id.split('_').at(-1))).toEqual(['k20260131', 'k20260131-2', 'k20260131-3']);
  });

  it.each<[string, Partial<CreateTokenRequest>, string, string]>([
    ['a group that is not', { allow: ['defualt'] }, 'invalid', 'no group "defualt"; did you mean "default"?'],
    ['a bad slug', { user: 'Alice' }, 'invalid', 'lower-case letters'],
    ['a date beyond the calendar', { expires_at: '9999-12-31T23:59:59-12:00' }, 'invalid', 'years 1970 to 9999'],
    ['a date with no zone', { expires_at: '2027-01-01' }, 'invalid', 'with its zone'],
    ['a key that is taken', { key: 'k1' }, 'conflict', 'give another key'],
    ['another kind of the same user', { kind: 'service' }, 'conflict', 'user "alice" is a person, not a service'],
  ])('refuses %s and changes nothing', async (_what, input, code, message) => {
    await create({ key: 'k1' });
    const before = await version();
    await expect(create(input)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(await version()).toEqual(before);
    expect(await store.db.select().from(users)).toHaveLength(1);
  });

  it('takes an expiry and a user of another kind', async () => {
    await create({ user: 'bot', kind: 'service', expires_at: '2027-01-01T00:00:00+01:00', allow: [] });
    expect((await store.db.select().from(callerTokens))[0]?.expiresAt?.toISOString()).toBe('2026-12-31T23:00:00.000Z');
    expect((await store.db.select().from(users))[0]?.kind).toBe('service');
  });
});

describe('setTokenStatus', () => {
  it('changes the status as a new version of the token, with an audit', async () => {
    const { tokenId } = await create();
    expect(await set(tokenId, 'suspended')).toEqual({ tokenId, from: 'active', to: 'suspended', version: 3 });
    expect(await set(tokenId, 'active')).toMatchObject({ from: 'suspended', to: 'active', version: 4 });
    expect(await version()).toMatchObject({ version: 4, structureVersion: 2 });
    const events = await store.db.select().from(auditEvents).where(eq(auditEvents.policyVersion, 4));
    expect(events).toMatchObject([{ actor: 'admin', difference: { status: { from: 'suspended', to: 'active' } } }]);
  });

  it('makes no version where nothing changes', async () => {
    const { tokenId } = await create();
    expect(await set(tokenId, 'active')).toMatchObject({ version: 2 });
  });

  it('never brings a revoked token back', async () => {
    const { tokenId } = await create();
    await set(tokenId, 'revoked');
    await expect(set(tokenId, 'active')).rejects.toMatchObject({ code: 'conflict' });
    expect((await store.db.select().from(callerTokens))[0]?.status).toBe('revoked');
  });

  it('lets a declared token be revoked, and nothing else', async () => {
    const { tokenId } = await create();
    await store.db.update(callerTokens).set({ managedBy: 'file' });
    await expect(set(tokenId, 'suspended')).rejects.toMatchObject({ code: 'declared' });
    expect(await set(tokenId, 'revoked')).toMatchObject({ to: 'revoked' });
  });

  it('tells of a token that is not, and of a status that is none', async () => {
    await expect(set('rtr_metrum_nobody', 'revoked')).rejects.toMatchObject({ code: 'not-found' });
    await expect(set('x', 'gone' as TokenStatus)).rejects.toMatchObject({ code: 'invalid' });
  });
});
