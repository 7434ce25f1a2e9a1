import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyFile } from '../admin/config/apply-file';
import { createPolicyCompiler } from '../admin/policies/compiler';
import { handleExplain } from '../gateway/handle-explain';
import type { Runtime } from './runtime';
import { startRuntime } from './start';

const token = `rtr_metrum_alice_demo_dev_k1_${'0123456789abcdef'.repeat(3)}`;
const environment = { ALICE_TOKEN: token };
let folder: string;
let configPath: string;
let runtime: Runtime;

const declare = (strategy: object) =>
  fs.writeFileSync(
    configPath,
    JSON.stringify({
      version: 1,
      providers: [{ id: 'up', dialect: 'openai-chat', base_url: 'http://127.0.0.1:9/v1', models: [{ id: 'one' }] }],
      policies: [{ id: 'mine', source: 'export const route = ({ targets }: PolicyContext) => ({ targets });' }],
      groups: [{ id: 'default', ...strategy, targets: [{ provider: 'up', model: 'one' }] }],
      callers: [
        { user: 'alice', project: 'demo', tokens: [{ key: 'k1', allow: ['default'], token: `\${${'ALICE_TOKEN'}}` }] },
      ],
    }),
  );

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smart-router-warm-'));
  configPath = path.join(folder, 'router.yaml');
  declare({ strategy: 'weighted' });
  const settings = { ROUTER_DATA_DIR: path.join(folder, 'data'), ROUTER_CONFIG: configPath, LOG_LEVEL: 'silent' };
  runtime = await startRuntime({ ...settings, ...environment });
});

afterAll(async () => {
  await runtime?.stop();
  fs.rmSync(folder, { recursive: true });
});

it('has its threads ready for the first policy that another process published, before any request comes', async () => {
  expect(runtime.sandbox.threads()).toBe(0);
  declare({ strategy: 'script', policy: 'mine' });
  const { store, sealer, settings, snapshot, sandbox } = runtime;
  const compiler = createPolicyCompiler();
  const options = { store, sealer, configPath, environment, org: settings.org, compile: compiler.compile };
  // As another replica does it: nobody tells this runtime but the store.
  await applyFile(options).finally(compiler.close);
  await expect.poll(() => snapshot.current().groups.get('default')?.strategy, { timeout: 5_000 }).toBe('script');
  await expect.poll(() => sandbox.threads(), { timeout: 10_000 }).toBe(2);

  const body = JSON.stringify({ model: 'default', messages: [{ role: 'user', content: 'hello' }] });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await handleExplain(
    new Request('http://router/v1/route/explain', { method: 'POST', headers, body }),
  );
  expect(await response.json()).toMatchObject({
    reasons: expect.arrayContaining(['The policy of the model group gives the order.']),
  });
  expect(sandbox.threads()).toBe(2);
});
