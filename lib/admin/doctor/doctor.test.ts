import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { Agent } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callerTokens, modelGroups, providers } from '../../../db/schema';
import { openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { createSnapshotHolder, type SnapshotHolder } from '../../snapshot/holder';
import { createToken } from '../tokens/create';
import { checkPolicy } from './check-policy';
import { checkProviders } from './check-providers';
import { checkSecret } from './check-secret';
import { checkSnapshot } from './check-snapshot';
import { checkStore } from './check-store';

const sealer = createSealer('a secret of thirty-two characters');
let store: TestStore;
let snapshot: SnapshotHolder;
let server: http.Server;
let origin: string;
const upstream = new Agent();

beforeAll(async () => {
  store = await openTestStore();
  snapshot = createSnapshotHolder({ store, sealer, log: () => {} });
  await snapshot.start();
  server = http.createServer((request, response) => {
    const status = {
      ...{ '/good/models': 200, '/key/models': 401, '/none/models': 404, '/ill/models': 503 },
      ...{ '/busy/models': 429, '/odd/models': 400 },
    }[request.url ?? ''];
    response.writeHead(request.headers.authorization === 'Bearer sk-right' && status === 401 ? 200 : (status ?? 500));
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await upstream.destroy();
  await snapshot.stop();
  await store.close();
});

it('asks each provider with its key, and says what would mend it', async () => {
  const key = (id: string, value: string) => ({
    apiKeySealed: sealer.seal('provider-api-key', id, value),
    apiKeySource: `\${${id.toUpperCase()}_KEY}`,
  });
  const common = { dialect: 'openai-chat', managedBy: 'file' } as const;
  await store.db.insert(providers).values([
    { ...common, id: 'asks', baseUrl: `${origin}/key` },
    { ...common, id: 'closed', baseUrl: 'http://127.0.0.1:1/v1' },
    { ...common, id: 'good', baseUrl: `${origin}/good` },
    { ...common, id: 'ill', baseUrl: `${origin}/ill` },
    { ...common, id: 'moved', baseUrl: `${origin}/good`, ...key('other', 'sk-x') },
    { ...common, id: 'none', baseUrl: `${origin}/none` },
    { ...common, id: 'right', baseUrl: `${origin}/key`, ...key('right', 'sk-right') },
    { ...common, id: 'wrong', baseUrl: `${origin}/key`, ...key('wrong', 'sk-wrong') },
  ]);
  const checks = await checkProviders({ store, sealer, upstream, guarded: upstream }, { asksProviders: true });
  expect(checks.map(({ name, result }) => `${name}: ${result}`)).toEqual([
    ...['provider asks: failed', 'provider closed: failed', 'provider good: ok', 'provider ill: warning'],
    ...['provider moved: failed', 'provider none: ok', 'provider right: ok', 'provider wrong: failed'],
  ]);
  expect(checks[1]?.found).toContain('ECONNREFUSED');
  expect(checks[7]).toMatchObject({
    ...{ found: 'the provider refuses its key (401)', mend: expect.stringContaining('WRONG_KEY') },
  });
  expect(JSON.stringify(checks)).not.toContain('sk-');

  // Nobody asks who could not set that going elsewhere: `closed` would fail.
  const unasked = await checkProviders({ store, sealer, upstream, guarded: upstream }, { asksProviders: false });
  expect(new Set(unasked.map(({ result, found }) => `${result}: ${found.slice(0, 9)}`))).toEqual(
    new Set(['skipped: not asked']),
  );
});

it('asks whether the address is right where an answer leaves that open, and not after a 429', async () => {
  const common = { dialect: 'openai-chat', managedBy: 'file' } as const;
  await store.db.delete(providers);
  await store.db.insert(providers).values([
    { ...common, id: 'busy', baseUrl: `${origin}/busy` },
    { ...common, id: 'odd', baseUrl: `${origin}/odd` },
    // The scheme and the host of an address mean the same in any case.
    { ...common, id: 'shouted', baseUrl: `${origin.toUpperCase()}/good` },
  ]);
  const [busy, odd, shouted] = await checkProviders(
    { store, sealer, upstream, guarded: upstream },
    { asksProviders: true },
  );
  expect(busy).toMatchObject({
    ...{ result: 'warning', found: expect.stringContaining('429: too many'), mend: 'Look at its account.' },
  });
  expect(odd).toMatchObject({ result: 'warning', mend: 'Is base_url right?' });
  expect(shouted).toMatchObject({ result: 'ok' });
});

it('knows a store that answers, its clock and its secret', async () => {
  const settings = { databaseUrl: null } as Parameters<typeof checkStore>[0]['settings'];
  expect((await checkStore({ store, settings })).map(({ result }) => result)).toEqual(['ok', 'ok']);
  expect(await checkSecret({ store, sealer })).toMatchObject({ result: 'ok' });
  const other = createSealer('another secret, as long as the first one');
  expect(await checkSecret({ store, sealer: other })).toMatchObject({ result: 'failed' });
  expect(await checkSnapshot({ store, snapshot })).toMatchObject({ result: 'ok' });
});

it('finds groups that nothing serves and tokens that may use nothing', async () => {
  expect((await checkPolicy({ store, snapshot }, { tellsTokens: true })).map(({ result }) => result)).toEqual([
    'warning',
    'ok',
    'ok',
  ]);
  await store.db.insert(modelGroups).values({ id: 'idle', strategy: 'weighted', managedBy: 'file' });
  const input = { user: 'alice', project: 'demo', key: 'k1', allow: [] };
  await createToken({ store, org: 'metrum', author: { actor: 'admin' }, input });
  await snapshot.refresh();
  const [configuration, groups, tokens] = await checkPolicy({ store, snapshot }, { tellsTokens: true });
  expect(configuration).toMatchObject({ result: 'ok', found: '1 model groups, 1 tokens' });
  expect(groups).toMatchObject({ result: 'warning', found: 'no enabled target: idle' });
  expect(tokens).toMatchObject({ result: 'warning', found: expect.stringContaining('rtr_metrum_alice_demo_dev_k1') });
  const [, , untold] = await checkPolicy({ store, snapshot }, { tellsTokens: false });
  expect(untold).toMatchObject({ result: 'warning', found: '1 active token may use no group' });
  await store.db.update(callerTokens).set({ managedBy: 'demo' }).where(sql`true`);
  expect((await checkPolicy({ store, snapshot }, { tellsTokens: true }))[2]).toMatchObject({ result: 'ok' });
});
