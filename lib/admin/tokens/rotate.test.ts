import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { advancePolicy } from '../../../db/queries/policy-change';
import { auditEvents, callers, callerTokens, modelGroups } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { statusAt } from '../../callers/authenticate-caller';
import { hashToken } from '../../callers/hash-token';
import { loadSnapshot } from '../../snapshot/load';
import type { CreateTokenRequest, RotateTokenRequest } from '../contract';
import { createToken } from './create';
import { getToken } from './list';
import { readRotation } from './read-rotation';
import { rotateToken } from './rotate';
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
const common = { org: 'metrum', author: { actor: 'admin' }, now };
const create = (input: Partial<CreateTokenRequest> = {}) =>
  createToken({ store, ...common, input: { user: 'alice', project: 'demo', allow: ['default'], key: 'k1', ...input } });
const rotate = (tokenId: string, input: RotateTokenRequest = {}) => rotateToken({ store, ...common, tokenId, input });

async function statusOf(token: string, at: Date): Promise<string> {
  const snapshot = await loadSnapshot(store.db, createSealer('a secret of thirty-two characters'));
  const found = snapshot.tokens.get(hashToken(token));
  const caller = found && snapshot.callers.get(found.callerId);
  return found && caller ? statusAt(found, caller, at.getTime()) : 'unknown';
}

it('lets both work for the overlap, and the new one alone after it, by the clock', async () => {
  const old = await create();
  const made = await rotate(old.tokenId, { overlap_seconds: 60 });
  expect(made.rotatesAt).toEqual(new Date('2026-01-31T12:01:00Z'));
  const { version } = made;
  for (const token of [old.token, made.token])
    expect(await statusOf(token, new Date('2026-01-31T12:00:59.999Z'))).toBe('active');
  expect(await statusOf(old.token, made.rotatesAt)).toBe('rotated');
  expect(await statusOf(made.token, made.rotatesAt)).toBe('active');
  expect(await getToken(store.db, old.tokenId, now)).toMatchObject({
    ...{ status: 'active', rotates_at: '2026-01-31T12:01:00.000Z' },
  });
  expect(await getToken(store.db, old.tokenId, made.rotatesAt)).toMatchObject({ status: 'rotated' });
  const events = await store.db.select().from(auditEvents).where(eq(auditEvents.policyVersion, version));
  expect(events.map(({ action, objectId }) => `${action} ${objectId}`)).toEqual([
    `create ${made.tokenId}`,
    `update ${old.tokenId}`,
  ]);
  expect(JSON.stringify(events)).not.toContain(made.token.slice(made.tokenId.length));
});

it('lets the old one work for a day where nothing is said of an overlap', async () => {
  const old = await create();
  expect((await rotate(old.tokenId)).rotatesAt).toEqual(new Date('2026-02-01T12:00:00Z'));
});

it('tells each token which was made in the place of which, while it is there', async () => {
  const first = await create();
  const second = await rotate(first.tokenId, { key: 'k2' });
  const third = await rotate(second.tokenId, { key: 'k3' });
  const told = () =>
    Promise.all(
      [first, second, third].map(async ({ tokenId }) => Object.values(await readRotation(store.db, tokenId))),
    );
  expect(await told()).toEqual([
    [null, second.tokenId],
    [first.tokenId, third.tokenId],
    [second.tokenId, null],
  ]);
  await store.db.delete(callerTokens).where(eq(callerTokens.tokenId, second.tokenId));
  expect(await told()).toEqual([
    [null, null],
    [first.tokenId, third.tokenId],
    [null, null],
  ]);
});

it('ends the old one at once without an overlap', async () => {
  const old = await create();
  await rotate(old.tokenId, { overlap_seconds: 0 });
  // Another replica's clock may be behind.
  expect(await statusOf(old.token, new Date(now.getTime() - 60_000))).toBe('rotated');
});

it('makes the new one as the old: caller, environment, groups, expiry; a key and an expiry may be given', async () => {
  const old = await create({ env: 'prod', expires_at: '2027-01-01T00:00:00Z' });
  const second = await rotate(old.tokenId);
  expect(await getToken(store.db, second.tokenId, now)).toMatchObject({
    ...{ token_id: 'rtr_metrum_alice_demo_prod_k20260131', allow: ['default'], managed_by: 'console' },
    expires_at: '2027-01-01T00:00:00.000Z',
  });
  const third = await rotate(second.tokenId, { key: 'k9', expires_at: '2028-01-01T00:00:00Z' });
  expect(await getToken(store.db, third.tokenId, now)).toMatchObject({
    ...{ key: 'k9', expires_at: '2028-01-01T00:00:00.000Z' },
  });
  expect(await store.db.select().from(callers)).toHaveLength(1);
});

it.each([['revoked'], ['suspended'], ['disabled']] as const)('refuses one that is %s', async (status) => {
  const { tokenId } = await create();
  await setTokenStatus({ store, author: { actor: 'admin' }, input: { tokenId, status } });
  await expect(rotate(tokenId)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(status) });
});

it('keeps the limits of the old one, and tells them', async () => {
  const limits = { requests_per_minute: 60, usd: { month: 9.5 } };
  const old = await create({ limits });
  const { tokenId } = await rotate(old.tokenId);
  for (const id of [old.tokenId, tokenId]) expect(await getToken(store.db, id, now)).toMatchObject({ limits });
  const [made] = await store.db.select().from(auditEvents).where(eq(auditEvents.objectId, tokenId));
  expect(made?.difference).toMatchObject({ 'limits.usd.month': { from: null, to: 9.5 } });
});

it('refuses one that has expired, or was rotated already, or is not there', async () => {
  const expiring = await create({ expires_at: '2026-01-31T12:00:01Z' });
  const late = { store, ...common, now: new Date('2026-01-31T12:00:01Z'), tokenId: expiring.tokenId, input: {} };
  await expect(rotateToken(late)).rejects.toMatchObject({ code: 'conflict' });
  await rotate(expiring.tokenId, { overlap_seconds: 1 });
  await expect(rotate(expiring.tokenId)).rejects.toMatchObject({
    ...{ code: 'conflict', message: expect.stringContaining('rotated already') },
  });
  await expect(rotate('rtr_metrum_nobody_demo_dev_k1')).rejects.toMatchObject({ code: 'not-found' });
});

it('refuses a file’s, and says what to do in the file', async () => {
  const { tokenId } = await create();
  await store.db.update(callerTokens).set({ managedBy: 'file' });
  await expect(rotate(tokenId)).rejects.toMatchObject({
    ...{ code: 'declared', message: expect.stringContaining('rotates_at') },
  });
  expect(await store.db.select().from(callerTokens)).toHaveLength(1);
});

it('refuses an overlap beyond a year, an expiry that is past, and a key that is taken', async () => {
  const { tokenId } = await create();
  await expect(rotate(tokenId, { overlap_seconds: 367 * 86_400 })).rejects.toMatchObject({ code: 'invalid' });
  await expect(rotate(tokenId, { expires_at: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(rotate(tokenId, { key: 'k1' })).rejects.toMatchObject({ code: 'conflict' });
});
