import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Options, type Sql } from 'postgres';
import { explainStoreError, isStoreAnswer, storeErrorCode } from './explain-store-error';
import { createLastingClient } from './lasting-client';
import { migrateStore } from './migrate';

/** Every wait on PostgreSQL ends by one of these. Seconds for the driver's, milliseconds for the server's. */
const limits = {
  poolSize: 8,
  connectSeconds: 5,
  idleSeconds: 60,
  lifetimeSeconds: 30 * 60,
  keepAliveSeconds: 15,
  statementMs: 30_000,
  idleInTransactionMs: 30_000,
  /** A migration may rewrite a table, and replicas wait for the one that does. */
  migrationMs: 10 * 60_000,
  startMs: 30_000,
  retryMs: 500,
};

/** Waits for PostgreSQL to be there, migrates it and gives the pool. */
export async function openPostgres(
  databaseUrl: string,
  onQuery: () => void,
  log: (message: string) => void,
): Promise<Sql> {
  await migrateWhenReachable(databaseUrl, log);
  const options = { ...connectionOptions(limits.statementMs), max: limits.poolSize, debug: onQuery };
  return createLastingClient(() => postgres(databaseUrl, options));
}

/** One connection apart from the pool, for watching the policy. */
export function connectAside(databaseUrl: string): Sql {
  return postgres(databaseUrl, { ...connectionOptions(limits.connectSeconds * 1000), max: 1, fetch_types: false });
}

function connectionOptions(statementMs: number): Options<Record<string, never>> {
  return {
    connect_timeout: limits.connectSeconds,
    idle_timeout: limits.idleSeconds,
    max_lifetime: limits.lifetimeSeconds,
    keep_alive: limits.keepAliveSeconds,
    // The longest wait between tries to reconnect; a snapshot must catch up soon after an outage.
    backoff: (retries) => Math.min(0.1 * 2 ** Math.min(retries, 4), 1),
    onnotice: () => {},
    connection: {
      application_name: 'genai-smart-router',
      statement_timeout: statementMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    },
  };
}

async function migrateWhenReachable(databaseUrl: string, log: (message: string) => void): Promise<void> {
  const giveUpAt = Date.now() + limits.startMs;
  let told = false;
  for (;;) {
    const sql = migrationConnection(databaseUrl);
    try {
      await sql`select 1`;
      return await migrateStore(sql);
    } catch (error) {
      const reason = explainStoreError(error);
      if (!mayPass(error) || Date.now() > giveUpAt) {
        throw new Error(`the store at ${describeAddress(databaseUrl)} cannot be used: ${reason}`);
      }
      if (!told) log(`the store at ${describeAddress(databaseUrl)} is not there yet (${reason}); trying for 30 s`);
      told = true;
      await sleep(limits.retryMs);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}

function migrationConnection(databaseUrl: string): Sql {
  const place = describeAddress(databaseUrl);
  try {
    return postgres(databaseUrl, { ...connectionOptions(limits.migrationMs), max: 1, fetch_types: false });
  } catch {
    // The driver's own message repeats the address, password included.
    throw new Error(`DATABASE_URL cannot be used: ${place} is not an address of PostgreSQL`);
  }
}

/** Starting up, shutting down, out of connections: states that pass. Another answer (a wrong password, say) does not. */
const passingStates = ['57P01', '57P02', '57P03', '53300'];

function mayPass(error: unknown): boolean {
  return !isStoreAnswer(error) || passingStates.includes(storeErrorCode(error) ?? '');
}

/** Host, port and database, without the user and the password. */
export function describeAddress(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'DATABASE_URL';
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}
