import { describe, expect, test } from 'vitest';
import type { AdminError } from '@/lib/admin/contract';
import type { GroupAnswer, SavedGroup } from '@/lib/admin/groups/asked';
import { bearer } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

describe.each(doors)('model groups by the admin API, through the %s door', (door) => {
  const adminToken = 'an-admin-token-of-thirty-two-characters-and-more';
  const alice = createToken('alice');
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('local', upstream.url, ['small', 'large'])],
      groups: [failover('default', ['local/small'])],
      callers: [caller('alice', alice, ['default'])],
    },
    settings: { ROUTER_ADMIN_TOKEN: adminToken },
  }));

  async function call<Answer>(method: string, path: string, body?: unknown): Promise<{ status: number } & Answer> {
    const response = await fetch(`${router.origin}/api/admin${path}`, {
      method,
      headers: { ...bearer(adminToken), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, ...((await response.json()) as Answer) };
  }
  const put = (id: string, some: object) => call<SavedGroup & AdminError>('PUT', `/groups/${id}`, some);
  const targets = (model: string) => [{ provider: 'local', model }];
  const ask = async (token: string, model: string) => {
    const response = await fetch(`${router.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'ping' }] }),
    });
    await response.text();
    return response.status;
  };

  test('a group works on the request after it was saved, changes on the next, and is gone after it was deleted', async () => {
    expect(await put('made', { strategy: 'weighted', targets: targets('small'), based_on: null })).toMatchObject({
      ...{ status: 200, version: 1, changes: [{ action: 'create', kind: 'group', id: 'made' }] },
    });
    const body = { user: 'bob', project: 'demo', allow: ['made'] };
    const { token } = await call<{ token: string }>('POST', '/tokens', body);
    expect(await ask(token, 'made')).toBe(200);
    const { state, version } = await call<GroupAnswer>('GET', '/groups/made');
    await put('made', { ...state, targets: targets('large'), aliases: ['also'], based_on: version });
    expect(await ask(token, 'also')).toBe(200);
    expect(upstream.calls.map(({ body: sent }) => sent.model)).toEqual(['small', 'large']);
    await call('POST', '/groups/made/rollback', { number: 1, based_on: 2 });
    expect(await ask(token, 'also')).toBe(403);
    expect(await ask(token, 'made')).toBe(200);
    expect(upstream.calls.at(-1)?.body.model).toBe('small');
    const held = await call<AdminError>('DELETE', '/groups/made', { based_on: 3 });
    expect([held.status, held.error.message]).toEqual([409, expect.stringContaining('one token may use group "made"')]);
    expect(await call('DELETE', '/groups/made', { based_on: 3, force: true })).toMatchObject({
      status: 200,
      tokens: 1,
    });
    expect(await ask(token, 'made')).toBe(403);
  });

  test('whoever saves over what they have not seen is told who was first, for programs as well', async () => {
    const made = { strategy: 'weighted', targets: targets('small'), based_on: null };
    await put('twice', made);
    const { status, error } = await put('twice', made);
    expect([status, error.code, error.since]).toEqual([
      409,
      'conflict',
      { version: 1, actor: 'admin-token', at: expect.any(String), deleted: false },
    ]);
  });

  test('a file’s group is refused, and the audit says through which door each change came', async () => {
    const { status, error } = await put('default', { strategy: 'weighted', targets: targets('large'), based_on: 1 });
    expect([status, error.code]).toEqual([409, 'declared']);
    await put('audited', { strategy: 'weighted', targets: targets('small'), based_on: null });
    const address = `${router.origin}/api/admin/audit/export?format=jsonl&kind=group`;
    const text = await (await fetch(address, { headers: bearer(adminToken) })).text();
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.find(({ object_id }) => object_id === 'audited')).toMatchObject({ via: 'api', action: 'create' });
    expect(events.find(({ object_id }) => object_id === 'default')).toMatchObject({ via: null });
    expect(events.find(({ object_id }) => object_id === 'default').actor).toMatch(/^file:/);
  });
});
