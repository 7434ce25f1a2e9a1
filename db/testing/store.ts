import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { openStore, type Store } from '../client';
import { refuseStrayQueries } from '../transaction-guard';
import { storeImage } from './store-image';

export interface TestStore extends Store {
  /** The database's address, when the tests run on PostgreSQL: for a second store on the same one. */
  databaseUrl: string | null;
}

/**
 * A migrated store of this test file's own: embedded and in memory, or a fresh database on the PostgreSQL that
 * TEST_DATABASE_URL names. `close` leaves nothing behind.
 */
export async function openTestStore(): Promise<TestStore> {
  refuseStrayQueries();
  const server = process.env.TEST_DATABASE_URL;
  if (!server) {
    const store = await openStore({ databaseUrl: null, dataDir: null, image: await storeImage() });
    return { ...store, databaseUrl: null };
  }
  const database = await createTestDatabase(server);
  const store = await openStore({ databaseUrl: database.url, dataDir: null });
  const close = async () => {
    await store.close();
    await database.drop();
  };
  return { ...store, databaseUrl: database.url, close };
}

/** An empty, unmigrated database on a PostgreSQL server. */
export async function createTestDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `router_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const run = async (statement: string) => {
    const sql = postgres(server, { max: 1, onnotice: () => {} });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };
  await run(`create database ${name}`);
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** Empties every table and puts the policy back to version 0, for tests that cannot run in a rolled-back transaction. */
export async function emptyStore(store: Store): Promise<void> {
  const tables = await store.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'policy_state'`;
  await store.sql.unsafe(`truncate ${tables.map((table) => `"${table.name}"`).join(', ')} restart identity cascade`);
  await store.sql.unsafe('update policy_state set version = 0, structure_version = 0, canary_sealed = null');
}
