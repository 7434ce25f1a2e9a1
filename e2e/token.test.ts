import { describe, expect, test } from 'vitest';
import { ask, bearer, faultOf, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { type Door, doors } from './_support/doors';
import { eventually } from './_support/eventually';
import { type Router, startRouter, useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';

const alice = createToken('alice');
const bob = createToken('bob');
const passing = createToken('passing');
const inactive = {
  disabled: createToken('disabled'),
  suspended: createToken('suspended'),
  expired: createToken('expired'),
  rotated: createToken('rotated'),
  revoked: createToken('revoked'),
};
const offCaller = createToken('off');
const offProject = createToken('stray', 'closed');

interface TokenAnswer {
  status: string;
  groups: string[];
  expires_at: string | null;
}

describe.each(doors)('a caller token, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one'])],
      groups: [
        failover('default', ['up/one'], { title: 'General', discoverable: true }),
        failover('other', ['up/one']),
      ],
      projects: [{ id: 'closed', status: 'disabled' }],
      callers: [
        caller('alice', alice, ['default'], { expires_at: '2999-01-01T00:00:00Z' }),
        caller('bob', bob, ['other']),
        ...Object.entries(inactive).map(([status, token]) => caller(status, token, ['default'], { status })),
        { ...caller('off', offCaller, ['default']), status: 'suspended' },
        { ...caller('stray', offProject, ['default']), project: 'closed' },
      ],
    },
  }));

  const describeToken = async (token: string) => {
    const response = await get(router, '/v1/token', bearer(token));
    return { http: response.status, ...((await response.json()) as TokenAnswer) };
  };

  test('200: tells its holder what it is, and never its secret', async () => {
    const response = await get(router, '/v1/token', bearer(alice));
    const text = await response.text();
    expect(text).not.toContain(alice.split('_').at(-1));
    expect(JSON.parse(text)).toMatchObject({
      object: 'token',
      id: 'rtr_metrum_alice_demo_dev_k1',
      caller: 'alice/demo',
      project: 'demo',
      environment: 'dev',
      key: 'k1',
      status: 'active',
      expires_at: '2999-01-01T00:00:00.000Z',
      groups: ['default'],
      limits: [],
    });
    expect(text).not.toContain('other');
    expect(JSON.parse(await (await get(router, '/v1/token', bearer(bob))).text()).discoverable).toEqual([
      { id: 'default', title: 'General', description: null },
    ]);
  });

  test.each(Object.keys(inactive) as (keyof typeof inactive)[])(
    '403: a token that is %s is refused with a code of its own, and may still ask why',
    async (status) => {
      const token = inactive[status];
      expect(await describeToken(token)).toMatchObject({ http: 200, status });
      for (const response of [
        await get(router, '/v1/models', bearer(token)),
        await get(router, '/v1/models/default', bearer(token)),
        await ask(router, token, 'default'),
      ]) {
        expect(response.headers.get('x-should-retry')).toBe('false');
        expect(await faultOf(response)).toMatchObject({ status: 403, code: `token-${status}` });
      }
      expect(upstream.calls).toHaveLength(0);
    },
  );

  test('403: a caller or project that is off takes its tokens with it', async () => {
    expect(await faultOf(await ask(router, offCaller, 'default'))).toMatchObject({ code: 'token-suspended' });
    expect(await faultOf(await ask(router, offProject, 'default'))).toMatchObject({ code: 'token-disabled' });
    expect(await describeToken(offCaller)).toMatchObject({ http: 200, status: 'suspended' });
    expect(await describeToken(offProject)).toMatchObject({ http: 200, status: 'disabled' });
  });

  test('401: no token, an unknown one and a damaged one are told alike, but for the request id', async () => {
    const unknown = createToken('alice');
    const attempts: Record<string, string>[] = [
      {},
      bearer(unknown),
      { 'x-api-key': unknown },
      bearer(`${alice}x`),
      { authorization: alice },
      { authorization: 'Bearer' },
      { authorization: `Basic ${alice}` },
    ];
    const seen = new Set<string>();
    for (const headers of attempts) {
      for (const path of ['/v1/models', '/v1/models/default', '/v1/token']) {
        const response = await get(router, path, headers);
        const requestId = response.headers.get('x-request-id') ?? '';
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        seen.add((await response.text()).replace(requestId, '…'));
      }
      const { authorization, 'x-api-key': key } = headers;
      const response = await ask(
        router,
        '',
        'default',
        {},
        { headers: { authorization: authorization ?? '', ...(key ? { 'x-api-key': key } : {}) } },
      );
      const requestId = response.headers.get('x-request-id') ?? '';
      seen.add((await response.text()).replace(requestId, '…'));
    }
    expect(seen.size).toBe(1);
    expect(upstream.calls).toHaveLength(0);
  });

  test('both credential headers are accepted on every endpoint, and Authorization wins', async () => {
    for (const headers of [{ 'x-api-key': alice }, { authorization: `bearer ${alice}` }] as Record<string, string>[]) {
      for (const path of ['/v1/models', '/v1/models/default', '/v1/token'])
        expect((await get(router, path, headers)).status).toBe(200);
      const response = await fetch(`${router.origin}/v1/chat/completions`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'default', messages: [] }),
      });
      expect(response.status).toBe(200);
    }
    const both = await get(router, '/v1/token', { ...bearer(alice), 'x-api-key': bob });
    expect(await both.json()).toMatchObject({ caller: 'alice/demo' });
    const wrongFirst = await get(router, '/v1/token', { ...bearer('rtr_nothing'), 'x-api-key': alice });
    expect(wrongFirst.status).toBe(401);
  });
});

test.each(doors)('a token expires at its second, while the router runs, through the %s door', async (door) => {
  const { router, expiry } = await startBeforeExpiry(door);
  try {
    const refusedAt = await eventually(
      'the token has expired',
      async () => {
        const asked = Date.now();
        const response = await get(router, '/v1/models', bearer(passing));
        if (response.status === 200) {
          expect(asked).toBeLessThan(expiry + 50);
          return false;
        }
        expect(await faultOf(response)).toMatchObject({ status: 403, code: 'token-expired' });
        return Date.now();
      },
      expiry - Date.now() + 10_000,
    );
    expect(refusedAt).toBeGreaterThanOrEqual(expiry);
    expect(refusedAt).toBeLessThan(expiry + 1_000);
    const response = await get(router, '/v1/token', bearer(passing));
    expect([response.status, await response.json()]).toMatchObject([200, { status: 'expired' }]);
  } finally {
    await router.remove();
  }
});

/** A router with a token that expires soon, and not before the test has begun: how long a start takes depends on the machine. */
async function startBeforeExpiry(door: Door): Promise<{ router: Router; expiry: number }> {
  for (const lead of [6_000, 20_000, 60_000]) {
    const expiry = Date.now() + lead;
    const expires_at = new Date(expiry).toISOString();
    const router = await startRouter(door, {
      configuration: {
        providers: [provider('up', 'http://127.0.0.1:9', ['one'])],
        groups: [failover('default', ['up/one'])],
        callers: [caller('passing', passing, ['default'], { expires_at })],
      },
    });
    if (Date.now() < expiry - 500) return { router, expiry };
    await router.remove();
  }
  throw new Error('the router took a minute to start');
}
