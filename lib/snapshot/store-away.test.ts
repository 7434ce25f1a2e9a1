import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GET } from '../../app/readyz/route';
import { POST as chat } from '../../app/v1/chat/completions/route';
import { GET as listModels } from '../../app/v1/models/route';
import { startPostgresCluster } from '../../db/testing/postgres-cluster.mjs';
import type { Runtime } from '../runtime/runtime';
import { startRuntime } from '../runtime/start';
import { openServer } from '../upstream/__fixtures__/scripted-server';

const isReady = () => GET(new Request('http://router.example/readyz'));

const onPostgres = describe.runIf(process.env.TEST_DATABASE_URL);
const secret = `rtr_metrum_alice_demo_dev_k1_${'0123456789abcdef'.repeat(3)}`;
const answer = '{"model":"one","choices":[{"index":0,"message":{"content":"pong"},"finish_reason":"stop"}]}';

onPostgres('while the store is away', { timeout: 60_000 }, () => {
  it('requests are served and the process stays ready, and their usage is in the store once it is back', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'smart-router-away-'));
    const cluster = await startPostgresCluster();
    const upstream = await openServer(({ response }) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
    );
    let runtime: Runtime | null = null;
    try {
      const configPath = path.join(folder, 'router.yaml');
      await fs.writeFile(configPath, declared(upstream.baseUrl));
      runtime = await startRuntime({
        DATABASE_URL: cluster.url,
        ROUTER_DATA_DIR: path.join(folder, 'data'),
        ROUTER_CONFIG: configPath,
        ROUTER_SECRET: 'a secret that is long enough for tests',
        LOG_LEVEL: 'silent',
        ALICE_TOKEN: secret,
      });
      const { sql } = runtime.store;
      await cluster.stop();
      await expect(sql`select 1`).rejects.toThrow();

      for (let turn = 0; turn < 5; turn += 1) {
        expect(await read(await chat(request('/v1/chat/completions', { model: 'default', messages: [] })))).toBe(200);
        expect(await read(await listModels(request('/v1/models')))).toBe(200);
      }
      expect(isReady().status).toBe(200);

      await cluster.start();
      const recorded = () => sql`select 1 from usage_records where status = 200`.then((rows) => rows.length);
      await expect.poll(() => recorded().catch(() => 'away'), { timeout: 20_000, interval: 50 }).toBe(5);
    } finally {
      await runtime?.stop();
      await upstream.close();
      await cluster.remove();
      await fs.rm(folder, { recursive: true, force: true });
    }
  });
});

function request(address: string, body?: unknown): Request {
  return new Request(`http://router${address}`, {
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
}

async function read(response: Response): Promise<number> {
  await response.text();
  return response.status;
}

function declared(baseUrl: string): string {
  const target = { provider: 'up', model: 'one' };
  return JSON.stringify({
    version: 1,
    providers: [{ id: 'up', dialect: 'openai-chat', base_url: baseUrl, models: [{ id: 'one' }] }],
    groups: [{ id: 'default', strategy: 'weighted', targets: [target] }],
    callers: [
      { user: 'alice', project: 'demo', tokens: [{ key: 'k1', allow: ['default'], token: `\${${'ALICE_TOKEN'}}` }] },
    ],
  });
}
