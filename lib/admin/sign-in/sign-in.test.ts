import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminInvitations, administrators, adminSessions, auditEvents } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { hashPassword } from '../../auth/password';
import type { Runtime } from '../../runtime/runtime';
import { runtimeOf, serverToken } from '../__fixtures__/ask';
import { authorOf } from '../actor';
import { acceptLink, findLink } from './accept-link';
import { authenticate } from './authenticate';
import { consolePath } from './console-path';
import { endSession } from './end-session';
import { findSession } from './find-session';
import { ownAddress } from './options';
import { makeFirstToken, makeSetupLink } from './setup-link';

const password = 'a password of the tests';
const visitor = { address: '192.0.2.1', client: 'a browser' };
let hash: string;
let store: TestStore;
let runtime: Runtime;
beforeAll(async () => {
  [store, hash] = await Promise.all([openTestStore(), hashPassword(password)]);
});
afterAll(() => store.close());
beforeEach(async () => {
  await emptyStore(store);
  runtime = runtimeOf(store);
  await store.db.insert(administrators).values({ name: 'ann', role: 'admin', passwordHash: hash, createdBy: 'test' });
});

const signIn = (given: string, name = 'ann', address = '192.0.2.1') =>
  authenticate(runtime, { ...visitor, address }, { name, password: given });
const ann = async () => (await store.db.select().from(administrators).where(eq(administrators.name, 'ann')))[0];
const actions = async () =>
  (await store.db.select().from(auditEvents).orderBy(asc(auditEvents.id))).map(({ action }) => action);
const refused = (problem: string) => expect.objectContaining({ problem });

describe('a sign-in', () => {
  it('with the right password begins a session, whose row says who it is', async () => {
    const { sid, name } = await signIn(password, ' Ann ');
    expect(name).toBe('ann');
    const actor = await findSession(runtime, sid, '192.0.2.9');
    expect(actor).toMatchObject({ kind: 'administrator', name: 'ann', role: 'admin', scopes: null, via: 'console' });
    expect((await store.db.select().from(adminSessions))[0]).toMatchObject({
      method: 'password',
      address: '192.0.2.1',
    });
    const [event] = await store.db.select().from(auditEvents);
    expect(event).toMatchObject({ actor: 'administrator ann', action: 'sign-in', address: '192.0.2.1' });
    expect(JSON.stringify(event)).not.toContain(sid);
  });

  it('says the same of whatever is wrong', async () => {
    const others = { role: 'admin', createdBy: 'test' } as const;
    await store.db.insert(administrators).values([
      { ...others, name: 'off', passwordHash: hash, status: 'disabled' },
      { ...others, name: 'locked', passwordHash: hash, lockedUntil: new Date(Date.now() + 60_000) },
      { ...others, name: 'invited' },
    ]);
    const said = new Set<string>();
    for (const [name, given] of [
      ['nobody', password],
      ['ann', 'another password'],
      ['off', password],
      ['locked', password],
      ['invited', ''],
      ['', ''],
      ['%', password],
      ['ann\0', password],
      ['a'.repeat(10_000), password],
      ['\ud800', password],
      ['ann', password.padEnd(5000, 'x')],
    ] as const) {
      const error = await signIn(given, name).catch((problem: unknown) => problem);
      said.add(String(error));
      expect(error).toEqual(refused('wrong'));
    }
    expect([...said]).toHaveLength(1);
    expect([...said][0]).toContain('or wait a few minutes');
  });

  it('is closed for a minute after five wrong passwords in a row, then for twice as long, a quarter of an hour at most', async () => {
    const minutes: number[] = [];
    for (let turn = 1; turn <= 11; turn += 1) {
      await expect(signIn('wrong')).rejects.toEqual(refused('wrong'));
      const until = (await ann())?.lockedUntil;
      if (until) minutes.push(Math.round((until.getTime() - Date.now()) / 60_000));
      // The lock is over; the count goes on.
      await store.sql`update administrators set locked_until = now() where locked_until is not null`;
    }
    expect(minutes).toEqual([1, 2, 4, 8, 15, 15, 15]);
    expect((await actions()).filter((action) => action === 'lock')).toHaveLength(7);
    await signIn(password);
    expect(await ann()).toMatchObject({ failedSignIns: 0, lockedUntil: null });
  });

  it('begins anew with its count an hour after a lock was over', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await expect(signIn('wrong')).rejects.toThrow();
      await store.sql`update administrators set locked_until = now() where locked_until is not null`;
    }
    await store.sql`update administrators set locked_until = now() - interval '61 minutes'`;
    await expect(signIn('wrong')).rejects.toThrow();
    expect(await ann()).toMatchObject({ failedSignIns: 1, lockedUntil: null });
    await signIn(password);
  });

  it('is refused with the right password while it is closed, and what is tried then does not count', async () => {
    for (let turn = 0; turn < 5; turn += 1) await expect(signIn('wrong')).rejects.toThrow();
    await expect(signIn(password)).rejects.toEqual(refused('wrong'));
    await expect(signIn('wrong')).rejects.toEqual(refused('wrong'));
    expect((await ann())?.failedSignIns).toBe(5);
  });

  it('counts guesses that come at once, each', async () => {
    const guesses = Array.from({ length: 8 }, () => signIn('wrong').catch(() => {}));
    await Promise.all(guesses);
    expect(await ann()).toMatchObject({ failedSignIns: 5, lockedUntil: expect.any(Date) });
  });

  it('is refused to an address that has failed twenty times, whomever it names, and open to others', async () => {
    for (let turn = 0; turn < 20; turn += 1) await expect(signIn('wrong', `nobody-${turn}`)).rejects.toThrow();
    await expect(signIn(password)).rejects.toEqual(refused('wrong'));
    expect((await ann())?.failedSignIns).toBe(0);
    await signIn(password, 'ann', '192.0.2.2');
  });

  it('takes no more of the processor than two at a time, and says so when too many wait', async () => {
    const many = await Promise.allSettled(
      Array.from({ length: 25 }, (_, at) => signIn(password, 'ann', `192.0.2.${at}`)),
    );
    const busy = many.filter((one) => one.status === 'rejected' && one.reason.problem === 'busy');
    expect(busy.length).toBe(25 - 18);
    expect(many.filter((one) => one.status === 'fulfilled')).toHaveLength(18);
  });
});

describe('a session', () => {
  it.each([
    ['its time is over', `update admin_sessions set expires_at = now()`],
    ['it lay idle', `update admin_sessions set seen_at = now() - interval '61 minutes'`],
    ['it is older than sessions may be now', `update admin_sessions set created_at = now() - interval '13 hours'`],
    ['its administrator is disabled', `update administrators set status = 'disabled'`],
    ['another version holds', `update administrators set session_version = session_version + 1`],
    ['its administrator is gone', `delete from administrators`],
  ])('is nobody’s when %s', async (_why, statement) => {
    const { sid } = await signIn(password);
    expect(await findSession(runtime, sid, null)).not.toBe(null);
    await store.sql.unsafe(statement);
    expect(await findSession(runtime, sid, null)).toBe(null);
  });

  it('has the role that its administrator has now', async () => {
    const { sid } = await signIn(password);
    await store.sql`update administrators set role = 'viewer'`;
    expect((await findSession(runtime, sid, null))?.role).toBe('viewer');
  });

  it('is kept awake by what is done in it', async () => {
    const { sid } = await signIn(password);
    await store.sql`update admin_sessions set seen_at = now() - interval '59 minutes'`;
    await findSession(runtime, sid, null);
    const [row] = await store.db.select().from(adminSessions);
    expect(Date.now() - (row?.seenAt.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it('ends with a sign-out, which is in the audit, once', async () => {
    const { sid } = await signIn(password);
    for (const _ of [1, 2]) await endSession(runtime, sid, visitor);
    expect(await findSession(runtime, sid, null)).toBe(null);
    expect(await actions()).toEqual(['sign-in', 'sign-out']);
  });

  it('that is over is swept by the next sign-in', async () => {
    await signIn(password);
    await store.sql`update admin_sessions set seen_at = now() - interval '2 hours'`;
    await signIn(password);
    expect(await store.db.select().from(adminSessions)).toHaveLength(1);
  });

  it('is not found by a pattern', async () => {
    await signIn(password);
    for (const sid of ['%', '', '_'.repeat(32)]) expect(await findSession(runtime, sid, null)).toBe(null);
  });
});

describe('the first owner’s link', () => {
  const first = () => makeFirstToken(store.db);
  const accept = (token: string | null, more: { name?: string; password?: string } = {}) =>
    acceptLink(runtime, visitor, { token: token ?? '', name: 'olga', password, ...more });

  it('makes an owner who is signed in at once, and works once', async () => {
    const token = await first();
    expect(token).toMatch(/^rtrsetup_[\w-]{43}$/);
    expect(await findLink(runtime, token ?? '')).toEqual({ name: null });
    const { sid } = await accept(token);
    expect(await findSession(runtime, sid, null)).toMatchObject({ name: 'olga', role: 'owner' });
    await expect(accept(token, { name: 'eve' })).rejects.toEqual(refused('link'));
    expect(await actions()).toEqual(['create', 'sign-in']);
    await signIn(password, 'olga');
  });

  it('works for one of two who use it at once', async () => {
    const token = await first();
    const both = await Promise.allSettled([accept(token), accept(token, { name: 'eve' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.db.select().from(administrators)).toHaveLength(2);
  });

  it('is void, every one of several, once there is an owner, and then no more are made', async () => {
    const [one, other] = [await first(), await first()];
    await accept(one);
    await expect(accept(other, { name: 'eve' })).rejects.toEqual(refused('link'));
    expect(await first()).toBe(null);
  });

  it('does not take the name of somebody who is there', async () => {
    await expect(accept(await first(), { name: 'Ann' })).rejects.toEqual(refused('name'));
    expect((await ann())?.passwordHash).toBe(hash);
  });

  it.each([
    ['a weak password', { password: 'password12345' }, 'password'],
    ['its name for a password', { name: 'olga-is-an-owner', password: 'olga-is-an-owner' }, 'password'],
    ['a name that is none', { name: '../x' }, 'name'],
  ])('is not used up by %s', async (_what, more, problem) => {
    const token = await first();
    await expect(accept(token, more)).rejects.toEqual(refused(problem));
    await accept(token);
  });

  it('is good for a day, is kept as its SHA-256, and none but itself is one', async () => {
    const token = await first();
    const [row] = await store.db.select().from(adminInvitations);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(Math.round(((row?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000)).toBe(24);
    for (const wrong of ['', '%', `${token}x`, token?.slice(0, -1) ?? '', row?.tokenSha256 ?? '']) {
      await expect(accept(wrong)).rejects.toEqual(refused('link'));
    }
    await store.sql`update admin_invitations set expires_at = now()`;
    await expect(accept(token)).rejects.toEqual(refused('link'));
  });

  it('lets its holder in, whatever others at their address have failed at, and no other link does', async () => {
    const token = await first();
    for (let turn = 0; turn < 20; turn += 1) await expect(signIn('wrong', `nobody-${turn}`)).rejects.toThrow();
    await expect(signIn(password)).rejects.toEqual(refused('wrong'));
    for (let turn = 0; turn < 30; turn += 1) {
      await expect(accept(`rtrsetup_${'x'.repeat(43)}`)).rejects.toEqual(refused('link'));
    }
    expect(await findLink(runtime, token ?? '')).toEqual({ name: null });
    await accept(token);
  });

  it('that is none is no failed sign-in of its address', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      await expect(findLink(runtime, 'rtrsetup_x')).rejects.toEqual(refused('link'));
    }
    await signIn(password);
  });
});

describe('a link for somebody', () => {
  const link = async () => {
    const id = (await ann())?.id ?? 0;
    const made = await store.db.transaction((transaction) =>
      makeSetupLink(transaction, { runtime, author: authorOf(serverToken) }, id),
    );
    return made.url.split('#')[1] ?? '';
  };
  const another = 'another long password';

  it('sets the password, opens what was locked, and ends the sessions of before', async () => {
    const { sid } = await signIn(password);
    for (let turn = 0; turn < 5; turn += 1) await expect(signIn('wrong')).rejects.toThrow();
    const token = await link();
    expect(await findLink(runtime, token)).toEqual({ name: 'ann' });
    const given = { token, name: 'somebody-else', password: another };
    const { sid: fresh, name } = await acceptLink(runtime, visitor, given);
    expect([name, (await findSession(runtime, fresh, null))?.role]).toEqual(['ann', 'admin']);
    expect(await findSession(runtime, sid, null)).toBe(null);
    await signIn(another);
    await expect(signIn(password)).rejects.toThrow();
    await expect(acceptLink(runtime, visitor, given)).rejects.toEqual(refused('link'));
  });

  it('is void once a newer one is made, or its holder is disabled', async () => {
    const [old, newer] = [await link(), await link()];
    await expect(findLink(runtime, old)).rejects.toEqual(refused('link'));
    await store.sql`update administrators set status = 'disabled'`;
    const given = { token: newer, name: '', password: another };
    await expect(acceptLink(runtime, visitor, given)).rejects.toEqual(refused('link'));
  });
});

describe('where a sign-in leads', () => {
  it.each(['/console', '/console/tokens?q=a%20b&page=2', '/console?span=24h', '/console#x'])('is %s', (path) => {
    expect(consolePath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/console//evil.example',
    '/console\\@evil.example',
    '/consoles',
    '/docs',
    '/console\n/x',
    'javascript:alert(1)',
    undefined,
    ['/console/a'],
  ])('is never %j', (path) => {
    expect(consolePath(path)).toBe('/console');
  });

  it('is told by its path where nobody told us our address', () => {
    expect(ownAddress('http://router.invalid/console?a=b')).toBe('/console?a=b');
    expect(ownAddress('https://login.example/authorize')).toBe('https://login.example/authorize');
    expect(ownAddress('http://router.invalid.evil.example/x')).toBe('http://router.invalid.evil.example/x');
  });
});
