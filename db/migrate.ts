import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';

/** Any number, the same for every router that uses a database. */
const migrationLock = 7_283_914_401;

/**
 * Brings the store's tables to what this version needs. `sql` must have one connection and no other user: the lock
 * belongs to the session, and replicas that start together wait for the first and then find nothing left to do.
 */
export async function migrateStore(sql: Sql): Promise<void> {
  const migrationsFolder = path.join(/* turbopackIgnore: true */ process.cwd(), 'db', 'migrations');
  await sql`select pg_advisory_lock(${migrationLock})`;
  try {
    await migrate(drizzle(sql), { migrationsFolder });
  } finally {
    await sql`select pg_advisory_unlock(${migrationLock})`;
  }
}
