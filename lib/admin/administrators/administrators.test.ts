import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockPolicy } from '../../../db/queries/policy-change';
import { administrators, auditEvents } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { hashPassword } from '../../auth/password';
import type { Role } from '../../exchange/roles';
import type { Runtime } from '../../runtime/runtime';
import { askAs, runtimeOf, serverToken } from '../__fixtures__/ask';
import type { Actor } from '../actor';
import { findApiActor } from '../find-api-actor';
import { acceptLink } from '../sign-in/accept-link';
import { authenticate } from '../sign-in/authenticate';
import { findSession } from '../sign-in/find-session';
import { perform } from '../verb';
import { verbs } from '../verbs';

const password = 'a password of the tests';
const visitor = { address: '192.0.2.1', client: 'a browser' };
let hash: string;
let store: TestStore;
let runtime: Runtime;
let ask: ReturnType<typeof askAs>;
beforeAll(async () => {
  [store, hash] = await Promise.all([openTestStore(), hashPassword(password)]);
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  runtime = runtimeOf(store);
  ask = askAs(runtime);
});

/** Somebody of this role, signed in. */
async function somebody(name: string, role: Role): Promise<Actor> {
  await store.db.insert(administrators).values({ name, role, passwordHash: hash, createdBy: 'test' });
  const { sid } = await authenticate(runtime, visitor, { name, password });
  const actor = await findSession(runtime, sid, visitor.address);
  if (!actor) throw new Error('nobody is signed in');
  return actor;
}
const isStillIn = async ({ sessionId }: Actor) => (await findSession(runtime, sessionId ?? '', null)) !== null;
const row = async (name: string) => (await ask('administrators.list', {})).data.find((one) => one.name === name);
const refusedAs = (code: string, words = '') => ({ code, message: expect.stringContaining(words) });

describe('an administrator', () => {
  it('is invited with a link, which is shown once and leads in', async () => {
    const { link, ...made } = await ask('administrators.create', { name: 'Bob@Example.com', role: 'operator' });
    expect(made).toMatchObject({ name: 'bob@example.com', role: 'operator', signs_in_by: 'link', sessions: 0 });
    expect(link?.url).toMatch(/^https:\/\/router\.example\/console\/setup#rtrsetup_[\w-]{43}$/);
    const token = link?.url.split('#')[1] ?? '';
    const kept = [await ask('administrators.list', {}), await store.db.select().from(auditEvents)];
    expect(JSON.stringify(kept)).not.toContain(token);
    await acceptLink(runtime, visitor, { token, name: '', password });
    expect(await row('bob@example.com')).toMatchObject({ signs_in_by: 'password', sessions: 1, link_expires_at: null });
  });

  it('gets no link to the host that a request names: only to where this server is by its own word, or a trusted proxy’s', async () => {
    const { host } = runtime.settings;
    const bare = { ...runtimeOf(store, { publicUrl: null }), port: 3100 } as Runtime;
    const context = { runtime: bare, actor: serverToken, origin: 'http://evil.example' };
    const invite = verbs['administrators.create'];
    const direct = await perform(invite, context, { name: 'bob', role: 'viewer' });
    expect(direct.link?.url).toMatch(`http://${host}:3100/console/setup#`);
    const reset = await perform(verbs['administrators.reset'], context, { name: 'bob' });
    expect(reset.link.url).toMatch(`http://${host}:3100/console/setup#`);
    const behind = { ...context, proxyOrigin: 'https://llm.example' };
    const proxied = await perform(invite, behind, { name: 'carol', role: 'viewer' });
    expect(proxied.link?.url).toMatch('https://llm.example/console/setup#');
  });

  it('is made with a password that is good enough, and no other', async () => {
    const input = { name: 'bob', role: 'viewer' } as const;
    const weak = ask('administrators.create', { ...input, password: 'short' });
    await expect(weak).rejects.toMatchObject(refusedAs('invalid', '12 characters'));
    const { link } = await ask('administrators.create', { ...input, password });
    expect(link).toBe(null);
    await authenticate(runtime, visitor, { name: 'bob', password });
    await expect(ask('administrators.create', input)).rejects.toMatchObject(refusedAs('conflict', 'already'));
  });

  it.each(['', '.bob', 'bob smith', 'bob/..', '%', 'b'.repeat(255), 'böb'])('is not called %j', async (name) => {
    const made = ask('administrators.create', { name, role: 'viewer' });
    await expect(made).rejects.toMatchObject({ code: 'invalid' });
  });

  it('who forgot the password gets a link; the old one works until it is used', async () => {
    const bob = await somebody('bob', 'viewer');
    const { link } = await ask('administrators.reset', { name: 'bob' });
    expect(await isStillIn(bob)).toBe(true);
    expect((await row('bob'))?.link_expires_at).toBe(link.expires_at);
    const token = link.url.split('#')[1] ?? '';
    await acceptLink(runtime, visitor, { token, name: '', password: 'another long password' });
    expect(await isStillIn(bob)).toBe(false);
  });

  it('has another role from the next click on, and admin tokens that may more than it end', async () => {
    const bob = await somebody('bob', 'admin');
    const [wide, narrow] = await Promise.all(
      (['admin', 'viewer'] as const).map((role) => ask('admin-tokens.create', { title: role, role }, bob)),
    );
    const { revoked_admin_tokens } = await ask('administrators.set-role', { name: 'bob', role: 'viewer' });
    expect(revoked_admin_tokens).toEqual([wide?.admin_token_id]);
    expect((await findSession(runtime, bob.sessionId ?? '', null))?.role).toBe('viewer');
    const shows = (token = '') => findApiActor(new Headers({ authorization: `Bearer ${token}` }), runtime);
    expect([await shows(wide?.token), (await shows(narrow?.token))?.role]).toEqual([null, 'viewer']);
  });

  it('who is disabled is out at once, with links and tokens, and comes in again when enabled', async () => {
    const bob = await somebody('bob', 'admin');
    const { admin_token_id } = await ask('admin-tokens.create', { title: 'x', role: 'viewer' }, bob);
    await ask('administrators.reset', { name: 'bob' });
    const answer = await ask('administrators.set-status', { name: 'bob', status: 'disabled' });
    expect(answer).toMatchObject({ status: 'disabled', revoked_admin_tokens: [admin_token_id], link_expires_at: null });
    expect(await isStillIn(bob)).toBe(false);
    await expect(authenticate(runtime, visitor, { name: 'bob', password })).rejects.toThrow();
    await expect(ask('administrators.reset', { name: 'bob' })).rejects.toMatchObject(refusedAs('conflict', 'disabled'));
    await ask('administrators.set-status', { name: 'bob', status: 'active' });
    await authenticate(runtime, visitor, { name: 'bob', password });
    expect(await isStillIn(bob)).toBe(false);
  });

  it('who is locked is unlocked by an owner, with the password of before, and that is in the audit', async () => {
    await somebody('bob', 'viewer');
    const guess = () => authenticate(runtime, visitor, { name: 'bob', password: 'a guess at it' });
    for (let turn = 0; turn < 5; turn += 1) await expect(guess()).rejects.toThrow();
    expect((await row('bob'))?.locked_until).not.toBe(null);
    await expect(authenticate(runtime, visitor, { name: 'bob', password })).rejects.toThrow();
    for (const _ of [1, 2]) {
      expect(await ask('administrators.unlock', { name: 'bob' })).toMatchObject({ name: 'bob', locked_until: null });
    }
    await authenticate(runtime, visitor, { name: 'bob', password });
    for (let turn = 0; turn < 4; turn += 1) await expect(guess()).rejects.toThrow();
    expect((await row('bob'))?.locked_until).toBe(null);
    const events = await store.db.select().from(auditEvents);
    expect(events.filter(({ action }) => action === 'unlock')).toMatchObject([
      { actor: 'admin-token', objectId: 'bob', difference: { wrong_passwords: { from: 5, to: 0 } } },
    ]);
    const admin = await somebody('ann', 'admin');
    await expect(ask('administrators.unlock', { name: 'bob' }, admin)).rejects.toMatchObject(refusedAs('forbidden'));
  });

  it('is signed out everywhere, and taken away', async () => {
    const bob = await somebody('bob', 'admin');
    await ask('admin-tokens.create', { title: 'made by whoever had the session', role: 'viewer' }, bob);
    expect((await ask('administrators.sign-out', { name: 'bob' })).sessions).toBe(0);
    expect(await isStillIn(bob)).toBe(false);
    const revoked = await store.sql`select revoked_at is not null as is_over from admin_tokens`;
    expect([...revoked]).toEqual([{ is_over: true }]);
    await ask('administrators.delete', { name: 'bob' });
    expect(await row('bob')).toBe(undefined);
    await expect(ask('administrators.delete', { name: 'bob' })).rejects.toMatchObject(refusedAs('not-found'));
  });

  it('leaves an audit row for each change, and none where nothing changed', async () => {
    await ask('administrators.create', { name: 'bob', role: 'admin' });
    for (const _ of [1, 2]) await ask('administrators.set-role', { name: 'bob', role: 'viewer' });
    for (const _ of [1, 2]) await ask('administrators.set-status', { name: 'bob', status: 'disabled' });
    await ask('administrators.delete', { name: 'bob' });
    const events = await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id));
    expect(events.map(({ action, difference }) => [action, ...Object.keys(difference ?? {})])).toEqual([
      ['create', 'role'],
      ['update', 'role'],
      ['update', 'status'],
      ['delete', 'role'],
    ]);
  });
});

describe('owners', () => {
  const changes = [
    ['demoted', (name: string, actor?: Actor) => ask('administrators.set-role', { name, role: 'viewer' }, actor)],
    [
      'disabled',
      (name: string, actor?: Actor) => ask('administrators.set-status', { name, status: 'disabled' }, actor),
    ],
    ['deleted', (name: string, actor?: Actor) => ask('administrators.delete', { name }, actor)],
  ] as const;

  it.each(changes)('the last one who can sign in is not %s', async (_what, change) => {
    await somebody('olga', 'owner');
    await ask('administrators.create', { name: 'invited', role: 'owner' });
    await store.db.insert(administrators).values([
      { name: 'off', role: 'owner', passwordHash: hash, status: 'disabled', createdBy: 'test' },
      { name: 'oidc', role: 'owner', issuer: 'https://gone.example', subject: '1', createdBy: 'test' },
    ]);
    await expect(change('olga')).rejects.toMatchObject(refusedAs('conflict', 'last owner'));
    await store.db.insert(administrators).values({ name: 'omar', role: 'owner', passwordHash: hash, createdBy: 'x' });
    await change('olga');
  });

  it.each(changes)('of the last two, who are both to be %s at once, one stays', async (_what, change) => {
    const [olga, omar] = [await somebody('olga', 'owner'), await somebody('omar', 'owner')];
    const both = await Promise.allSettled([change('olga', omar), change('omar', olga)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each(changes)('are not %s by themselves', async (_what, change) => {
    const olga = await somebody('olga', 'owner');
    await somebody('omar', 'owner');
    await expect(change('olga', olga)).rejects.toMatchObject(refusedAs('conflict', 'ask another owner'));
  });

  it('alone change administrators, and others may at most look', async () => {
    const roles = { admin: true, operator: false, viewer: false } as const;
    for (const [role, mayLook] of Object.entries(roles)) {
      const actor = await somebody(`the-${role}`, role as Role);
      const made = ask('administrators.create', { name: 'eve', role: 'viewer' }, actor);
      await expect(made).rejects.toMatchObject(refusedAs('forbidden'));
      const looked = ask('administrators.list', {}, actor);
      if (mayLook) await looked;
      else await expect(looked).rejects.toMatchObject(refusedAs('forbidden'));
    }
  });

  it('narrowed to administrators, as a token may be, make nobody: a person is never narrowed', async () => {
    const narrow: Actor = { ...serverToken, kind: 'admin-token', scopes: ['administrators'] };
    const { token, admin_token_id } = await ask('admin-tokens.create', {
      ...{ title: 'x', role: 'owner', scopes: ['administrators'] },
    });
    expect(token).toContain(admin_token_id);
    const made = ask('administrators.create', { name: 'eve', role: 'owner' }, { ...narrow, name: admin_token_id });
    await expect(made).rejects.toMatchObject(refusedAs('forbidden', 'not narrowed'));
  });

  it('do not give another role to somebody who comes through OIDC, nor a password', async () => {
    const values = {
      name: 'oidc',
      role: 'viewer',
      issuer: 'https://login.example',
      subject: '1',
      createdBy: 't',
    } as const;
    await store.db.insert(administrators).values(values);
    await expect(ask('administrators.set-role', { name: 'oidc', role: 'admin' })).rejects.toMatchObject(
      refusedAs('conflict', 'groups'),
    );
    await expect(ask('administrators.reset', { name: 'oidc' })).rejects.toMatchObject(
      refusedAs('conflict', 'no password'),
    );
  });
});

describe('one’s own account', () => {
  const next = 'another long password';

  it('shows its sessions, and which one this is', async () => {
    const bob = await somebody('bob', 'viewer');
    await authenticate(runtime, { address: '192.0.2.2', client: 'a phone' }, { name: 'bob', password });
    const account = await ask('account.get', {}, bob);
    expect(account).toMatchObject({ name: 'bob', role: 'viewer', has_password: true, issuer: null });
    const sessions = account.sessions.map(({ is_this, client }) => [is_this, client]).sort();
    expect(sessions).toEqual([
      [false, 'a phone'],
      [true, 'a browser'],
    ]);
  });

  it('changes its password with the present one, and every other session ends', async () => {
    const bob = await somebody('bob', 'viewer');
    const other = await authenticate(runtime, visitor, { name: 'bob', password });
    const { sessions } = await ask('account.change-password', { present: password, password: next }, bob);
    expect(sessions).toMatchObject([{ is_this: true }]);
    expect([await isStillIn(bob), await findSession(runtime, other.sid, null)]).toEqual([true, null]);
    await authenticate(runtime, visitor, { name: 'bob', password: next });
    await expect(authenticate(runtime, visitor, { name: 'bob', password })).rejects.toThrow();
  });

  it.each([
    ['a new password', (bob: Actor) => ask('account.change-password', { present: password, password: next }, bob)],
    ['signing out everywhere', (bob: Actor) => ask('account.sign-out-everywhere', {}, bob)],
  ] as const)(
    '%s ends the admin tokens that one made, and what was made with them, and tells how many',
    async (_how, leave) => {
      const [bob, eve] = [await somebody('bob', 'admin'), await somebody('eve', 'admin')];
      const made = await ask('admin-tokens.create', { title: 'his', role: 'admin' }, bob);
      const asTheToken = await findApiActor(new Headers({ authorization: `Bearer ${made.token}` }), runtime);
      const child = await ask('admin-tokens.create', { title: 'its', role: 'viewer' }, asTheToken ?? bob);
      const hers = await ask('admin-tokens.create', { title: 'hers', role: 'viewer' }, eve);
      expect((await ask('account.get', {}, bob)).admin_tokens).toBe(1);
      const { revoked_admin_tokens } = await leave(bob);
      expect(revoked_admin_tokens).toEqual([made.admin_token_id, child.admin_token_id]);
      const { data } = await ask('admin-tokens.list', {});
      expect(data.filter(({ status }) => status === 'active').map((one) => one.admin_token_id)).toEqual([
        hers.admin_token_id,
      ]);
    },
  );

  it.each([
    ['a new password', (bob: Actor) => ask('account.change-password', { present: password, password: next }, bob)],
    ['signing out everywhere', (bob: Actor) => ask('account.sign-out-everywhere', {}, bob)],
  ] as const)(
    '%s waits for the policy’s lock before it holds the account, as every other change does',
    async (_how, leave) => {
      const bob = await somebody('bob', 'admin');
      let tellHeld = () => {};
      const isHeld = new Promise<void>((resolve) => {
        tellHeld = resolve;
      });
      const other = store.db.transaction(async (transaction) => {
        await lockPolicy(transaction);
        tellHeld();
        const waiting = sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
        const isThere = async () => {
          // The embedded store does one after the other.
          if (store.kind === 'embedded') return true;
          // Within a transaction it would be what it was when first asked.
          await transaction.execute(sql`select pg_stat_clear_snapshot()`);
          return (await transaction.execute(waiting))[0]?.count === 1;
        };
        await expect.poll(isThere, { timeout: 5000 }).toBe(true);
        await transaction.select().from(administrators).where(eq(administrators.name, 'bob')).for('update');
      });
      await isHeld;
      const [left] = await Promise.all([leave(bob), other]);
      expect(left).toMatchObject({ revoked_admin_tokens: [] });
    },
  );

  it('is left in whichever order changes of it come at once: none waits for another that waits for it', async () => {
    const [olga, bob] = [await somebody('olga', 'owner'), await somebody('bob', 'admin')];
    const changes = [
      () => ask('account.change-password', { present: password, password: next }, bob),
      () => ask('account.sign-out-everywhere', {}, bob),
      () => ask('administrators.set-role', { name: 'bob', role: 'viewer' }, olga),
      () => ask('administrators.sign-out', { name: 'bob' }, olga),
      () => ask('admin-tokens.create', { title: 'to come back with', role: 'viewer' }, bob),
      () => authenticate(runtime, { ...visitor, address: '192.0.2.8' }, { name: 'bob', password }),
    ];
    const done = await Promise.allSettled([...changes, ...changes].map((change) => change()));
    const broken = done.flatMap((one) =>
      one.status === 'rejected' && !one.reason.code && !one.reason.problem ? [one] : [],
    );
    expect(broken).toEqual([]);
    // Whatever came first: nothing that bob made before he was out lets anybody in.
    const { data } = await ask('admin-tokens.list', {});
    expect(data.filter(({ status }) => status === 'active')).toEqual([]);
  });

  it('counts wrong present passwords as the door does', async () => {
    const bob = await somebody('bob', 'viewer');
    for (let turn = 0; turn < 5; turn += 1) {
      const changed = ask('account.change-password', { present: 'a guess at it', password: next }, bob);
      await expect(changed).rejects.toMatchObject(refusedAs('forbidden', 'present'));
    }
    const right = ask('account.change-password', { present: password, password: next }, bob);
    await expect(right).rejects.toMatchObject(refusedAs('forbidden', 'wait a few minutes'));
  });

  it('takes no weak password, nor the present one again', async () => {
    const bob = await somebody('bob', 'viewer');
    for (const password of ['short', 'a password of the tests']) {
      const changed = ask('account.change-password', { present: 'a password of the tests', password }, bob);
      await expect(changed).rejects.toMatchObject(refusedAs('invalid', 'password'));
    }
  });

  it('ends one session of its own, and all of them, and nobody else’s', async () => {
    const [bob, eve] = [await somebody('bob', 'viewer'), await somebody('eve', 'viewer')];
    const other = await authenticate(runtime, visitor, { name: 'bob', password });
    const stolen = ask('account.end-session', { session_id: eve.sessionId ?? '' }, bob);
    await expect(stolen).rejects.toMatchObject(refusedAs('not-found'));
    expect(await ask('account.end-session', { session_id: other.sid }, bob)).toEqual({ ended: 1 });
    expect(await isStillIn(bob)).toBe(true);
    await ask('account.sign-out-everywhere', {}, bob);
    expect([await isStillIn(bob), await isStillIn(eve)]).toEqual([false, true]);
  });

  it('is nothing that a token has, nor anything that says a role', async () => {
    await expect(ask('account.get', {})).rejects.toMatchObject(refusedAs('forbidden', 'a token has no account'));
    const bob = await somebody('bob', 'viewer');
    for (const more of [{ role: 'owner' }, { name: 'olga' }, { administrator_id: 1 }]) {
      const input = { present: password, password: next, ...more };
      await expect(ask('account.change-password', input, bob)).rejects.toMatchObject(
        refusedAs('invalid', 'there is no field'),
      );
    }
    expect((await row('bob'))?.role).toBe('viewer');
  });
});
