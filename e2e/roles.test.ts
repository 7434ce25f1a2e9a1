import { beforeAll, describe, expect, test } from 'vitest';
import type { AdminError } from '@/lib/admin/contract';
import type { CreatedAdminToken } from '@/lib/admin/contract/admin-tokens';
import { actions, mayRole, roles, scopeOf } from '@/lib/admin/roles';
import type { Verb } from '@/lib/admin/verb';
import { verbList } from '@/lib/admin/verbs';
import type { Role } from '@/lib/exchange/roles';
import { bearer } from './_support/client';
import { caller, createToken } from './_support/configuration';
import { callAct, sendToAuth, serverActions, signInOverHttp } from './_support/console-session';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';

const serverToken = 'the admin token of these tests, long enough'.replaceAll(/[ ,]+/g, '-');
const password = 'a password of the tests';
const alice = createToken('alice');
/** Nobody's field: a verb that may be done refuses it, before anything is changed. */
const nobodys = { nobody_knows_this: '1' };

/** What must be so whatever the table says: written by hand, by what a verb is called. */
const byHand: Record<string, readonly Role[]> = {
  'administrators.list': ['owner', 'admin'],
  'administrators.create': ['owner'],
  'administrators.reset': ['owner'],
  'administrators.set-role': ['owner'],
  'administrators.set-status': ['owner'],
  'administrators.unlock': ['owner'],
  'administrators.sign-out': ['owner'],
  'administrators.delete': ['owner'],
  'admin-tokens.list': ['owner', 'admin'],
  'admin-tokens.create': ['owner', 'admin'],
  'admin-tokens.revoke': ['owner', 'admin'],
  'tokens.list': ['owner', 'admin', 'viewer'],
  'tokens.get': ['owner', 'admin', 'viewer'],
  'tokens.create': ['owner', 'admin'],
  'tokens.rotate': ['owner', 'admin'],
  'tokens.revoke': ['owner', 'admin'],
  'targets.resume': ['owner', 'admin', 'operator'],
  'demo.tokens': ['owner', 'admin'],
  'policies.get': ['owner', 'admin', 'operator', 'viewer'],
  'policies.try': ['owner', 'admin'],
  'policies.save': ['owner', 'admin'],
  'policies.publish': ['owner', 'admin'],
  'routes.explain-for-token': ['owner', 'admin', 'viewer'],
  'configuration.apply': ['owner', 'admin'],
  'configuration.export': ['owner', 'admin', 'viewer'],
  'account.change-password': ['owner', 'admin', 'operator', 'viewer'],
};

describe('the table of roles', () => {
  test('says what was written by hand of everything dangerous', () => {
    for (const [name, expected] of Object.entries(byHand)) {
      const verb = verbList.find(([each]) => each === name)?.[1];
      expect([name, roles.filter((role) => verb && mayRole(role, verb.action))]).toEqual([name, expected]);
    }
  });

  test('lets a viewer change nothing but their own account, and an operator nothing of callers or administrators', () => {
    const changes = verbList.filter(([, { action }]) => !/:(read|callers)$/.test(action) && action !== 'account:use');
    for (const [name, { action }] of changes) {
      expect([name, mayRole('viewer', action)]).toEqual([name, false]);
      if (!/^(providers|targets|demo):/.test(action))
        expect([name, mayRole('operator', action)]).toEqual([name, false]);
    }
    const hidden = /^(callers|tokens|audit|configuration|administrators|admin-tokens):|usage:callers/;
    for (const action of actions.filter((each) => hidden.test(each))) {
      expect([action, mayRole('operator', action)]).toEqual([action, false]);
    }
  });

  test('has owners who may everything, and verbs that are named in no role’s stead', () => {
    expect(actions.filter((action) => !mayRole('owner', action))).toEqual([]);
    const written = verbList.filter(([name]) => /^(administrators|admin-tokens)\./.test(name)).map(([name]) => name);
    expect(written.filter((name) => !(name in byHand))).toEqual([]);
  });
});

describe.each(doors)('every verb, as every role, through the %s door', (door) => {
  const router = useRouter(door, () => ({
    configuration: { callers: [caller('alice', alice, [])] },
    settings: { ROUTER_ADMIN_TOKEN: serverToken },
  }));
  const tokens = {} as Record<Role, CreatedAdminToken>;
  const cookies = {} as Record<Role, string>;

  async function call(method: string, address: string, headers: Record<string, string>, body?: object) {
    const response = await fetch(`${router.origin}/api/admin${address}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && method !== 'GET' ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, text, json: (isJson ? JSON.parse(text) : {}) as Partial<AdminError> };
  }
  const make = async (input: object, token = serverToken) =>
    JSON.parse(
      (await call('POST', '/admin-tokens', bearer(token), { title: 'x', ...input })).text,
    ) as CreatedAdminToken;
  const askVerb = ({ method, path }: Verb, headers: Record<string, string>) => {
    const address = path.replace(/\{\w+\}/g, 'x') + (method === 'GET' ? `?${new URLSearchParams(nobodys)}` : '');
    return call(method, address, headers, nobodys);
  };
  const codeOf = ({ json }: { json: Partial<AdminError> }) => json.error?.code ?? 'done';

  beforeAll(async () => {
    for (const role of roles) {
      await call('POST', '/administrators', bearer(serverToken), { name: `the-${role}`, role, password });
      tokens[role] = await make({ role });
      cookies[role] = await signInOverHttp(router, `the-${role}`, password);
    }
  }, 60_000);

  test('over HTTP: allowed is what the table allows, and nothing else', async () => {
    for (const role of roles) {
      for (const [name, verb] of verbList) {
        const code = codeOf(await askVerb(verb, bearer(tokens[role].token)));
        const expected = mayRole(role, verb.action) ? /^(invalid|not-found)$/ : /^forbidden$/;
        expect(code, `${role} ${name}`).toMatch(expected);
      }
    }
  });

  test('over HTTP: a token narrowed to one noun has nothing of the others', async () => {
    for (const scope of ['tokens', 'usage', 'administrators', 'demo'] as const) {
      const { token } = await make({ role: 'owner', scopes: [scope] });
      for (const [name, verb] of verbList) {
        const code = codeOf(await askVerb(verb, bearer(token)));
        expect(code === 'forbidden', `${scope} ${name}`).toBe(scopeOf(verb.action) !== scope);
      }
    }
  });

  test('over HTTP: strangers, callers, cookies, and tokens that have ended are one stranger', async () => {
    const [revoked, expired] = [await make({ role: 'owner' }), await make({ role: 'owner', expires_at: soon(1500) })];
    await call('POST', `/admin-tokens/${revoked.admin_token_id}/revoke`, bearer(serverToken));
    await expect
      .poll(async () => (await call('GET', '/doctor', bearer(expired.token))).status, { timeout: 5000 })
      .toBe(401);
    const strangers = [
      {},
      bearer(alice),
      bearer(revoked.token),
      bearer(expired.token),
      bearer(`${tokens.owner.token}x`),
      bearer(tokens.owner.admin_token_id),
      bearer('%'),
      { cookie: cookies.owner },
      { 'x-api-key': serverToken },
      { authorization: `Basic ${Buffer.from(`admin:${serverToken}`).toString('base64')}` },
    ];
    const said = new Set<string>();
    for (const [at, headers] of strangers.entries()) {
      for (const [, verb] of at < 2 ? verbList : verbList.slice(0, 4)) {
        const { status, json } = await askVerb(verb, headers as Record<string, string>);
        said.add(`${status} ${json.error?.code} ${json.error?.message}`);
      }
    }
    expect([...said]).toEqual([expect.stringMatching(/^401 unauthorized /)]);
  });

  test('the build has one server action, the console’s', () => {
    expect(serverActions()).toEqual([{ id: expect.any(String), file: 'app/(console)/_act/act.ts', name: 'act' }]);
  });

  test('by the action: allowed is what the table allows, and nothing else', async () => {
    for (const role of roles) {
      for (const [name, { action }] of verbList) {
        const { done } = await callAct(router, cookies[role], [name, nobodys]);
        const expected = mayRole(role, action) ? /^(invalid|not-found)$/ : /^forbidden$/;
        expect(done?.problem?.code, `${role} ${name}`).toMatch(expected);
      }
    }
  });

  test('by the action: without a session, with a forged or ended one, or with a token, nothing is done', async () => {
    const ended = await signInOverHttp(router, 'the-owner', password);
    expect((await callAct(router, ended, ['account.get', {}])).done?.ok).toBe(true);
    expect((await callAct(router, ended, ['account.sign-out-everywhere', {}])).done?.ok).toBe(true);
    cookies.owner = await signInOverHttp(router, 'the-owner', password);
    for (const [name] of verbList) {
      expect((await callAct(router, '', [name, {}])).done?.problem?.code, name).toBe('signed-out');
    }
    for (const cookie of [ended, 'router.session=x', 'router.session=eyJhbGciOiJub25lIn0..a.b.c', 'router.session=']) {
      expect((await callAct(router, cookie, ['administrators.list', {}])).done?.problem?.code).toBe('signed-out');
    }
    const withToken = await callAct(router, '', ['administrators.list', {}], bearer(serverToken));
    expect(withToken.done?.problem?.code).toBe('signed-out');
  });

  test('by the action: a page of another origin, or of none, has nothing done in a person’s name', async () => {
    const origins = ['https://evil.example', 'null', `${router.origin}.evil.example`, '', 'https://evil.example\\@x'];
    for (const origin of origins) {
      const { done, status } = await callAct(router, cookies.owner, ['account.sign-out-everywhere', {}], { origin });
      expect([origin, done ? !done.ok : status >= 400]).toEqual([origin, true]);
    }
    const sites = await callAct(router, cookies.owner, ['account.get', {}], { 'sec-fetch-site': 'cross-site' });
    expect(sites.done?.problem?.code).toBe('forbidden');
    expect((await callAct(router, cookies.owner, ['account.get', {}])).done?.ok).toBe(true);
  });

  test('by the action: names that are no verbs do nothing', async () => {
    for (const name of ['constructor', '__proto__', 'toString', '', null, 7, {}, ['account.get']]) {
      const { done, status } = await callAct(router, cookies.owner, [name, {}]);
      expect([name, done ? !done.ok : status >= 400]).toEqual([name, true]);
    }
  });

  test('by a download: who is not signed in, or whose role does not include it, gets nothing', async () => {
    const downloads = {
      '/console/audit/export': 'audit:read',
      '/console/configuration/export': 'configuration:read',
    } as const;
    for (const [address, action] of Object.entries(downloads)) {
      const get = (headers: Record<string, string>) =>
        fetch(`${router.origin}${address}`, { headers, redirect: 'manual' });
      for (const role of roles) {
        const { status } = await get({ cookie: cookies[role] });
        expect([address, role, status === 200]).toEqual([address, role, mayRole(role, action)]);
      }
      for (const headers of [{}, bearer(serverToken), { cookie: 'router.session=x' }]) {
        expect([address, (await get(headers as Record<string, string>)).status === 200]).toEqual([address, false]);
      }
    }
  });

  test('nobody promotes themselves by a field: not by a body, a query, an address, nor another verb', async () => {
    const tries: [string, object][] = [
      ['account.change-password', { present: password, password: 'another long password', role: 'owner' }],
      ['account.change-password', { present: password, password: 'another long password', administrator_id: 1 }],
      ['account.get', { role: 'owner' }],
      ['account.end-session', { session_id: 'x', role: 'owner' }],
      ['administrators.set-role', { name: 'the-viewer', role: 'owner' }],
      ['admin-tokens.create', { title: 'x', role: 'owner' }],
    ];
    for (const [name, input] of tries) {
      const { done } = await callAct(router, cookies.viewer, [name, input]);
      expect(done?.problem?.code, name).toMatch(/^(invalid|forbidden)$/);
    }
    const token = bearer(tokens.admin.token);
    expect((await call('POST', '/administrators/the-viewer/role', token, { role: 'owner' })).status).toBe(403);
    expect((await call('POST', '/admin-tokens', token, { title: 'x', role: 'owner' })).status).toBe(403);
    expect((await call('POST', '/administrators/the-admin/role?role=owner', bearer(serverToken), {})).status).toBe(400);
    const { status } = await call('POST', '/administrators/the-admin/role', bearer(serverToken), {
      name: 'the-viewer',
      role: 'owner',
    });
    expect(status).toBe(400);
    const { text } = await call('GET', '/administrators', bearer(serverToken));
    const held = (JSON.parse(text) as { data: { name: string; role: Role }[] }).data.map(({ name, role }) => [
      name,
      role,
    ]);
    expect(held).toEqual([...roles].sort().map((role) => [`the-${role}`, role]));
  });

  test('a pattern finds nobody', async () => {
    for (const name of ['%25', '_', '*', '.*', "'%20or%20'1'='1"]) {
      const { status } = await call('DELETE', `/administrators/${name}`, bearer(serverToken));
      expect([name, [400, 404].includes(status)]).toEqual([name, true]);
      const { url } = await sendToAuth(router, 'callback/credentials', {
        name: decodeURIComponent(name),
        password,
      });
      expect(url).toContain('error=');
    }
    expect((await call('GET', '/tokens?user=%25', bearer(serverToken))).text).toContain('"data":[]');
  });
});

function soon(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}
