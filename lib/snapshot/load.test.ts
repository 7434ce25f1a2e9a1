import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '../../db/client';
import { advancePolicy } from '../../db/queries/policy-change';
import { callerTokens, modelGroupAliases, modelGroups, prices, projects, providers, targets } from '../../db/schema';
import { addCaller, addGroup, addProvider, addToken } from '../../db/testing/policy';
import { emptyStore, openTestStore, type TestStore } from '../../db/testing/store';
import { createSealer } from '../auth/seal';
import { loadSnapshot } from './load';

const sealer = createSealer('a secret that is long enough for tests');
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(() => emptyStore(store));
afterAll(() => store.close());

const change = <T>(work: (transaction: Transaction) => Promise<T>) =>
  store.db.transaction(async (transaction) => {
    await advancePolicy(transaction, { structure: true });
    return work(transaction);
  });

async function addSmallPolicy(): Promise<{ callerId: number; sha256: string }> {
  return change(async (transaction) => {
    const apiKeySealed = sealer.seal('provider-api-key', 'local', 'sk-local');
    await addProvider(transaction, { id: 'local', apiKeySealed, baseUrl: 'http://127.0.0.1:4010/v1/' });
    await addProvider(transaction, { id: 'open', firstByteMs: 5, idleMs: 6, totalMs: 7 });
    await addGroup(transaction, { id: 'default', providers: ['local', 'open'], retryAttempts: 5 });
    await addGroup(transaction, { id: 'plain', providers: ['open'] });
    await transaction.insert(modelGroupAliases).values([
      { alias: 'claude-second', groupId: 'default', position: 1 },
      { alias: 'claude-first', groupId: 'default', position: 0 },
    ]);
    const callerId = await addCaller(transaction, 'alice', 'demo');
    const sha256 = await addToken(transaction, { callerId, key: 'k1', allow: ['plain', 'default'] });
    return { callerId, sha256 };
  });
}

describe('a first load', () => {
  it('of an empty store is an empty snapshot at version 0', async () => {
    const snapshot = await loadSnapshot(store.db, sealer);
    expect([snapshot.version, snapshot.groups.size, snapshot.tokens.size]).toEqual([0, 0, 0]);
  });

  it('knows the addresses that are the operator’s own', async () => {
    await change(async (transaction) => {
      for (const id of ['given', 'typed']) {
        await addProvider(transaction, { id, addressTrusted: id === 'given' });
        await addGroup(transaction, { id, providers: [id] });
      }
    });
    const { groups } = await loadSnapshot(store.db, sealer);
    const trusted = [...groups.values()].map(({ id, targets: [target] }) => [id, target?.provider.isTrusted]);
    expect(Object.fromEntries(trusted)).toEqual({ given: true, typed: false });
  });

  it('has groups by every name, targets in declared order, keys in clear and the defaults of the design', async () => {
    await addSmallPolicy();
    const snapshot = await loadSnapshot(store.db, sealer);
    expect([...snapshot.groups.keys()]).toEqual(['default', 'plain']);
    const group = snapshot.groups.get('default');
    expect(group).toMatchObject({
      aliases: ['claude-first', 'claude-second'],
      retry: { attempts: 5, attemptTimeoutMs: null, totalTimeoutMs: null },
      targets: [
        { id: 'local/small', weight: 1, priority: 0, enabled: true, provider: { apiKey: 'sk-local' } },
        { id: 'open/small', provider: { apiKey: null, timeouts: { firstByteMs: 5, idleMs: 6, totalMs: 7 } } },
      ],
    });
    expect(group?.targets[0]?.provider).toMatchObject({
      baseUrl: 'http://127.0.0.1:4010/v1',
      timeouts: { firstByteMs: 60_000, idleMs: 120_000, totalMs: 600_000 },
    });
    expect(snapshot.groups.get('plain')?.retry.attempts).toBe(3);
    expect(snapshot.groupNames.get('claude-first')).toBe(group);
    expect(snapshot.groupNames.get('default')).toBe(group);
  });

  it('has tokens by hash, their callers, and prices newest first', async () => {
    const { callerId, sha256 } = await addSmallPolicy();
    const expiresAt = new Date('2030-01-02T03:04:05Z');
    await store.db.update(callerTokens).set({ expiresAt });
    const price = { providerId: 'local', modelId: 'small', outputUsdPerMtok: 0.6 };
    await store.db.insert(prices).values([
      { ...price, effectiveFrom: new Date('2025-01-01Z'), inputUsdPerMtok: 0.15 },
      { ...price, effectiveFrom: new Date('2026-01-01Z'), inputUsdPerMtok: 0.1, cachedInputUsdPerMtok: 0.000001 },
    ]);
    const snapshot = await loadSnapshot(store.db, sealer);
    expect(snapshot.tokens.get(sha256)).toEqual({
      tokenId: `rtr_test_${callerId}_demo_dev_k1`,
      callerId,
      environment: 'dev',
      key: 'k1',
      allow: new Set(['default', 'plain']),
      status: 'active',
      expiresAt: expiresAt.getTime(),
      rotatesAt: null,
      tier: null,
      limits: null,
    });
    expect(snapshot.callers.get(callerId)).toEqual({
      id: callerId,
      user: 'alice',
      kind: 'person',
      project: 'demo',
      status: 'active',
      projectLimits: null,
    });
    const listed = snapshot.groups.get('default')?.targets[0]?.model.prices;
    expect(listed).toMatchObject([
      { inputUsdPerMtok: 0.1, cachedInputUsdPerMtok: 0.000001, effectiveFrom: Date.UTC(2026, 0, 1) },
      { inputUsdPerMtok: 0.15, cachedInputUsdPerMtok: null },
    ]);
  });

  it('gives each token its own allow list, and none to one that has none', async () => {
    const { callerId, sha256 } = await addSmallPolicy();
    const [plain, none] = await change(async (transaction) => [
      await addToken(transaction, { callerId, key: 'k2', allow: ['plain'] }),
      await addToken(transaction, { callerId, key: 'k3', allow: [] }),
    ]);
    const { tokens } = await loadSnapshot(store.db, sealer);
    expect(tokens.get(sha256)?.allow).toEqual(new Set(['default', 'plain']));
    expect(tokens.get(plain ?? '')?.allow).toEqual(new Set(['plain']));
    expect(tokens.get(none ?? '')?.allow).toEqual(new Set());
  });

  it('serves everything but the provider whose key cannot be opened', async () => {
    await addSmallPolicy();
    await store.db.update(providers).set({ apiKeySealed: 'v1.not.sealed' }).where(eq(providers.id, 'local'));
    const said: string[] = [];
    const snapshot = await loadSnapshot(store.db, sealer, undefined, (message) => said.push(message));
    const [local, open] = snapshot.groups.get('default')?.targets ?? [];
    expect([local?.enabled, local?.provider.apiKey, open?.enabled]).toEqual([false, null, true]);
    expect(said).toEqual([expect.stringContaining('the key of provider "local" cannot be opened')]);
  });
});

describe('a later load', () => {
  it('is the same snapshot when nothing changed', async () => {
    await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    expect(await loadSnapshot(store.db, sealer, first)).toBe(first);
  });

  it('keeps the structure when only a token changed, and the former snapshot as it was', async () => {
    const { callerId, sha256 } = await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    await store.db.transaction(async (transaction) => {
      const changedIn = await advancePolicy(transaction, { structure: false });
      await transaction.update(callerTokens).set({ status: 'revoked', changedIn });
      await addToken(transaction, { callerId, key: 'k2', allow: [] });
    });
    const second = await loadSnapshot(store.db, sealer, first);
    expect(second.groups).toBe(first.groups);
    expect([first.tokens.get(sha256)?.status, second.tokens.get(sha256)?.status]).toEqual(['active', 'revoked']);
    expect([first.tokens.size, second.tokens.size]).toEqual([1, 2]);
    expect(second.version).toBe(first.version + 2);
  });

  it('keeps the tokens when only the structure changed, and takes the worst of the holders’ statuses', async () => {
    const { callerId, sha256 } = await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    await change((transaction) => transaction.update(projects).set({ status: 'suspended' }));
    const second = await loadSnapshot(store.db, sealer, first);
    expect(second.tokens.get(sha256)).toBe(first.tokens.get(sha256));
    expect(second.callers.get(callerId)?.status).toBe('suspended');
    await change((transaction) => transaction.execute(sql`update users set status = 'disabled'`));
    expect((await loadSnapshot(store.db, sealer, second)).callers.get(callerId)?.status).toBe('disabled');
  });

  it('has the limits of tokens, projects and groups, and only reads tokens anew where one of theirs changed', async () => {
    const { callerId, sha256 } = await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    const limitsIn = ({ tokens, callers, groups }: typeof first) =>
      [tokens.get(sha256)?.limits, callers.get(callerId)?.projectLimits, groups.get('default')?.limits] as const;
    expect(limitsIn(first)).toEqual([null, null, null]);
    const group = { usd: { month: 0.000001 } };
    await change(async (transaction) => {
      await transaction.update(projects).set({ limits: { concurrency: 2 } });
      await transaction.update(modelGroups).set({ limits: group }).where(eq(modelGroups.id, 'default'));
    });
    const second = await loadSnapshot(store.db, sealer, first);
    expect(limitsIn(second)).toEqual([null, { concurrency: 2 }, group]);
    expect(second.tokens.get(sha256)).toBe(first.tokens.get(sha256));
    await store.db.transaction(async (transaction) => {
      const changedIn = await advancePolicy(transaction, { structure: false });
      await transaction.update(callerTokens).set({ limits: { requests_per_minute: 60 }, changedIn });
    });
    const third = await loadSnapshot(store.db, sealer, second);
    expect(limitsIn(third)).toEqual([{ requests_per_minute: 60 }, { concurrency: 2 }, group]);
    expect(third.callers).toBe(second.callers);
  });

  it('takes a removed group out of allow lists, so that one made later under its name is not allowed', async () => {
    const { sha256 } = await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    await change(async (transaction) => {
      await transaction.delete(targets).where(eq(targets.groupId, 'plain'));
      await transaction.delete(modelGroups).where(eq(modelGroups.id, 'plain'));
    });
    const second = await loadSnapshot(store.db, sealer, first);
    expect(second.tokens.get(sha256)?.allow).toEqual(new Set(['default']));
  });

  it('forgets a token whose row was deleted', async () => {
    const { sha256 } = await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    await change((transaction) => transaction.delete(callerTokens));
    expect((await loadSnapshot(store.db, sealer, first)).tokens.get(sha256)).toBeUndefined();
  });

  it('trusts nothing it knew when the store was put back to an earlier version', async () => {
    const { sha256 } = await addSmallPolicy();
    const first = await loadSnapshot(store.db, sealer);
    await emptyStore(store);
    const second = await loadSnapshot(store.db, sealer, first);
    expect([second.version, second.groups.size, second.tokens.get(sha256)]).toEqual([0, 0, undefined]);
  });
});

describe('100,000 tokens', { timeout: 60_000 }, () => {
  it('load once, and one change afterwards reads one', async () => {
    const { callerId } = await addSmallPolicy();
    await store.db.execute(sql`
      insert into caller_tokens (token_id, token_sha256, caller_id, environment, key, changed_in, managed_by)
      select 'rtr_test_many_demo_dev_k' || number, encode(sha256(number::text::bytea), 'hex'), ${callerId}, 'dev', 'k', 1, 'file'
      from generate_series(1, 100000) as number`);
    await store.db.execute(sql`
      insert into token_groups (token_id, group_id)
      select token_id, 'default' from caller_tokens where key = 'k'`);
    // What autovacuum does on a real server in its own time.
    await store.sql.unsafe('analyze caller_tokens; analyze token_groups');

    let started = performance.now();
    const first = await loadSnapshot(store.db, sealer);
    const whole = performance.now() - started;
    await store.db.transaction((transaction) => addToken(transaction, { callerId, key: 'new', allow: ['default'] }));
    started = performance.now();
    const second = await loadSnapshot(store.db, sealer, first);
    const one = performance.now() - started;
    console.log(`${store.kind}: 100,000 tokens in ${whole.toFixed(0)} ms, one change in ${one.toFixed(0)} ms`);
    expect([first.tokens.size, second.tokens.size]).toEqual([100_001, 100_002]);
    expect(one).toBeLessThan(whole / 4);
  });
});
