import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advancePolicy, lockPolicy, writeAudit } from './queries/policy-change';
import { auditEvents, policyState, users } from './schema';
import { openTestStore, type TestStore } from './testing/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await store.close();
});

describe('an open store', () => {
  it('is migrated and stands at version 0', async () => {
    const rows = await store.db.select().from(policyState);
    expect(rows).toMatchObject([{ id: 1, version: 0, structureVersion: 0, canarySealed: null }]);
  });

  it('counts every query it sends', async () => {
    await store.db.select().from(users);
    const before = store.queryCount();
    await store.db.select().from(users);
    await store.db.execute(sql`select 1`);
    expect(store.queryCount() - before).toBe(2);
  });

  it('refuses a query that goes past an open transaction instead of waiting for ever', async () => {
    const past = store.db.transaction(async (transaction) => {
      await lockPolicy(transaction);
      await store.db.select().from(users);
    });
    await expect(past).rejects.toMatchObject({ cause: { message: expect.stringContaining('past the open') } });
    const nested = store.db.transaction(() => store.db.transaction((transaction) => lockPolicy(transaction)));
    await expect(nested).rejects.toThrow('past the open transaction');
    // The store is well afterwards, and so is work that outlives the transaction it was begun in.
    let later: Promise<unknown> = Promise.resolve();
    await store.db.transaction(async (transaction) => {
      await lockPolicy(transaction);
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(() => store.db.select().from(users));
    });
    await expect(later).resolves.toEqual([]);
  });

  it('allows a transaction within a transaction', async () => {
    await store.db.transaction(async (transaction) => {
      await transaction.insert(users).values({ id: 'kept', managedBy: 'file' });
      await transaction
        .transaction(async (inner) => {
          await inner.insert(users).values({ id: 'dropped', managedBy: 'file' });
          inner.rollback();
        })
        .catch(() => {});
    });
    expect(await store.db.select({ id: users.id }).from(users)).toEqual([{ id: 'kept' }]);
  });

  it('goes on after a statement that fails', async () => {
    await expect(store.db.execute(sql`select * from no_such_table`)).rejects.toThrow();
    const broken = store.db.transaction(async (transaction) => {
      await transaction.insert(users).values({ id: 'gone', managedBy: 'file' });
      await transaction.execute(sql`select 1 / 0`);
    });
    await expect(broken).rejects.toThrow();
    expect(await store.db.select().from(users).where(eq(users.id, 'gone'))).toEqual([]);
  });

  it('carries an answer of many megabytes', async () => {
    const rows = await store.db.execute(sql`select repeat('x', 1000) as filling from generate_series(1, 20000)`);
    expect(rows.length).toBe(20_000);
  });
});

describe('a policy change', () => {
  it('moves the version, tells watchers after the commit, and writes its audit event with it', async () => {
    const heard: number[] = [];
    const watch = store.watchPolicy({ onVersion: (version) => heard.push(version) });
    const [first, second] = await store.db.transaction(async (transaction) => {
      const at = await lockPolicy(transaction);
      const next = await advancePolicy(transaction, { structure: true });
      await writeAudit(transaction, {
        actor: 'test',
        action: 'create',
        objectKind: 'user',
        objectId: 'x',
        policyVersion: next,
        difference: { status: { from: null, to: 'active' } },
      });
      return [at, next];
    });
    expect(second).toBe(first + 1);
    await expect.poll(() => heard, { interval: 10 }).toContain(second);
    await watch.stop();
    const [event] = await store.db.select().from(auditEvents).where(eq(auditEvents.policyVersion, second));
    expect(event).toMatchObject({ actor: 'test', difference: { status: { from: null, to: 'active' } } });
    const [state] = await store.db.select().from(policyState);
    expect(state).toMatchObject({ version: second, structureVersion: second });
  });

  it('leaves the structure version alone when only tokens changed, and everything when it is rolled back', async () => {
    const version = await store.db.transaction((transaction) => advancePolicy(transaction, { structure: false }));
    await expect(
      store.db.transaction(async (transaction) => {
        await advancePolicy(transaction, { structure: true });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const [state] = await store.db.select().from(policyState);
    expect(state).toMatchObject({ version, structureVersion: version - 1 });
  });

  it('gives every one of many changes at once a version of its own', async () => {
    const change = () =>
      store.db.transaction(async (transaction) => {
        await lockPolicy(transaction);
        return advancePolicy(transaction, { structure: false });
      });
    const versions = await Promise.all(Array.from({ length: 20 }, change));
    expect(new Set(versions).size).toBe(20);
  });
});
