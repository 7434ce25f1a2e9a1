import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { earlierReplicas, seeReplica } from '../../db/queries/replicas';
import { replicas } from '../../db/schema';
import { openTestStore, type TestStore } from '../../db/testing/store';
import { eventually } from '../../e2e/_support/eventually';
import { joinReplicas, type Replicas } from './replicas';

let store: TestStore;
const told: string[] = [];
const log = { info: (words: string) => void told.push(words), warn: () => {} } as never;
const joined: Replicas[] = [];

beforeAll(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  for (const each of joined.splice(0)) await each.leave();
  await store.db.delete(replicas);
  told.length = 0;
});
afterAll(() => store.close());

async function join(options: { mustBeAlone: boolean; waitMs?: number }) {
  const one = await joinReplicas({ database: store.db, log, beatMs: 50, waitMs: 300, ...options });
  joined.push(one);
  return one;
}
const elsewhere = () => ({ id: randomUUID(), host: 'elsewhere', pid: 1 });

it('replicas count each other, and one that leaves at once no more', async () => {
  const one = await join({ mustBeAlone: false });
  const other = await join({ mustBeAlone: false });
  expect([one.count(), other.count()].at(-1)).toBe(2);
  await eventually('the first has heard of the second', () => one.count() === 2);
  await other.leave();
  await eventually('it is alone again', () => one.count() === 1);
});

it('a second one without Redis is refused, with words that say what to do (field-failures 40)', async () => {
  await seeReplica(store.db, elsewhere());
  const error = await join({ mustBeAlone: true }).catch((cause: unknown) => String(cause));
  expect(error).toContain('process 1 on elsewhere');
  for (const word of ['REDIS_URL', 'ROUTER_LIMITS=per-process', 'stop the other']) expect(error).toContain(word);
  expect(told).toEqual(['another server uses this database (process 1 on elsewhere): waiting 30 s for it to go']);
  // And leaves no row behind that would keep others out.
  expect(await store.db.$count(replicas)).toBe(1);
});

it('one that takes the place of another waits until that one drains', async () => {
  const old = elsewhere();
  await seeReplica(store.db, old);
  const next = join({ mustBeAlone: true, waitMs: 10_000 });
  await eventually('it waits', () => told.length === 1);
  await store.db.delete(replicas).where(eq(replicas.id, old.id));
  expect((await next).count()).toBeGreaterThan(0);
});

it('one that has not been seen for half a minute does not count, nor one of this machine that is dead', async () => {
  const silent = elsewhere();
  await seeReplica(store.db, silent);
  await store.db.update(replicas).set({ seenAt: sql`now() - interval '31 seconds'` });
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  await seeReplica(store.db, { id: randomUUID(), host: os.hostname(), pid: child.pid ?? 0 });
  const one = await join({ mustBeAlone: true });
  await eventually('it is alone', () => one.count() === 1);
});

it('of two that start together one is the earlier', async () => {
  const both = [elsewhere(), elsewhere()];
  await Promise.all(both.map((row) => seeReplica(store.db, row)));
  await store.db.update(replicas).set({ startedAt: sql`now()` });
  const earlier = await Promise.all(both.map(({ id }) => earlierReplicas(store.db, id)));
  expect(earlier.map((rows) => rows.length).sort()).toEqual([0, 1]);
});
