import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, it, vi } from 'vitest';
import { openStore, type Transaction } from './client';
import journal from './migrations/meta/_journal.json';
import { users } from './schema';
import { startPostgresCluster } from './testing/postgres-cluster.mjs';
import { createTestDatabase } from './testing/store';

const server = process.env.TEST_DATABASE_URL ?? '';
const onPostgres = describe.runIf(server);

describe('an address of PostgreSQL', () => {
  it('that is none is refused without being repeated', async () => {
    for (const databaseUrl of [
      'postgres://router:hunter2@[bad/router',
      'postgres://router:hunter2@host:99999/router',
    ]) {
      const opening = openStore({ databaseUrl, dataDir: null });
      await expect(opening).rejects.toThrow('DATABASE_URL');
      await expect(opening).rejects.not.toThrow('hunter2');
    }
  });
});

onPostgres('opening PostgreSQL', { timeout: 60_000 }, () => {
  it('migrates once, though ten replicas start together', async () => {
    const database = await createTestDatabase(server);
    const opens = Array.from({ length: 10 }, () => openStore({ databaseUrl: database.url, dataDir: null }));
    const stores = await Promise.all(opens);
    const direct = postgres(database.url, { max: 1 });
    const rows = await direct`select count(*)::int as migrations, count(distinct hash)::int as different
      from drizzle.__drizzle_migrations`;
    const { length } = journal.entries;
    expect(rows[0]).toEqual({ migrations: length, different: length });
    expect(await direct`select id from policy_state`).toHaveLength(1);
    await direct.end();
    await Promise.all(stores.map((each) => each.close()));
    await database.drop();
  });

  it('says at once what is wrong when the server refuses, and never the password', async () => {
    const address = new URL(server);
    address.pathname = '/no_such_database';
    address.password = 'hunter2';
    const opening = openStore({ databaseUrl: address.href, dataDir: null });
    await expect(opening).rejects.toThrow(`the store at ${address.host}/no_such_database cannot be used: database`);
    await expect(opening).rejects.not.toThrow('hunter2');
  });

  it('waits for a server that is not there yet, and says so once', async () => {
    const cluster = await startPostgresCluster();
    try {
      await cluster.stop();
      const said: string[] = [];
      const opening = openStore({ databaseUrl: cluster.url, dataDir: null, log: (message) => said.push(message) });
      await expect.poll(() => said, { timeout: 5000 }).toHaveLength(1);
      await cluster.start();
      const store = await opening;
      expect(await store.sql`select 1 as one`).toMatchObject([{ one: 1 }]);
      expect(said).toEqual([expect.stringMatching(/^the store at 127\.0\.0\.1:\d+\/postgres is not there yet/)]);
      await store.close();
    } finally {
      await cluster.remove();
    }
  });

  it('outlives a server that stops in the middle of transactions', async () => {
    const cluster = await startPostgresCluster();
    try {
      const store = await openStore({ databaseUrl: cluster.url, dataDir: null });
      const insert = (transaction: Transaction, id: string) =>
        transaction.insert(users).values({ id, managedBy: 'file' });
      let goOn = () => {};
      const stopped = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const cut = [
        // Cut while a query is answered, while none is, and both within a nested transaction.
        store.db.transaction(async (transaction) => {
          await insert(transaction, 'one');
          await transaction.execute(sql`select pg_sleep(20)`);
        }),
        store.db.transaction(async (transaction) => {
          await insert(transaction, 'two');
          await stopped;
          await insert(transaction, 'two-more');
        }),
        store.db.transaction(async (transaction) => {
          await insert(transaction, 'three');
          await transaction.transaction((nested) => nested.execute(sql`select pg_sleep(20)`));
        }),
        store.db.transaction((transaction) =>
          transaction.transaction(async (nested) => {
            await insert(nested, 'four');
            await stopped;
          }),
        ),
      ].map((work) => expect(work).rejects.toThrow());
      await expect
        .poll(async () => (await store.sql`select from pg_stat_activity where wait_event = 'PgSleep'`).length)
        .toBe(2);
      await cluster.stop();
      goOn();
      await Promise.all(cut);
      await cluster.start();
      await expect
        .poll(
          () =>
            store.db
              .select({ id: users.id })
              .from(users)
              .catch(() => 'away'),
          { timeout: 10_000 },
        )
        .toEqual([]);
      const works = Array.from({ length: 20 }, (_, number) =>
        store.db.transaction((transaction) => insert(transaction, `user-${number}`)),
      );
      await Promise.all(works);
      expect(await store.db.select().from(users)).toHaveLength(20);
      await store.close();
    } finally {
      await cluster.remove();
    }
  });

  it('leaves no connection behind, at whatever moment it is closed', async () => {
    const database = await createTestDatabase(server);
    for (const moment of ['at once', 'when asked', 'when listening'] as const) {
      const store = await openStore({ databaseUrl: database.url, dataDir: null });
      const onVersion = vi.fn();
      const watch = store.watchPolicy({ onVersion });
      if (moment === 'when asked') await store.sql`select 1`;
      if (moment === 'when listening') await expect.poll(() => onVersion.mock.calls.length).toBeGreaterThan(0);
      await watch.stop();
      await store.close();
    }
    const direct = postgres(server, { max: 1 });
    const count = async () => {
      const name = new URL(database.url).pathname.slice(1);
      const [row] = await direct<{ open: number }[]>`
        select count(*)::int as open from pg_stat_activity where datname = ${name}`;
      return row?.open;
    };
    await expect.poll(count, { timeout: 5000 }).toBe(0);
    await direct.end();
    await database.drop();
  });
});
