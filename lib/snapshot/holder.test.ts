import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store, type Transaction } from '../../db/client';
import { advancePolicy } from '../../db/queries/policy-change';
import { callerTokens } from '../../db/schema';
import { addCaller, addToken } from '../../db/testing/policy';
import { startPostgresCluster } from '../../db/testing/postgres-cluster.mjs';
import { emptyStore, openTestStore, type TestStore } from '../../db/testing/store';
import { createSealer } from '../auth/seal';
import { createSnapshotHolder, type SnapshotHolder } from './holder';

const sealer = createSealer('a secret that is long enough for tests');
const onPostgres = describe.runIf(process.env.TEST_DATABASE_URL);

function createHolder(store: Pick<Store, 'db' | 'watchPolicy'>): { holder: SnapshotHolder; said: string[] } {
  const said: string[] = [];
  return { holder: createSnapshotHolder({ store, sealer, log: (message) => said.push(message) }), said };
}

const addOneToken = (transaction: Transaction) =>
  addCaller(transaction, 'alice', 'demo').then(async (callerId) => {
    await advancePolicy(transaction, { structure: true });
    return addToken(transaction, { callerId, key: 'k1', allow: [] });
  });

async function revokeAll(store: Store): Promise<void> {
  await store.db.transaction(async (transaction) => {
    const changedIn = await advancePolicy(transaction, { structure: false });
    await transaction.update(callerTokens).set({ status: 'revoked', changedIn });
  });
}

describe('the snapshot’s holder', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  beforeEach(() => emptyStore(store));
  afterAll(() => store.close());

  it('has nothing to give before it has started', () => {
    expect(() => createHolder(store).holder.current()).toThrow('not loaded yet');
  });

  it('has a committed change once refresh returns, though another load was under way', async () => {
    const { holder } = createHolder(store);
    await holder.start();
    const loads = [holder.refresh(), holder.refresh()];
    const sha256 = await store.db.transaction(addOneToken);
    await Promise.all([holder.refresh(), holder.refresh(), holder.refresh()]);
    expect(holder.current().tokens.get(sha256)?.status).toBe('active');
    await Promise.all(loads);
    await holder.stop();
  });

  it('hears of changes that nobody told it of', async () => {
    const { holder } = createHolder(store);
    await holder.start();
    const before = holder.current();
    const sha256 = await store.db.transaction(addOneToken);
    await expect.poll(() => holder.current().tokens.get(sha256), { timeout: 1000, interval: 5 }).toBeDefined();
    expect(before.tokens.get(sha256)).toBeUndefined();
    await holder.stop();
  });

  it('makes no query that counts while nothing changes', async () => {
    const { holder } = createHolder(store);
    await holder.start();
    const before = store.queryCount();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(store.queryCount()).toBe(before);
    await holder.stop();
  });

  it('shares one load between any number who wait', async () => {
    const { holder } = createHolder(store);
    await holder.start();
    const before = store.queryCount();
    await Promise.all(Array.from({ length: 100 }, () => holder.refresh()));
    expect(store.queryCount() - before).toBeLessThan(20);
    await holder.stop();
  });

  it('does not start on a store that cannot be read', async () => {
    const { holder } = createHolder({
      ...store,
      db: { transaction: () => Promise.reject(new Error('away')) } as never,
    });
    await expect(holder.start()).rejects.toThrow('away');
  });

  onPostgres('of two replicas', () => {
    it('follows the other within a second', async () => {
      const other = await openStore({ databaseUrl: store.databaseUrl, dataDir: null });
      const here = createHolder(store).holder;
      const there = createHolder(other).holder;
      await Promise.all([here.start(), there.start()]);
      const sha256 = await store.db.transaction(addOneToken);
      await expect.poll(() => there.current().tokens.get(sha256), { timeout: 1000, interval: 5 }).toBeDefined();
      const times: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const started = performance.now();
        const version = await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
        await expect.poll(() => there.current().version, { timeout: 1000, interval: 1 }).toBe(version);
        times.push(performance.now() - started);
      }
      await revokeAll(store);
      await expect
        .poll(() => there.current().tokens.get(sha256)?.status, { timeout: 1000, interval: 5 })
        .toBe('revoked');
      console.log(`a change was on the other replica after ${Math.max(...times).toFixed(0)} ms at most of ten`);
      await Promise.all([here.stop(), there.stop()]);
      await other.close();
    });
  });
});

onPostgres('with a store that goes away', { timeout: 60_000 }, () => {
  it('serves on from the last snapshot, says so once, and catches up', async () => {
    const cluster = await startPostgresCluster();
    try {
      const store = await openStore({ databaseUrl: cluster.url, dataDir: null });
      const { holder, said } = createHolder(store);
      const sha256 = await store.db.transaction(addOneToken);
      await holder.start();
      expect(holder.standing()).toEqual({ loadedAt: expect.any(Number), isStoreAway: false });

      await cluster.stop();
      await expect.poll(() => said, { timeout: 5000 }).toHaveLength(1);
      await holder.refresh();
      await new Promise((resolve) => setTimeout(resolve, 2000));
      expect(holder.current().tokens.get(sha256)?.status).toBe('active');
      expect(said).toEqual([expect.stringContaining('the store is away')]);
      expect(holder.standing().isStoreAway).toBe(true);

      await cluster.start();
      await revokeAll(store);
      await expect
        .poll(() => holder.current().tokens.get(sha256)?.status, { timeout: 5000, interval: 20 })
        .toBe('revoked');
      await expect.poll(() => said, { timeout: 5000 }).toEqual([expect.any(String), 'the store is back']);
      expect(holder.standing().isStoreAway).toBe(false);

      // Notices come again too, on a connection of the new server's: sooner than the poll would.
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const started = performance.now();
        const version = await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
        await expect.poll(() => holder.current().version, { timeout: 1000, interval: 1 }).toBe(version);
        times.push(performance.now() - started);
      }
      console.log(`after the outage a change came through in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
      await holder.stop();
      await store.close();
    } finally {
      await cluster.remove();
    }
  });
});
