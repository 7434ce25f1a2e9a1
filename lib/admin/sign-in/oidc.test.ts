import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administrators, auditEvents } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import type { Role } from '../../exchange/roles';
import { askAs, runtimeOf } from '../__fixtures__/ask';
import { findApiActor } from '../find-api-actor';
import { findSession } from './find-session';
import { readClaim } from './oidc-provider';
import { readRole, signInWithOidc } from './sign-in-with-oidc';

const mapped = new Map<string, Role>([
  ['llm-admins', 'owner'],
  ['llm-ops', 'operator'],
  ['Everybody Else', 'viewer'],
]);
const oidc = {
  ...{ issuer: 'https://login.example', clientId: 'router', clientSecret: 'x', scopes: 'openid' },
  ...{ rolesClaim: 'groups', roles: mapped, label: 'Example' },
};
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => emptyStore(store));

const runtime = () => runtimeOf(store, { oidc });
const person = { iss: 'https://login.example', sub: 'u1', preferred_username: 'Ann', email: 'ann@example.com' };
const comeIn = (groups: unknown, more: Record<string, unknown> = {}) =>
  signInWithOidc(runtime(), { address: '192.0.2.1', client: null }, { ...person, groups, ...more });
const everybody = () => store.db.select().from(administrators).orderBy(asc(administrators.id));

describe('whoever comes through OIDC', () => {
  it('is made with the role of their groups, and has the one of their groups at each sign-in', async () => {
    const first = await comeIn(['staff', 'llm-ops', 'llm-admins']);
    expect(first).toMatchObject({ name: 'ann' });
    const sid = 'sid' in first ? first.sid : '';
    expect(await findSession(runtime(), sid, null)).toMatchObject({ name: 'ann', role: 'owner' });
    await comeIn('llm-ops');
    expect(await everybody()).toMatchObject([{ name: 'ann', role: 'operator', subject: 'u1', passwordHash: null }]);
    expect((await findSession(runtime(), sid, null))?.role).toBe('operator');
    const events = await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(events.map(({ action }) => action)).toEqual(['create', 'sign-in', 'update', 'sign-in']);
  });

  it.each([[undefined], [[]], [['staff']], [''], [{ 'llm-admins': true }], [['LLM-ADMINS']], [[['llm-admins']]]])(
    'does not get in with the groups %j, and is not made',
    async (groups) => {
      expect(await comeIn(groups)).toEqual({ problem: 'no-role' });
      expect(await everybody()).toEqual([]);
    },
  );

  it('loses what is open here when a sign-in finds no group any more', async () => {
    const first = await comeIn(['llm-admins']);
    const sid = 'sid' in first ? first.sid : '';
    const actor = await findSession(runtime(), sid, null);
    if (!actor) throw new Error('no session');
    const { token } = await askAs(runtime())('admin-tokens.create', { title: 'mine', role: 'owner' }, actor);
    const headers = new Headers({ authorization: `Bearer ${token}` });
    expect(await findApiActor(headers, runtime())).not.toBe(null);
    expect(await comeIn(['staff'])).toEqual({ problem: 'no-role' });
    expect(await findSession(runtime(), sid, null)).toBe(null);
    expect(await findApiActor(headers, runtime())).toBe(null);
  });

  it('never becomes a local administrator of the same name, nor somebody of another provider or subject', async () => {
    const local = { name: 'ann', role: 'owner', passwordHash: 'scrypt$x', createdBy: 'test' } as const;
    await store.db.insert(administrators).values([local, { ...local, name: 'ann@example.com' }]);
    await comeIn(['llm-ops']);
    await comeIn(['llm-ops'], { sub: 'u2' });
    await comeIn(['llm-ops'], { iss: 'https://other.example' });
    const rows = await everybody();
    expect(rows.slice(0, 2)).toMatchObject([
      { role: 'owner', issuer: null },
      { role: 'owner', issuer: null },
    ]);
    expect(rows.slice(2).map(({ name }) => name)).toEqual(Array(3).fill(expect.stringMatching(/^oidc-[0-9a-f]{12}$/)));
  });

  it('stays the same person under another name and address', async () => {
    await comeIn(['llm-ops']);
    await comeIn(['llm-ops'], { preferred_username: 'ann.married', email: 'x@example.com' });
    expect((await everybody()).map(({ name }) => name)).toEqual(['ann']);
  });

  it('stays out while they are disabled here', async () => {
    await comeIn(['llm-ops']);
    await store.db.update(administrators).set({ status: 'disabled' }).where(eq(administrators.name, 'ann'));
    expect(await comeIn(['llm-admins'])).toEqual({ problem: 'disabled' });
    expect((await everybody())[0]?.role).toBe('operator');
  });

  it('does not get in without an issuer and a subject', async () => {
    for (const more of [{ sub: undefined }, { iss: undefined }, { sub: 7 }]) {
      expect(await comeIn(['llm-admins'], more)).toEqual({ problem: 'no-identity' });
    }
  });

  it('has groups that stand within another claim found by their way', () => {
    const claims = { realm_access: { roles: ['llm-ops'] }, 'https://x.example/groups': ['a'], groups: null };
    const found = [
      'realm_access.roles',
      'https://x.example/groups',
      'groups',
      'groups.x',
      'toString',
      'realm_access.toString',
    ];
    expect(found.map((name) => readClaim(claims, name))).toEqual([
      ['llm-ops'],
      ['a'],
      null,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('may name their groups as a list or as one, which is never taken apart', () => {
    expect(
      ['llm-ops', ['x', 'llm-ops'], 'x, llm-ops', 'mine,llm-admins', 'Everybody Else'].map((claim) =>
        readRole(claim, mapped),
      ),
    ).toEqual(['operator', 'operator', null, null, 'viewer']);
  });
});
