import { hash } from 'node:crypto';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administrators, adminSessions, adminTokens, auditEvents } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import type { AdminScope, Role } from '../../exchange/roles';
import { askAs, runtimeOf, serverToken } from '../__fixtures__/ask';
import type { Actor } from '../actor';
import { findApiActor } from '../find-api-actor';
import { describeAdminApi } from '../openapi';
import { verbList } from '../verbs';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

const ask: ReturnType<typeof askAs> = (...given) => askAs(runtimeOf(store))(...given);
const create = (role: Role, more: { scopes?: AdminScope[]; expires_at?: string } = {}, actor?: Actor) =>
  ask('admin-tokens.create', { title: 'deploys', role, ...more }, actor);
const bearer = (token: string) => findApiActor(new Headers({ authorization: `Bearer ${token}` }), runtimeOf(store));
async function actorOf(token: string): Promise<Actor> {
  const actor = await bearer(token);
  if (!actor) throw new Error('nobody shows this token');
  return actor;
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('an admin token', () => {
  it('is shown once, kept as its SHA-256, and is who it says at the door', async () => {
    const { token, admin_token_id } = await create('operator', { scopes: ['targets', 'providers'] });
    expect(token).toMatch(/^rtradmin_[0-9a-z]{12}_[\w-]{43}$/);
    expect(token.startsWith(`${admin_token_id}_`)).toBe(true);
    const [row] = await store.db.select().from(adminTokens);
    expect(row).toMatchObject({ tokenSha256: hash('sha256', token, 'hex'), createdBy: 'admin-token' });
    expect(await bearer(token)).toMatchObject({
      name: admin_token_id,
      role: 'operator',
      scopes: ['providers', 'targets'],
    });
    const kept = JSON.stringify([row, await store.db.select().from(auditEvents), await ask('admin-tokens.list', {})]);
    expect(kept).not.toContain(token.slice(admin_token_id.length + 1));
    expect((await ask('admin-tokens.list', {})).data[0]).toMatchObject({
      status: 'active',
      last_used_at: expect.any(String),
    });
  });

  it('ends when it is revoked or its time is over, and is listed as such behind those that work', async () => {
    const [revoked, expired, works] = [await create('viewer'), await create('viewer'), await create('viewer')];
    await ask('admin-tokens.revoke', { admin_token_id: revoked.admin_token_id });
    await store.sql`update admin_tokens set expires_at = now() where id = ${expired.admin_token_id}`;
    expect([await bearer(revoked.token), await bearer(expired.token)]).toEqual([null, null]);
    const { data } = await ask('admin-tokens.list', {});
    expect(data.map(({ status }) => status)).toEqual(['active', 'expired', 'revoked']);
    expect(data[0]?.admin_token_id).toBe(works.admin_token_id);
  });

  it('ends in ninety days when nothing is said, and in a year at the latest', async () => {
    const daysLeft = ({ expires_at }: { expires_at: string | null }) =>
      Math.round((Date.parse(expires_at ?? '') - Date.now()) / 86_400_000);
    expect(daysLeft(await create('owner'))).toBe(90);
    expect(daysLeft(await create('viewer', { expires_at: inDays(365.9) }))).toBe(366);
    const later = create('viewer', { expires_at: inDays(367) });
    await expect(later).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('366 days') });
    const long = await actorOf((await create('admin', { expires_at: inDays(200) })).token);
    expect(daysLeft(await create('viewer', {}, long))).toBe(90);
    const { paths } = describeAdminApi('https://router.example', verbList) as {
      paths: Record<string, { post?: { requestBody: unknown } }>;
    };
    expect(JSON.stringify(paths['/admin-tokens']?.post?.requestBody)).toContain('in 90 days when left out, in 366');
  });

  it('leaves an audit row when it is made and when it ends, once', async () => {
    const { admin_token_id } = await create('viewer', {}, { ...serverToken, name: 'x', address: '192.0.2.7' });
    for (const _ of [1, 2]) await ask('admin-tokens.revoke', { admin_token_id });
    const events = await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(events.map(({ action, objectKind, objectId }) => [action, objectKind, objectId])).toEqual([
      ['create', 'admin-token', admin_token_id],
      ['update', 'admin-token', admin_token_id],
    ]);
    expect(events[0]).toMatchObject({ address: '192.0.2.7', via: 'api' });
  });

  it.each([
    ['an expiry that is past', { expires_at: '2020-01-01T00:00:00Z' }, 'is past'],
    ['no scope at all', { scopes: [] }, 'one scope or more'],
    ['a scope that is none', { scopes: ['everything' as AdminScope] }, 'scopes.0'],
  ])('is not made with %s', async (_what, more, words) => {
    await expect(create('viewer', more)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(words),
    });
    expect(await store.db.select().from(adminTokens)).toEqual([]);
  });
});

describe('a child may only narrow its parent', () => {
  it('in role', async () => {
    const admin = await actorOf((await create('admin')).token);
    await expect(create('owner', {}, admin)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('owner may more'),
    });
    expect((await create('admin', {}, admin)).role).toBe('admin');
    const viewer = await actorOf((await create('viewer')).token);
    await expect(create('viewer', {}, viewer)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('in scopes, and what is left out is the parent’s', async () => {
    const narrow = await actorOf((await create('owner', { scopes: ['admin-tokens', 'usage'] })).token);
    await expect(create('viewer', { scopes: ['tokens'] }, narrow)).rejects.toMatchObject({
      ...{ code: 'forbidden', message: expect.stringContaining('without tokens') },
    });
    expect((await create('viewer', {}, narrow)).scopes).toEqual(['admin-tokens', 'usage']);
    expect((await create('viewer', { scopes: ['usage'] }, narrow)).scopes).toEqual(['usage']);
  });

  it('in time', async () => {
    const brief = await create('admin', { expires_at: inDays(1) });
    const actor = await actorOf(brief.token);
    expect((await create('viewer', {}, actor)).expires_at).toBe(brief.expires_at);
    await expect(create('viewer', { expires_at: inDays(2) }, actor)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('and is asked of the store, not of what the asker was a moment ago', async () => {
    const parent = await create('admin');
    const actor = await actorOf(parent.token);
    await ask('admin-tokens.revoke', { admin_token_id: parent.admin_token_id });
    await expect(create('viewer', {}, actor)).rejects.toMatchObject({ code: 'unauthorized' });
    const values = { name: 'ann', role: 'viewer', createdBy: 'test' } as const;
    const [ann] = await store.db.insert(administrators).values(values).returning();
    const id = ann?.id ?? 0;
    const session = { id: 'hers', administratorId: id, version: 1, method: 'password', expiresAt: new Date() } as const;
    await store.db.insert(adminSessions).values(session);
    const stale: Actor = {
      ...{ ...serverToken, kind: 'administrator', name: 'ann', administratorId: id, sessionId: 'hers' },
    };
    await expect(create('owner', {}, stale)).rejects.toMatchObject({ code: 'forbidden' });
    await store.sql`update administrators set role = 'owner'`;
    await create('owner', {}, stale);
    await store.sql`update administrators set session_version = session_version + 1`;
    await expect(create('owner', {}, stale)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('and ends with it', async () => {
    const parent = await create('admin');
    const child = await create('admin', {}, await actorOf(parent.token));
    const grandchild = await create('viewer', {}, await actorOf(child.token));
    const other = await create('viewer');
    const { also_revoked } = await ask('admin-tokens.revoke', { admin_token_id: parent.admin_token_id });
    expect(also_revoked).toEqual([child.admin_token_id, grandchild.admin_token_id]);
    expect([await bearer(grandchild.token), (await bearer(other.token))?.role]).toEqual([null, 'viewer']);
  });

  it('and cannot end what may more than itself', async () => {
    const owner = await create('owner');
    const admin = await actorOf((await create('admin')).token);
    const revoke = ask('admin-tokens.revoke', { admin_token_id: owner.admin_token_id }, admin);
    await expect(revoke).rejects.toMatchObject({ code: 'forbidden' });
    expect((await bearer(owner.token))?.role).toBe('owner');
  });
});

it('a whole token in an address is not said back', async () => {
  const { token } = await create('viewer');
  const revoke = ask('admin-tokens.revoke', { admin_token_id: token });
  await expect(revoke).rejects.toMatchObject({ code: 'not-found', message: expect.not.stringContaining(token) });
});
