import { describe, expect, test } from 'vitest';
import type { AdminError } from '@/lib/admin/contract';
import type { CheckedPolicy, PolicyAnswer, PolicyChange, TriedPolicy } from '@/lib/admin/contract/policies';
import type { AdminExplanation } from '@/lib/gateway/contract';
import { bearer } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

describe.each(doors)('policies by the admin API, through the %s door', (door) => {
  const adminToken = 'an-admin-token-of-thirty-two-characters-and-more';
  const alice = createToken('alice');
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('local', upstream.url, ['small', 'large'])],
      policies: [{ id: 'declared', source: choosing('large') }],
      groups: [failover('default', ['local/small', 'local/large'], { strategy: 'script', policy: 'declared' })],
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
  const body = (model: string) => ({ model, messages: [{ role: 'user', content: 'ping' }] });
  /** Which model answered. */
  async function ask(token: string, model: string): Promise<unknown> {
    const response = await fetch(`${router.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify(body(model)),
    });
    await response.text();
    return response.status === 200 ? upstream.calls.at(-1)?.body.model : response.status;
  }

  test('one that the file declares is asked from the first request on, and is not changed here', async () => {
    expect(await ask(alice, 'default')).toBe('large');
    const saved = await call<AdminError>('POST', '/policies/declared/versions', {
      ...{ source: choosing('small'), based_on: 1 },
    });
    expect([saved.status, saved.error.code]).toEqual([409, 'declared']);
  });

  test('a version is live at once where it is published, and gone back from at once', async () => {
    const save = (model: string, basedOn: number | null) =>
      call<PolicyChange>('POST', '/policies/mine/versions', { source: choosing(model), based_on: basedOn });
    expect(await save('small', null)).toMatchObject({ status: 200, number: 1, published: null });
    const group = { strategy: 'script', policy: 'mine', targets: targets('small', 'large'), based_on: null };
    const early = await call<AdminError>('PUT', '/groups/asks', group);
    expect([early.status, early.error.message]).toEqual([400, expect.stringContaining('is published yet')]);
    await call('POST', '/policies/mine/publish', { number: 1, based_on: null });
    expect((await call('PUT', '/groups/asks', group)).status).toBe(200);
    const { token } = await call<{ token: string }>('POST', '/tokens', {
      ...{ user: 'bob', project: 'demo', allow: ['asks'] },
    });
    expect(await ask(token, 'asks')).toBe('small');
    await save('large', 1);
    expect(await ask(token, 'asks')).toBe('small');
    await call('POST', '/policies/mine/publish', { number: 2, based_on: 1 });
    expect(await ask(token, 'asks')).toBe('large');
    const explained = await call<AdminExplanation>('POST', '/route/explain', { body: body('asks') });
    expect(explained.order.map((number) => explained.targets[number - 1]?.target)).toEqual(['local/large']);
    await call('POST', '/policies/mine/publish', { number: 1, based_on: 2 });
    expect(await ask(token, 'asks')).toBe('small');
    const { standing, groups, versions } = await call<PolicyAnswer>('GET', '/policies/mine');
    expect([groups, versions.map(({ status }) => status)]).toEqual([['asks'], ['archived', 'published']]);
    expect(standing.calls).toBeGreaterThan(1);
    const held = await call<AdminError>('DELETE', '/policies/mine');
    expect([held.status, held.error.message]).toEqual([409, expect.stringContaining('1 group asks policy "mine"')]);
  });

  test('a source is checked and tried in the server as it is built, and nothing of it is kept', async () => {
    const wrong = 'export function route(context: PolicyContext) {\n  return { targets: context.target };\n}\n';
    expect(await call<CheckedPolicy>('POST', '/policy-checks', { source: wrong })).toMatchObject({
      ...{ ok: false, problems: [{ kind: 'type', line: 2 }] },
    });
    const tried = await call<TriedPolicy>('POST', '/policy-trials', { source: choosing('large') });
    expect(tried.route).toMatchObject({
      outcome: 'ordered',
      order: [{ index: 1, provider: 'second' }],
      label: 'large',
    });
    expect((await call('GET', '/policies/choosing')).status).toBe(404);
  });
});

function choosing(model: string): string {
  return `export function route({ targets }: PolicyContext): PolicyDecision {
  return { targets: targets.filter((target) => target.model === '${model}'), label: '${model}' };
}
`;
}

function targets(...models: string[]) {
  return models.map((model) => ({ provider: 'local', model }));
}
