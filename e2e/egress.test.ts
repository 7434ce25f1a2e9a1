import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask as askModel, bearer } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import type { Router } from './_support/start-router';

const token = createToken();

/** What only this machine, its network or its cloud has, as people and libraries write it. */
const refused = [
  'http://127.0.0.1',
  'http://127.1',
  'http://2130706433',
  'http://0x7f000001',
  'http://0177.0.0.1',
  'http://localhost',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:7f00:1]',
  'http://[64:ff9b::7f00:1]',
  'http://[2002:7f00:1::]',
  'http://0.0.0.0',
  'http://[::]',
  'http://10.0.0.1',
  'http://172.16.0.1',
  'http://192.168.0.1',
  'http://100.64.0.1',
  'http://198.18.0.1',
  'http://224.0.0.1',
  'http://255.255.255.255',
  'http://169.254.169.254',
  'http://[fd00:ec2::254]',
  'http://[fe80::1]',
  'http://[fec0::1]',
  'http://[fd12::1]',
  'http://[2001:db8::1]',
];

describe.each(doors)('what the console may call, at the %s door', (door) => {
  const upstream = useUpstream();
  const configuration = () => ({
    // As if it had been typed into the console: what an export says of such a provider.
    providers: [
      provider('typed', upstream.url, ['one'], { managed_by: 'console' }),
      provider('filed', upstream.url, ['two']),
    ],
    groups: [failover('both', ['typed/one', 'filed/two']), failover('alone', ['typed/one'])],
    callers: [caller('alice', token, ['both', 'alone'])],
  });

  describe('where nothing private is allowed', () => {
    const router = useRouter(door, () => ({ configuration: configuration() }));

    it('is no private address, however it is written', async () => {
      for (const origin of refused) {
        const place = { dialect: 'openai-chat', base_url: `${origin}:${new URL(upstream.url).port}/v1` };
        const saved = await ask(router, '/providers', { id: 'new', ...place });
        expect([origin, saved.status, saved.body]).toEqual([
          origin,
          400,
          { error: expect.objectContaining({ message: expect.stringContaining('ROUTER_ALLOW_PRIVATE_UPSTREAMS') }) },
        ]);
        const tried = await ask(router, '/provider-trials', place);
        expect([origin, tried.status, tried.body]).toEqual([
          origin,
          200,
          expect.objectContaining({ ok: false, status: null, found: expect.stringContaining('ROUTER_ALLOW') }),
        ]);
      }
      expect(upstream.calls).toEqual([]);
    });

    it('is passed over for the next target, which a caller does not notice and the log tells', async () => {
      const response = await askModel(router, token, 'both');
      expect(response.status).toBe(200);
      expect(upstream.calls.map(({ body }) => body.model)).toEqual(['two']);
      expect(router.output()).toContain('EGRESS_REFUSED');
    });

    it('is told to nobody who calls', async () => {
      const response = await askModel(router, token, 'alone');
      const text = await response.text();
      expect([response.status, response.headers.get('x-should-retry')]).toEqual([502, 'false']);
      const { error } = JSON.parse(text);
      expect(error.code).toBe('upstream-failed');
      expect(error.message).not.toMatch(/127\.0\.0\.1|egress|private|loopback/i);
      expect(text).not.toContain(new URL(upstream.url).host);
      expect(upstream.calls).toEqual([]);
    });
  });

  describe('where this machine is allowed', () => {
    const router = useRouter(door, () => ({
      configuration: configuration(),
      settings: { ROUTER_ALLOW_PRIVATE_UPSTREAMS: '127.0.0.0/8, 10.1.0.0/16' },
    }));

    it('is called, and nothing beside it', async () => {
      const response = await askModel(router, token, 'alone');
      expect(response.status).toBe(200);
      const place = { dialect: 'openai-chat', base_url: 'http://10.2.0.1/v1' };
      expect((await ask(router, '/providers', { id: 'new', ...place })).status).toBe(400);
    });

    it('is not followed where it redirects to', async () => {
      upstream.when('undefined', ({ response }) => {
        response.writeHead(307, { location: 'http://169.254.169.254/latest' }).end();
      });
      const place = { dialect: 'openai-chat', base_url: upstream.url };
      expect((await ask(router, '/provider-trials', place)).body).toMatchObject({ ok: false, status: 307 });
    });
  });
});

async function ask(router: Router, address: string, body: unknown) {
  const admin = readFileSync(path.join(router.dataDir, 'admin-token'), 'utf8').trim();
  const response = await fetch(`${router.origin}/api/admin${address}`, {
    method: 'POST',
    headers: { ...bearer(admin), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
