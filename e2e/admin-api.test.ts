import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type {
  AdminError,
  ApplyAnswer,
  CreatedToken,
  DoctorReport,
  RotatedToken,
  TokenList,
  TokenRow,
  UsageReport,
} from '@/lib/admin/contract';
import { ask, bearer, faultOf, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

describe.each(doors)('the admin API, through the %s door', (door) => {
  const adminToken = `admin-${randomBytes(24).toString('hex')}`;
  const alice = createToken('alice');
  const apiKey = 'sk-never-to-be-seen';
  const upstream = useUpstream();
  const router = useRouter(door, () => {
    return {
      configuration: {
        providers: [provider('local', upstream.url, ['small'], { api_key: apiKey })],
        groups: [failover('default', ['local/small'])],
        callers: [caller('alice', alice, ['default'])],
      },
      settings: { ROUTER_ADMIN_TOKEN: adminToken },
    };
  });

  const answers: string[] = [];
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${router.origin}/api/admin${path}`, {
      method,
      headers: { ...bearer(adminToken), 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    answers.push(text);
    return { status: response.status, headers: response.headers, text };
  }
  async function json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return JSON.parse((await call(method, path, body)).text) as Answer;
  }
  async function refused(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const { status, text } = await call(method, path, body, headers);
    return { status, ...(JSON.parse(text) as AdminError).error };
  }
  const create = (user: string, more = {}) =>
    json<CreatedToken>('POST', '/tokens', { user, project: 'demo', allow: ['default'], ...more });

  test('takes its own token and nothing else, and tells a stranger nothing', async () => {
    const seen = new Set<string>();
    const strangers: Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Bearer wrong' },
      bearer(alice),
      { authorization: '', cookie: `admin=${adminToken}` },
      { authorization: '', 'x-api-key': adminToken },
    ];
    for (const headers of strangers) {
      for (const path of ['/tokens', '/tokens/x/revoke', '/nothing', '']) {
        const { status, code, message } = await refused('POST', path, {}, headers);
        seen.add(`${status} ${code} ${message}`);
      }
    }
    expect([...seen]).toEqual([expect.stringMatching(/^401 unauthorized /)]);
  });

  test('says what it does not have, does not take, and cannot read', async () => {
    expect(await refused('GET', '/nothing/at/all')).toMatchObject({ status: 404, code: 'not-found' });
    expect(await refused('GET', '')).toMatchObject({ status: 404, code: 'not-found' });
    const wrong = await call('DELETE', '/tokens');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect(await refused('POST', '/tokens', '{')).toMatchObject({ status: 400, code: 'invalid' });
    expect(await refused('POST', '/tokens', {})).toMatchObject({ message: expect.stringContaining('user: ') });
    expect(await refused('GET', '/tokens?limit=0')).toMatchObject({ status: 400 });
    expect(await refused('GET', '/usage?by=moon')).toMatchObject({ status: 400 });
    expect(await refused('POST', '/tokens', ' '.repeat(70_000))).toMatchObject({
      status: 413,
      code: 'request-too-large',
    });
    expect(await refused('GET', '/tokens/rtr_metrum_no_such_dev_one')).toMatchObject({ status: 404 });
    expect(await refused('GET', `/tokens/${alice}`)).toMatchObject({
      status: 404,
      message: expect.not.stringContaining(alice),
    });
  });

  test('gives every answer a request id and keeps it out of caches', async () => {
    for (const path of ['/tokens', '/nothing', '/config/export', '/demo']) {
      const { headers } = await call('GET', path);
      expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('is described by a document made of the verbs themselves', async () => {
    const document = await json<{ paths: Record<string, Record<string, { operationId: string }>> }>(
      'GET',
      '/openapi.json',
    );
    expect(document.paths['/tokens/{token_id}/rotate']?.post?.operationId).toBe('tokens.rotate');
    expect(document.paths['/openapi.json']?.get?.operationId).toBe('api.describe');
    const { status, code } = await refused('GET', '/openapi.json', undefined, { authorization: '' });
    expect([status, code]).toEqual([401, 'unauthorized']);
  });

  test('a token that is created works on the next request, and a revoked one no more', async () => {
    const { token, token_id } = await create('bob');
    expect((await ask(router, token, 'default')).status).toBe(200);
    expect(await json<TokenRow>('POST', `/tokens/${token_id}/revoke`, {})).toMatchObject({
      token_id,
      status: 'revoked',
    });
    expect(await faultOf(await ask(router, token, 'default'))).toMatchObject({ status: 403, code: 'token-revoked' });
    expect((await call('POST', `/tokens/${token_id}/revoke`)).status).toBe(200);
  });

  test('a rotated token works for its overlap, says so, and its successor at once', async () => {
    const { token, token_id } = await create('carol');
    const path = `/tokens/${token_id}/rotate`;
    const rotated = await json<RotatedToken>('POST', path, { overlap_seconds: 3600 });
    expect(rotated.replaces).toBe(token_id);
    for (const each of [token, rotated.token]) expect((await ask(router, each, 'default')).status).toBe(200);
    expect(await (await get(router, '/v1/token', bearer(token))).json()).toMatchObject({
      ...{ status: 'active', rotates_at: rotated.rotates_at },
    });
    expect(await refused('POST', path)).toMatchObject({ status: 409, code: 'conflict' });
    const last = await json<RotatedToken>('POST', `/tokens/${rotated.token_id}/rotate`, { overlap_seconds: 0 });
    expect(await faultOf(await ask(router, rotated.token, 'default'))).toMatchObject({ code: 'token-rotated' });
    expect((await ask(router, last.token, 'default')).status).toBe(200);
    expect(await json('GET', `/tokens/${rotated.token_id}`)).toMatchObject({
      ...{ replaces: token_id, replaced_by: last.token_id },
    });
    const declared = await refused('POST', '/tokens/rtr_metrum_alice_demo_dev_k1/rotate', {});
    expect(declared).toMatchObject({ status: 409, code: 'declared' });
  });

  test('lists tokens a page at a time, with what they were last used for', async () => {
    const first = await json<TokenList>('GET', '/tokens?limit=1');
    expect([first.data.length, first.has_more]).toEqual([1, true]);
    const next = await json<TokenList>('GET', `/tokens?after=${first.data[0]?.token_id}&user=bob`);
    expect(next.data.map(({ user }) => user)).toEqual(['bob']);
    await expect
      .poll(async () => (await json<TokenList>('GET', '/tokens?user=bob')).data[0]?.last_used_at)
      .toMatch(/Z$/);
  });

  test('export, then apply, changes nothing, whoever made what', async () => {
    const { headers, text } = await call('GET', '/config/export');
    expect(headers.get('content-type')).toContain('yaml');
    expect(text).toContain('managed_by: console');
    const secrets = { TEST_SECRET_1: apiKey, TEST_SECRET_2: alice };
    const body = { file: 'router.yaml', text, secrets };
    expect(await json<ApplyAnswer>('POST', '/config/apply', { ...body, dry_run: true })).toMatchObject({ changes: [] });
    expect(await json<ApplyAnswer>('POST', '/config/apply', { ...body, prune: true })).toMatchObject({ changes: [] });
    expect((await call('GET', '/config/export')).text).toBe(text);
  });

  test('an applied group can be called at once; a dry run changes nothing; mistakes have their places', async () => {
    const text = JSON.stringify({ version: 1, groups: [failover('novel', ['local/small'])] }, null, 1);
    const body = { file: 'folder/more.yaml', text };
    const dry = await json<ApplyAnswer>('POST', '/config/apply', { ...body, dry_run: true });
    expect(dry).toMatchObject({ dry_run: true, changes: [{ action: 'create', kind: 'group', id: 'novel' }] });
    const { token } = await create('dora', { allow: ['default'] });
    expect((await ask(router, token, 'novel')).status).toBe(403);
    expect((await json<ApplyAnswer>('POST', '/config/apply', body)).version).toBe(dry.version + 2);
    const { token: wider } = await create('dora', { allow: ['novel'] });
    expect((await ask(router, wider, 'novel')).status).toBe(200);
    const wrong = await refused('POST', '/config/apply', { ...body, text: 'version: 1\ngroups:\n  - id: X Y\n' });
    expect(wrong).toMatchObject({ status: 400, code: 'invalid' });
    const place = { line: 3, column: 9, path: 'groups[0].id' };
    expect(wrong.problems).toContainEqual(expect.objectContaining(place));
  });

  test('usage counts the request that was just answered', async () => {
    const report = await json<UsageReport>('GET', '/usage?by=user');
    expect(report.rows.find(({ name }) => name === 'bob')).toMatchObject({ requests: 2, failed: 0, refused: 1 });
    const day = new Date().toISOString().slice(0, 10);
    expect((await json<UsageReport>('GET', `/usage?by=day&from=${day}`)).rows[0]?.name).toBe(day);
    expect(await refused('GET', `/usage?from=2027-01-01&to=2026-01-01`)).toMatchObject({ status: 400 });
  });

  test('the doctor looks at everything and the demo is none', async () => {
    const { checks, version, now } = await json<DoctorReport>('GET', '/doctor');
    expect([version, now]).toEqual([expect.stringMatching(/^\d/), expect.stringMatching(/Z$/)]);
    const results = Object.fromEntries(checks.map(({ name, result }) => [name, result]));
    for (const name of ['store', 'store clock', 'secret', 'snapshot', 'usage', 'configuration', 'groups', 'tokens'])
      expect([name, results[name]]).toEqual([name, 'ok']);
    expect(results).toHaveProperty('provider local');
    expect(await json('GET', '/demo')).toEqual({ demo: null });
  });

  test('no answer but the one that makes a token has shown a secret, and no log at all', () => {
    const made = answers.flatMap((text) => /"token":"([^"]+)"/.exec(text)?.[1] ?? []);
    expect(made.length).toBeGreaterThan(3);
    const told = [...answers.filter((text) => !text.includes('"token":"')), router.output()].join('\n');
    for (const secret of [adminToken, apiKey, alice, ...made]) expect(told.includes(secret)).toBe(false);
  });
});
