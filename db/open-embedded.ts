import fs from 'node:fs';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { holdLock, type Lock } from './embedded/lock';
import { createStoreThread } from './embedded/store-thread';
import { explainStoreError } from './explain-store-error';
import { createLastingClient } from './lasting-client';
import { migrateStore } from './migrate';

export interface EmbeddedOptions {
  /** Null keeps the store in memory, for tests. */
  dataDir: string | null;
  image?: string;
  log: (message: string) => void;
  onQuery: () => void;
  onNotice: (version: number) => void;
}

/** PGlite under the data folder, behind the same driver as PostgreSQL, held by this process alone. */
export async function openEmbedded(options: EmbeddedOptions): Promise<{
  sql: Sql;
  copyUsage(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}> {
  const lock = options.dataDir === null ? null : await holdDataDir(options.dataDir);
  const folder = options.dataDir === null ? null : path.join(options.dataDir, 'store');
  if (folder !== null && !fs.existsSync(folder)) options.log('making the embedded store: a few seconds, this once');
  const thread = createStoreThread({ folder, image: options.image, onNotice: options.onNotice });
  const connect = () =>
    postgres({
      // `socket` is the driver's own option for another transport; its type leaves it out.
      ...({ socket: () => thread.connect() } as object),
      username: 'postgres',
      database: 'postgres',
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: connectSeconds,
      onnotice: () => {},
      debug: options.onQuery,
    });
  const sql = createLastingClient(connect);
  const close = async () => {
    await sql.end({ timeout: 5 });
    await thread.close();
    await lock?.release();
  };
  try {
    await migrateStore(sql);
  } catch (error) {
    await close();
    throw new Error(`the embedded store in ${folder ?? 'memory'} cannot be used: ${explainStoreError(error)}`);
  }
  return { sql, copyUsage: thread.copyUsage, close };
}

/** From a thread that has started to its first answer; the start itself takes its time. */
const connectSeconds = 10;

/** The name of the data folder's lock. */
const storeLock = 'store';

async function holdDataDir(dataDir: string): Promise<Lock> {
  // A folder that was there already keeps its mode: it may be one the operator shares on purpose. What we make is ours.
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return holdLock(dataDir, storeLock);
}
