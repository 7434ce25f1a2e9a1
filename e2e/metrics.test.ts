import net from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CreatedAdminToken } from '@/lib/admin/contract/admin-tokens';
import { ask, bearer, get } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { startRouter, useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';
import { readUsage } from './_support/usage';

const adminToken = 'the-admin-token-of-these-tests-long-enough';
const alice = createToken('alice');

describe.each(doors)('/metrics, through the %s door', (door) => {
  const upstream = useUpstream();
  let port = 0;
  const router = useRouter(door, async () => {
    port = await freePort();
    return {
      configuration: {
        providers: [
          provider('up', upstream.url, [{ id: 'one', price: { input: 2, output: 10 } }, 'two'], { concurrency: 5 }),
        ],
        groups: [failover('default', ['up/one', 'up/two'])],
        callers: [caller('alice', alice, ['default'])],
      },
      settings: { ROUTER_ADMIN_TOKEN: adminToken, ROUTER_METRICS_PORT: String(port) },
    };
  });
  beforeAll(() => {
    upstream.when('one', answersWith('hi'));
    upstream.when('two', answersWith('hi'));
  });
  const make = async (input: object) => {
    const response = await fetch(`${router.origin}/api/admin/admin-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(adminToken) },
      body: JSON.stringify({ title: 'x', ...input }),
    });
    return ((await response.json()) as CreatedAdminToken).token;
  };

  test('are for who shows an admin token that may read them; whoever else asks is one stranger', async () => {
    const allowed = [adminToken, await make({ role: 'viewer' }), await make({ role: 'operator', scopes: ['metrics'] })];
    for (const token of allowed) {
      const response = await get(router, '/metrics', bearer(token));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain('\nsmart_router_store_up 1\n');
    }
    expect((await get(router, '/metrics', bearer(await make({ role: 'owner', scopes: ['usage'] })))).status).toBe(403);
    const strangers = [{}, bearer(alice), bearer(`${adminToken}x`), { 'x-api-key': adminToken }];
    const said = new Set<string>();
    for (const headers of strangers) {
      const response = await get(router, '/metrics', headers as Record<string, string>);
      const { error } = (await response.json()) as { error: Record<string, string> };
      said.add(`${response.status} ${error.code} ${error.message}`);
    }
    expect([...said]).toEqual([expect.stringMatching(/^401 unauthorized /)]);
  });

  test('take GET and HEAD, and a query that they do not know is refused', async () => {
    const send = (method: string, path = '/metrics') =>
      fetch(`${router.origin}${path}`, { method, headers: bearer(adminToken) });
    expect((await send('HEAD')).status).toBe(200);
    const refused = await send('POST');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await send('GET', '/metrics?x=1')).status).toBe(400);
  });

  test('are at a port of their own without a token, and nothing else is there', async () => {
    const own = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
    expect(await (await own('/metrics')).text()).toContain('smart_router_build_info{version="');
    const others = ['/', '/v1/models', '/api/admin/metrics', '/metrics/x'];
    for (const path of others) expect([path, (await own(path)).status]).toEqual([path, 404]);
    expect((await own('/metrics', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('say what the usage records in the store say, and of what state the process is in', async () => {
    await (await ask(router, alice, 'default')).text();
    upstream.when('one', failsWith(503));
    await (await ask(router, alice, 'default')).text();
    await (await ask(router, alice, 'nobodys')).text();
    upstream.when('one', answersWith('hi'));
    await (await ask(router, alice, 'default', { stream: true })).text();
    await get(router, '/v1/models', bearer(`${alice}x`));
    const text = await (await get(router, '/metrics', bearer(adminToken))).text();
    const seriesOf = (series: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')
          .at(-1),
      );
    const sumOf = (name: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith(`${name}{`))
        .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    expect(seriesOf('smart_router_unauthenticated_requests_total')).toBe(1);
    expect(seriesOf('smart_router_target_circuit_state{provider="up",model="one"}')).toBe(0);
    expect(seriesOf('smart_router_provider_places_limit{provider="up"}')).toBe(5);
    expect(seriesOf('smart_router_in_flight_requests')).toBe(0);
    expect(seriesOf('smart_router_snapshot_version')).toBeGreaterThan(0);
    expect(Date.now() / 1000 - seriesOf('smart_router_snapshot_loaded_timestamp_seconds')).toBeLessThan(600);
    expect(seriesOf('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds \S+$/m);
    expect(text).toMatch(/^nodejs_gc_duration_seconds_count/m);
    // Every line is one of the format's three.
    for (const line of text.split('\n').filter(Boolean)) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) \S+ .+|[a-z_][a-z0-9_]*(\{([a-z_]+="(\\.|[^"\\])*",?)+\})? (-?[\d.e+-]+|NaN|\+Inf))$/,
      );
    }

    const records = await readUsage(router);
    const total = (read: (record: (typeof records)[number]) => number | null) =>
      records.reduce((sum, record) => sum + (read(record) ?? 0), 0);
    expect(records).toHaveLength(4);
    expect(sumOf('smart_router_requests_total')).toBe(4);
    expect(sumOf('smart_router_request_duration_seconds_count')).toBe(4);
    expect(sumOf('smart_router_request_duration_seconds_sum')).toBeCloseTo(total((each) => each.latencyMs) / 1000, 4);
    expect(sumOf('smart_router_time_to_first_token_seconds_count')).toBe(1);
    expect(sumOf('smart_router_overhead_seconds_count')).toBe(3);
    expect(sumOf('smart_router_attempts_total')).toBe(total((each) => each.tries.length));
    expect(sumOf('smart_router_fallbacks_total')).toBe(1);
    expect(seriesOf('smart_router_cost_usd_total{group="default"}')).toBeCloseTo(
      total((each) => each.costUsd),
      6,
    );
    expect(seriesOf('smart_router_tokens_total{group="default",kind="input"}')).toBe(total((each) => each.inputTokens));
    expect(seriesOf('smart_router_tokens_total{group="default",kind="output"}')).toBe(
      total((each) => each.outputTokens),
    );
  });
});

test('a metrics port that is taken is told, and the router does not start without it', async () => {
  const taken = net.createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const started = startRouter('direct', { settings: { ROUTER_METRICS_PORT: String(port) } });
  await expect(started).rejects.toThrow(/cannot serve metrics at 127\.0\.0\.1:\d+: it is in use/);
  taken.close();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
