import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../client';
import { advancePolicy } from '../queries/policy-change';
import { users } from '../schema';
import { bundleProgram } from '../testing/child';

let root: string;
let program: Awaited<ReturnType<typeof bundleProgram>>;
beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'router-store-'));
  program = await bundleProgram('db/testing/store-program.ts');
});
afterAll(() => {
  program.remove();
  fs.rmSync(root, { recursive: true });
});

describe('the embedded store', { timeout: 60_000 }, () => {
  it('has every committed row after its process was killed in the middle of writing', async () => {
    const dataDir = path.join(root, 'killed');
    const other = program.start(dataDir);
    for (let line = 0; line < 50; line += 1) await other.nextLine();

    await expect(openStore({ databaseUrl: null, dataDir })).rejects.toThrow(
      `another router process (pid ${other.pid}) has this data folder`,
    );
    let last = await other.nextLine();
    await other.kill();
    for (;;) {
      const line = await Promise.race([other.nextLine(), new Promise<null>((resolve) => setImmediate(resolve, null))]);
      if (line === null) break;
      last = line;
    }

    const store = await openStore({ databaseUrl: null, dataDir });
    const kept = new Set((await store.db.select({ id: users.id }).from(users)).map((row) => row.id));
    await store.close();
    const told = Number(last.replace('user-', ''));
    expect(told).toBeGreaterThanOrEqual(50);
    for (let number = 0; number <= told; number += 1) expect(kept.has(`user-${number}`)).toBe(true);
    expect(fs.statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(fs.statSync(path.join(dataDir, 'store')).mode & 0o777).toBe(0o700);
  });

  it('starts afresh after its very first start was killed half-way', async () => {
    const dataDir = path.join(root, 'half');
    const other = program.start(dataDir);
    await expect.poll(() => fs.existsSync(path.join(dataDir, 'store.half')), { timeout: 20_000 }).toBe(true);
    await other.kill();
    const store = await openStore({ databaseUrl: null, dataDir });
    expect(await store.db.select().from(users)).toEqual([]);
    await store.close();
    expect(fs.readdirSync(dataDir)).toEqual(['store']);
  });

  it('is there again after its thread died', async () => {
    const dataDir = path.join(root, 'died');
    const threads: Worker[] = [];
    const noteThread = (thread: Worker) => threads.push(thread);
    process.on('worker', noteThread);
    const said: string[] = [];
    const store = await openStore({ databaseUrl: null, dataDir, log: (message) => said.push(message) });
    expect(said).toEqual([expect.stringContaining('making the embedded store')]);
    await store.db.insert(users).values({ id: 'kept', managedBy: 'file' });

    const cut = store.db.transaction(async (transaction) => {
      await transaction.insert(users).values({ id: 'lost', managedBy: 'file' });
      await threads[0]?.terminate();
      await transaction.insert(users).values({ id: 'lost-too', managedBy: 'file' });
    });
    await expect(cut).rejects.toThrow();
    const heard: number[] = [];
    store.watchPolicy({ onVersion: (version) => heard.push(version) });
    const rows = await store.db.select({ id: users.id }).from(users);
    expect(rows).toEqual([{ id: 'kept' }]);
    await store.db.transaction((transaction) => advancePolicy(transaction, { structure: true }));
    await expect.poll(() => heard).toEqual([1]);
    await store.close();
    process.off('worker', noteThread);
    expect(threads).toHaveLength(2);
  });

  it('leaves a folder alone that holds something else', async () => {
    const dataDir = path.join(root, 'else');
    fs.mkdirSync(path.join(dataDir, 'store'), { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'store', 'precious'), '');
    await expect(openStore({ databaseUrl: null, dataDir })).rejects.toThrow('holds something else');
    expect(fs.readdirSync(dataDir)).toEqual(['store']);
    expect(fs.readdirSync(path.join(dataDir, 'store'))).toEqual(['precious']);
  });

  it('keeps the thread of requests free while it works', async () => {
    const store = await openStore({ databaseUrl: null, dataDir: path.join(root, 'killed') });
    let longest = 0;
    let before = performance.now();
    const ticks = setInterval(() => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }, 1);
    const started = performance.now();
    await store.sql`select sum(number) from generate_series(1, 3000000) as number`;
    const took = performance.now() - started;
    clearInterval(ticks);
    await store.close();
    console.log(`a query of ${took.toFixed(0)} ms held the main thread up for ${longest.toFixed(1)} ms at most`);
    expect(longest).toBeLessThan(took / 2);
  });
});
