import { drizzle } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import { openEmbedded } from './open-embedded';
import { connectAside, openPostgres } from './open-postgres';
import { insertUsage, type UsageRefusal } from './queries/insert-usage';
import * as schema from './schema';
import type { Database } from './transaction';
import { type PolicyWatcher, watchPostgres } from './watch-policy';

export type { Database, Transaction } from './transaction';

export interface Store {
  kind: 'embedded' | 'postgres';
  db: Database;
  /** The driver itself, for what Drizzle has no words for. */
  sql: Sql;
  /** Usage records, a JSON line each, in the way that is cheapest for this store (db/queries/insert-usage.ts says what holds). */
  insertUsage(lines: readonly string[]): Promise<UsageRefusal[]>;
  /** How many queries were sent so far. Watching the policy has a connection of its own and does not count. */
  queryCount(): number;
  /** Tells of every new policy version: the embedded store's own commits, or anybody's on PostgreSQL. */
  watchPolicy(watcher: PolicyWatcher): { stop(): Promise<void> };
  close(): Promise<void>;
}

export interface StoreOptions {
  /** PostgreSQL, or null for the embedded store. */
  databaseUrl: string | null;
  /** Where the embedded store lives; null keeps it in memory, for tests. */
  dataDir: string | null;
  /** A dump that an in-memory store begins from (db/testing). */
  image?: string;
  log?: (message: string) => void;
}

/**
 * Opens the store, migrated. Both kinds speak the same protocol through the same driver, so every query and every test
 * is the same on both.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const log = options.log ?? (() => {});
  let queries = 0;
  const onQuery = () => {
    queries += 1;
  };
  const queryCount = () => queries;
  const { databaseUrl } = options;

  if (databaseUrl !== null) {
    const sql = await openPostgres(databaseUrl, onQuery, log);
    const db = drizzle(sql, { schema });
    return {
      kind: 'postgres',
      db,
      sql,
      insertUsage: (lines) => insertUsage(db, lines),
      queryCount,
      watchPolicy: (watcher) => watchPostgres(() => connectAside(databaseUrl), watcher),
      close: () => sql.end({ timeout: 5 }),
    };
  }

  const watchers = new Set<PolicyWatcher>();
  const onNotice = (version: number) => {
    for (const watcher of watchers) watcher.onVersion(version);
  };
  const { dataDir, image } = options;
  const embedded = await openEmbedded({ dataDir, image, log, onQuery, onNotice });
  const { sql } = embedded;
  const db = drizzle(sql, { schema });
  return {
    kind: 'embedded',
    db,
    sql,
    // What a copy will not take (stored before, or not fit to be stored) goes the way that can tell one from the other.
    insertUsage: (lines) =>
      embedded.copyUsage(lines).then(
        () => [],
        () => insertUsage(db, lines),
      ),
    queryCount,
    watchPolicy(watcher) {
      watchers.add(watcher);
      return { stop: async () => void watchers.delete(watcher) };
    },
    close: embedded.close,
  };
}
