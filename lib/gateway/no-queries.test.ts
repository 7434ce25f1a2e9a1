import fs from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Runtime } from '../runtime/runtime';
import { startRuntime } from '../runtime/start';
import type { UsageRecord } from '../usage/usage-record';
import { handleExchange } from './handle-exchange';
import { handleModel, handleModelList } from './handle-models';
import { handleToken } from './handle-token';
import { handleWrongAddress } from './handle-wrong-address';

const token = `rtr_metrum_alice_demo_dev_k1_${'0123456789abcdef'.repeat(3)}`;
const records: UsageRecord[] = [];
let folder: string;
let upstream: http.Server;
let runtime: Runtime;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'smart-router-no-queries-'));
  upstream = http.createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = upstream.address();
  const configPath = path.join(folder, 'router.yaml');
  await fs.writeFile(configPath, declared(typeof address === 'object' && address ? address.port : 0));
  runtime = await startRuntime({
    ROUTER_DATA_DIR: path.join(folder, 'data'),
    ROUTER_CONFIG: configPath,
    LOG_LEVEL: 'silent',
    ALICE_TOKEN: token,
  });
  // Usage is written behind the requests, in batches of its own time; here only what requests themselves do is counted.
  await runtime.usage.stop();
  runtime.usage.record = (record) => void records.push(record);
});

afterAll(async () => {
  await runtime?.stop();
  upstream?.closeAllConnections();
  upstream?.close();
  await fs.rm(folder, { recursive: true, force: true });
});

test('a request makes no database query, however it ends', async () => {
  const before = runtime.store.queryCount();
  expect(before).toBeGreaterThan(0);
  const statuses: number[] = [];
  const read = async (response: Response) => {
    statuses.push(response.status);
    await response.text();
  };
  const authorization = `Bearer ${token}`;
  const get = (address: string, headers: Record<string, string> = { authorization }) =>
    new Request(`http://router${address}`, { headers });
  const chat = (body: unknown) =>
    handleExchange(
      new Request('http://router/v1/chat/completions', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      'openai-chat',
      'chat/completions',
    );

  await read(await handleModelList(get('/v1/models')));
  await read(await handleModel(get('/v1/models/default')));
  await read(await handleToken(get('/v1/token')));
  await read(await handleModelList(get('/v1/models', { authorization: 'Bearer rtr_unknown' })));
  await read(await handleWrongAddress(get('/v1/nope')));
  for (let turn = 0; turn < 20; turn += 1) {
    await read(await chat({ model: 'default', messages: [] }));
    await read(await chat({ model: 'default', messages: [], stream: true }));
  }
  await read(await chat({ model: 'secret', messages: [] }));
  await read(await chat({ model: 'broken', messages: [] }));
  await read(await chat({ model: 'default' }));

  expect(statuses).toEqual([200, 200, 200, 401, 404, ...Array<number>(40).fill(200), 403, 502, 400]);
  await vi.waitFor(() => expect(records).toHaveLength(43));
  expect(runtime.store.queryCount()).toBe(before);
});

function declared(port: number): string {
  const models = ['one', 'bad'].map((id) => ({ id, capabilities: { tools: true } }));
  return JSON.stringify({
    version: 1,
    providers: [{ id: 'up', dialect: 'openai-chat', base_url: `http://127.0.0.1:${port}/v1`, models }],
    groups: [
      { id: 'default', strategy: 'weighted', targets: [{ provider: 'up', model: 'one' }] },
      { id: 'broken', strategy: 'weighted', targets: [{ provider: 'up', model: 'bad' }] },
    ],
    callers: [
      {
        user: 'alice',
        project: 'demo',
        tokens: [{ key: 'k1', allow: ['default', 'broken'], token: `\${${'ALICE_TOKEN'}}` }],
      },
    ],
  });
}

/** A whole answer, a stream, or nonsense for the model "bad". */
function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  let text = '';
  request.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  request.on('end', () => {
    const body = JSON.parse(text);
    const choice = { index: 0, delta: { content: 'pong' }, message: { content: 'pong' }, finish_reason: 'stop' };
    const whole = body.model === 'bad' ? 'nonsense' : JSON.stringify({ model: 'one', choices: [choice] });
    response.writeHead(200, { 'content-type': body.stream ? 'text/event-stream' : 'application/json' });
    response.end(body.stream ? `data: ${whole}\n\ndata: [DONE]\n\n` : whole);
  });
}
