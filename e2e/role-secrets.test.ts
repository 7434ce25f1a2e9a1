import { beforeAll, describe, expect, test } from 'vitest';
import type { CreatedToken } from '@/lib/admin/contract';
import type { CreatedAdminToken } from '@/lib/admin/contract/admin-tokens';
import type { CreatedAdministrator } from '@/lib/admin/contract/administrators';
import { mayRole } from '@/lib/admin/roles';
import type { Verb } from '@/lib/admin/verb';
import { verbList } from '@/lib/admin/verbs';
import type { Role } from '@/lib/exchange/roles';
import { ask, bearer } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { callAct, signInOverHttp } from './_support/console-session';
import { doors } from './_support/doors';
import { eventually } from './_support/eventually';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

const serverToken = 'the-admin-token-of-these-tests-long-enough';
const password = 'a password of the tests';
const key = 'sk-provider-0123456789abcdef';
const alice = createToken('alice');
const reading = verbList.filter(([, { method }]) => method === 'GET');

/** What a secret of ours looks like, whoever’s it is: a caller token, an admin token or a link with what makes it one. */
const shapes = [/rtr_[a-z0-9-]+(_[a-z0-9-]+){4}_\w{30,}/, /rtradmin_[0-9a-z]{12}_[\w-]{32,}/, /rtrsetup_[\w-]{20,}/];

describe.each(doors)('what operators and viewers read, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one'], { api_key: key })],
      policies: [{ id: 'as-declared', source: 'export const route = () => ({});' }],
      groups: [failover('default', ['up/one'])],
      callers: [caller('alice', alice, ['default'])],
    },
    settings: { ROUTER_ADMIN_TOKEN: serverToken },
  }));
  const secrets: Record<string, string> = { serverToken, key, password, alice: secretOf(alice) };
  const tokens = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;
  let requestId = '';

  async function post<Answer>(address: string, body: object): Promise<Answer> {
    const headers = { ...bearer(serverToken), 'content-type': 'application/json' };
    const response = await fetch(`${router.origin}/api/admin${address}`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body) },
    });
    if (!response.ok) throw new Error(`${address}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }
  /** An input with which there is something to read. */
  function inputOf({ path }: Verb): Record<string, string> {
    const values: Record<string, string> = {
      ...{ token_id: alice.slice(0, alice.lastIndexOf('_')), user: 'alice', project: 'demo', number: '1' },
      ...{ request_id: requestId, provider_id: 'up', id: 'default', policy_id: 'as-declared' },
    };
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => [field, values[field] ?? 'x']);
    return Object.fromEntries(inPath);
  }
  async function overHttp(verb: Verb, token: string): Promise<{ status: number; text: string }> {
    const input = inputOf(verb);
    const path = verb.path.replace(/\{(\w+)\}/g, (_, field) => encodeURIComponent(input[field] ?? ''));
    const query = new URLSearchParams(Object.entries(input).filter(([field]) => !verb.path.includes(`{${field}}`)));
    const response = await fetch(`${router.origin}/api/admin${path}?${query}`, { headers: bearer(token) });
    return { status: response.status, text: await response.text() };
  }
  function expectNoSecret(what: string, text: string): void {
    for (const [whose, secret] of Object.entries(secrets))
      expect([what, whose, text.includes(secret)]).toEqual([what, whose, false]);
    for (const shape of shapes) expect([what, shape.exec(text)?.[0]]).toEqual([what, undefined]);
  }

  beforeAll(async () => {
    for (const role of ['operator', 'viewer'] as const) {
      const made = await post<CreatedAdminToken>('/admin-tokens', { title: 'x', role });
      tokens[role] = made.token;
      secrets[`the ${role}’s token`] = secretOf(made.token);
      await post('/administrators', { name: `the-${role}`, role, password });
      cookies[role] = await signInOverHttp(router, `the-${role}`, password);
      secrets[`the ${role}’s cookie`] = cookies[role].split('router.session=')[1] ?? 'none';
    }
    const { token } = await post<CreatedToken>('/tokens', { user: 'bob', project: 'demo', allow: ['default'] });
    secrets.bob = secretOf(token);
    const { link } = await post<CreatedAdministrator>('/administrators', { name: 'invited', role: 'owner' });
    secrets.link = link?.url.split('#rtrsetup_')[1] ?? 'none';
    const answer = await ask(router, alice, 'default');
    requestId = answer.headers.get('x-request-id') ?? '';
    const isTold = async () => (await overHttp(verbOf('requests.get'), tokens.viewer)).status === 200;
    await eventually('the story of a request', isTold);
  }, 60_000);

  test.each(['operator', 'viewer'] as const)(
    '%s: no secret is in any answer, over HTTP and by the action',
    async (role) => {
      const answered: string[] = [];
      for (const [name, verb] of reading) {
        const { status, text } = await overHttp(verb, tokens[role]);
        if (status === 200) answered.push(name);
        else expect([name, status]).toEqual([name, 403]);
        expectNoSecret(`${role} ${name}`, text);
        const { done } = await callAct(router, cookies[role], [name, inputOf(verb)]);
        expectNoSecret(`${role} ${name}, by the action`, JSON.stringify(done));
      }
      // A walk that is refused everywhere would find nothing, either.
      const allowed = reading.filter(([, { action }]) => mayRole(role, action)).map(([name]) => name);
      expect(answered).toEqual(allowed.filter((name) => name !== 'account.get'));
    },
  );

  test('an operator sees no caller token, not even the public part of one', async () => {
    for (const [name, verb] of reading) {
      expect([name, (await overHttp(verb, tokens.operator)).text.includes('rtr_')]).toEqual([name, false]);
    }
  });
});

function verbOf(name: string): Verb {
  const verb = verbList.find(([each]) => each === name)?.[1];
  if (!verb) throw new Error(`no verb ${name}`);
  return verb;
}

/** Behind the last part that is public. */
function secretOf(token: string): string {
  return token.startsWith('rtradmin_') ? token.slice('rtradmin_'.length + 13) : token.slice(token.lastIndexOf('_') + 1);
}
