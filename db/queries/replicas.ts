import { and, eq, gt, lt, ne, or, sql } from 'drizzle-orm';
import { replicas } from '../schema';
import type { Database } from '../transaction';

export interface ReplicaRow {
  id: string;
  host: string;
  pid: number;
}

/** Not heard of for so long, a replica is held for dead. */
export const replicaSeconds = 30;

const isSeen = gt(replicas.seenAt, sql`now() - make_interval(secs => ${replicaSeconds})`);

/** Says that a replica lives, by the store's clock, and gives how many do. One that was cleared away is there again. */
export async function seeReplica(database: Database, row: ReplicaRow): Promise<number> {
  await database
    .insert(replicas)
    .values(row)
    .onConflictDoUpdate({ target: replicas.id, set: { seenAt: sql`now()` } });
  return database.$count(replicas, isSeen);
}

/** Those that were there before this one and live: of two that start together one is the earlier. */
export async function earlierReplicas(database: Database, id: string): Promise<ReplicaRow[]> {
  const [own] = await database.select({ startedAt: replicas.startedAt }).from(replicas).where(eq(replicas.id, id));
  if (!own) return [];
  // Compared within the store: a date of JavaScript has no microseconds.
  const since = sql`(select started_at from replicas where id = ${id})`;
  const isEarlier = or(lt(replicas.startedAt, since), and(eq(replicas.startedAt, since), lt(replicas.id, id)));
  return database
    .select({ id: replicas.id, host: replicas.host, pid: replicas.pid })
    .from(replicas)
    .where(and(ne(replicas.id, id), isSeen, isEarlier));
}

/** It takes no more requests, or is dead; and with it go those that have been dead for long. */
export async function removeReplica(database: Database, id: string): Promise<void> {
  const isOld = lt(replicas.seenAt, sql`now() - interval '1 day'`);
  await database.delete(replicas).where(or(eq(replicas.id, id), isOld));
}
