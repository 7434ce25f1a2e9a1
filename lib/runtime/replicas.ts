import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { earlierReplicas, type ReplicaRow, removeReplica, replicaSeconds, seeReplica } from '../../db/queries/replicas';
import type { Database } from '../../db/transaction';
import type { Log } from '../telemetry/log';

/** The processes that serve from one PostgreSQL, this one among them. */
export interface Replicas {
  /** How many there were when somebody could last say so. */
  count(): number;
  /** This one takes no more requests: whoever comes after it need not wait for its end. */
  leave(): Promise<void>;
}

export interface ReplicasOptions {
  database: Database;
  log: Pick<Log, 'info' | 'warn'>;
  /** Limits are counted in this process's memory and hold for one process: there must be no other. */
  mustBeAlone: boolean;
  beatMs?: number;
  /** How long others may take to go away. */
  waitMs?: number;
}

/** Says that this process serves, and goes on saying it. */
export async function joinReplicas(options: ReplicasOptions): Promise<Replicas> {
  const { database, log, mustBeAlone, beatMs = 5_000, waitMs = (replicaSeconds + 5) * 1_000 } = options;
  const own: ReplicaRow = { id: randomUUID(), host: os.hostname(), pid: process.pid };
  let count = await seeReplica(database, own);
  let hasLeft = false;
  let beating: Promise<void> | null = null;
  const beat = async () => {
    try {
      if (!hasLeft) count = await seeReplica(database, own);
    } catch {
      // The store is away: others are told by the last that was heard of them.
    } finally {
      beating = null;
    }
  };
  const timer = setInterval(() => {
    beating ??= beat();
  }, beatMs);
  timer.unref();

  async function leave(): Promise<void> {
    clearInterval(timer);
    hasLeft = true;
    const gone = Promise.resolve(beating).then(() => removeReplica(database, own.id));
    // Where the store is away the row goes by itself: nobody waits for that.
    await Promise.race([gone.catch(() => {}), pause(leaveMs, undefined, { ref: false })]);
  }

  if (mustBeAlone) {
    try {
      await waitToBeAlone(database, own, log, waitMs);
    } catch (error) {
      await leave();
      throw error;
    }
  }
  return { count: () => Math.max(1, count), leave };
}

const leaveMs = 2_000;

/** One that drains, and one that was killed, are gone soon: whoever takes their place waits for that. */
async function waitToBeAlone(
  database: Database,
  own: ReplicaRow,
  log: Pick<Log, 'info'>,
  waitMs: number,
): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  for (let hasTold = false; ; hasTold = true) {
    const others: ReplicaRow[] = [];
    for (const other of await earlierReplicas(database, own.id)) {
      if (isDead(other, own)) await removeReplica(database, other.id);
      else others.push(other);
    }
    const [first] = others;
    if (!first) return;
    const which = `process ${first.pid} on ${first.host}`;
    if (performance.now() > giveUpAt) throw new Error(refusal(which));
    if (!hasTold) log.info(`another server uses this database (${which}): waiting ${replicaSeconds} s for it to go`);
    await pause(250);
  }
}

/** Of this machine it is known at once. */
function isDead({ host, pid }: ReplicaRow, own: ReplicaRow): boolean {
  if (host !== own.host) return false;
  if (pid === own.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function refusal(which: string): string {
  return `Another server serves from this database (${which}), and each would count limits for itself: a limit would hold once for each.
  Set REDIS_URL to the address of a Redis or Valkey, the same on every replica, in which they count together;
  or ROUTER_LIMITS=per-process, if each may have the whole of every limit;
  or stop the other one first.`;
}
