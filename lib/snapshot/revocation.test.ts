import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as listModels } from '../../app/v1/models/route';
import { openStore, type Store } from '../../db/client';
import { callerTokens, policyState } from '../../db/schema';
import { createTestDatabase } from '../../db/testing/store';
import { setTokenStatus } from '../admin/tokens/set-status';
import type { Runtime } from '../runtime/runtime';
import { startRuntime } from '../runtime/start';

const server = process.env.TEST_DATABASE_URL ?? '';
const onPostgres = describe.runIf(server);

/** Each test revokes a token of its own. */
const keys = ['here', 'there', 'unheard', 'cut'] as const;
type Key = (typeof keys)[number];
const secretOf = (key: Key) => `rtr_metrum_alice_demo_dev_${key}_${'0123456789abcdef'.repeat(3)}`;
const tokenIdOf = (key: Key) => `rtr_metrum_alice_demo_dev_${key}`;

let folder: string;
let database: Awaited<ReturnType<typeof createTestDatabase>> | null = null;
let runtime: Runtime;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'smart-router-revocation-'));
  database = server ? await createTestDatabase(server) : null;
  const configPath = path.join(folder, 'router.yaml');
  await fs.writeFile(configPath, declared());
  runtime = await startRuntime({
    ROUTER_DATA_DIR: path.join(folder, 'data'),
    ROUTER_CONFIG: configPath,
    ROUTER_SECRET: 'a secret that is long enough for tests',
    LOG_LEVEL: 'silent',
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...Object.fromEntries(keys.map((key) => [variableOf(key), secretOf(key)])),
  });
});

afterAll(async () => {
  await runtime?.stop();
  await database?.drop();
  await fs.rm(folder, { recursive: true, force: true });
});

describe('a revoked token', () => {
  it('is refused on the next request of this process', async () => {
    expect(await askWith('here')).toBe('200');
    await revoke(runtime.store, 'here');
    await runtime.snapshot.refresh();
    expect(await askWith('here')).toBe('403 token-revoked');
  });
});

onPostgres('a token that another replica revoked', () => {
  let other: Store;
  beforeAll(async () => {
    other = await openStore({ databaseUrl: database?.url ?? null, dataDir: null });
  });
  afterAll(() => other?.close());

  it('is refused here within a second', async () => {
    expect(await askWith('there')).toBe('200');
    await revoke(other, 'there');
    await isRefusedWithinASecond('there');
  });

  it('is refused within a second though no notice of it ever came: the poll catches up', async () => {
    expect(await askWith('unheard')).toBe('200');
    // A policy change as it is committed, but for its notice.
    await other.db.transaction(async (transaction) => {
      const [state] = await transaction
        .update(policyState)
        .set({ version: sql`${policyState.version} + 1` })
        .returning({ version: policyState.version });
      await transaction
        .update(callerTokens)
        .set({ status: 'revoked', changedIn: state?.version ?? 0 })
        .where(eq(callerTokens.tokenId, tokenIdOf('unheard')));
    });
    await isRefusedWithinASecond('unheard');
  });

  it('is refused within a second though the connection that listens was cut the moment before', async () => {
    expect(await askWith('cut')).toBe('200');
    const cut = await other.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen %'`;
    expect(cut).toHaveLength(1);
    await revoke(other, 'cut');
    await isRefusedWithinASecond('cut');
  });
});

async function askWith(key: Key): Promise<string> {
  const headers = { authorization: `Bearer ${secretOf(key)}` };
  const response = await listModels(new Request('http://router/v1/models', { headers }));
  await response.text();
  return [response.status, response.headers.get('x-router-error')].filter(Boolean).join(' ');
}

const isRefusedWithinASecond = (key: Key) =>
  expect.poll(() => askWith(key), { timeout: 1000, interval: 5 }).toBe('403 token-revoked');

const revoke = (store: Store, key: Key) =>
  setTokenStatus({ store, author: { actor: 'test' }, input: { tokenId: tokenIdOf(key), status: 'revoked' } });

const variableOf = (key: Key) => `TOKEN_${key.toUpperCase()}`;

function declared(): string {
  const tokens = keys.map((key) => ({ key, allow: [], token: `\${${variableOf(key)}}` }));
  return JSON.stringify({ version: 1, callers: [{ user: 'alice', project: 'demo', tokens }] });
}
