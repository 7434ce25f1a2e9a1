import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GET } from '../../app/readyz/route';
import { GET as listModels } from '../../app/v1/models/route';
import { usageRecord } from '../usage/__fixtures__/record';
import { getRuntime, type Runtime } from './runtime';
import { startRuntime } from './start';

const isReady = () => GET(new Request('http://router.example/readyz'));

const secret = `rtr_metrum_alice_demo_dev_k1_${'0123456789abcdef'.repeat(3)}`;
const leftOver = usageRecord();
let folder: string;
let runtime: Runtime | null = null;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smart-router-ready-'));
  const spool = path.join(folder, 'data', 'spool', 'a-process-that-is-dead');
  fs.mkdirSync(spool, { recursive: true });
  fs.writeFileSync(path.join(spool, '000000000.ndjson'), `${JSON.stringify(leftOver)}\n`);
  const target = { provider: 'up', model: 'one' };
  const declared = {
    version: 1,
    providers: [{ id: 'up', dialect: 'openai-chat', base_url: 'http://127.0.0.1:9/v1', models: [{ id: 'one' }] }],
    groups: [{ id: 'default', strategy: 'weighted', targets: [target] }],
    callers: [
      { user: 'alice', project: 'demo', tokens: [{ key: 'k1', allow: ['default'], token: `\${${'ALICE_TOKEN'}}` }] },
    ],
  };
  fs.writeFileSync(path.join(folder, 'router.yaml'), JSON.stringify(declared));
});

afterAll(async () => {
  await runtime?.stop();
  fs.rmSync(folder, { recursive: true });
});

it('says 200 once the file is applied, the snapshot loaded and left-over usage counted, and not before', async () => {
  const starting = startRuntime({
    ROUTER_DATA_DIR: path.join(folder, 'data'),
    ROUTER_CONFIG: path.join(folder, 'router.yaml'),
    LOG_LEVEL: 'silent',
    ALICE_TOKEN: secret,
  });
  expect(isReady().status).toBe(503);
  await expect.poll(() => isReady().status, { timeout: 30_000, interval: 1 }).toBe(200);

  const counted = await getRuntime().store.sql`select id from usage_records`;
  expect([...counted]).toEqual([{ id: leftOver.id }]);
  const headers = { authorization: `Bearer ${secret}` };
  const models = await listModels(new Request('http://router/v1/models', { headers }));
  expect(await models.json()).toMatchObject({ data: [{ id: 'default' }] });
  runtime = await starting;
});

it('says 503 again from the moment a shutdown begins', async () => {
  getRuntime().draining = true;
  expect([isReady().status, await isReady().json()]).toEqual([503, { status: 'draining' }]);
});
