import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../db/client';
import { emptyStore, openTestStore, type TestStore } from '../../db/testing/store';
import { createLog } from '../telemetry/log';
import { usageRecord } from './__fixtures__/record';
import { startUsageWriter, type UsageWriter } from './writer';

const log = createLog('silent');
let store: TestStore;
let root: string;
let dataDir: string;
let writers: UsageWriter[] = [];

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'router-usage-'));
  store = await openTestStore();
});
beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(root, 'data-'));
  await emptyStore(store);
});
afterEach(async () => {
  for (const writer of writers) await writer.stop();
  writers = [];
});
afterAll(async () => {
  await store.close();
  fs.rmSync(root, { recursive: true });
});

async function start(into: Pick<Store, 'insertUsage'> = store): Promise<UsageWriter> {
  const writer = await startUsageWriter({ store: into, dataDir, log });
  writers.push(writer);
  return writer;
}

const stored = () => store.sql<{ id: string; model_asked: string | null }[]>`select id, model_asked from usage_records`;
const storedIds = async () => (await stored()).map(({ id }) => id).sort();
const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).sort();

/** The same store, that cannot be reached while `away` is set. */
function unsteadyStore() {
  const state = { away: true };
  const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const unsteady: Pick<Store, 'insertUsage'> = {
    insertUsage: (lines) => (state.away ? Promise.reject(gone) : store.insertUsage(lines)),
  };
  return { state, unsteady };
}

/** What a process that is gone left in its spool. */
function leaveSegment(name: string, text: string): string {
  const folder = path.join(dataDir, 'spool', name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, '000000000.ndjson'), text);
  return folder;
}

function filesUnder(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}

describe('what is recorded', () => {
  it('is in the store with all its columns and its attempts', async () => {
    const writer = await start();
    const record = usageRecord({ outcome: 'failed', fault: 'upstream-timeout', status: 504, cost_usd: 1.5e-7 });
    const tries = [
      { provider_id: 'a', model_id: 'x', status: null, result: 'unreachable', started_ms: 0.1, duration_ms: 3 },
      { provider_id: 'b', model_id: 'y', status: 503, result: 'busy', started_ms: 3.2, duration_ms: 4.25 },
    ];
    writer.record({ ...record, attempts: 2, tries });
    await writer.flush();
    const [row] = await store.sql`select * from usage_records`;
    expect(row).toMatchObject({
      id: record.id,
      request_id: record.request_id,
      user_id: 'alice',
      client: 'curl',
      stream: false,
      status: 504,
      outcome: 'failed',
      fault: 'upstream-timeout',
      input_tokens: 21,
      price_id: null,
      reasons: record.reasons,
    });
    expect(Number(row?.cost_usd)).toBe(1.5e-7);
    expect(new Date(String(row?.started_at)).toISOString()).toBe(record.started_at);
    const attempts =
      await store.sql`select position, provider_id, status, result, duration_ms::float from usage_attempts order by position`;
    expect([...attempts]).toEqual([
      { position: 0, provider_id: 'a', status: null, result: 'unreachable', duration_ms: 3 },
      { position: 1, provider_id: 'b', status: 503, result: 'busy', duration_ms: 4.25 },
    ]);
  });

  it('is in the store within two seconds, without being asked', async () => {
    const writer = await start();
    const record = usageRecord();
    writer.record(record);
    await vi.waitFor(async () => expect(await storedIds()).toEqual([record.id]), { timeout: 2_000, interval: 50 });
  });

  it('is a batch for many requests', async () => {
    const writer = await start();
    const records = Array.from({ length: 1_200 }, () => usageRecord());
    const before = store.queryCount();
    for (const record of records) writer.record(record);
    await writer.flush();
    expect(store.queryCount() - before).toBeLessThan(10);
    expect(await storedIds()).toEqual(idsOf(records));
  });

  it('leaves the spool once it is stored', async () => {
    const writer = await start();
    writer.record(usageRecord());
    await writer.flush();
    expect(filesUnder(dataDir).filter((name) => name.endsWith('.ndjson'))).toEqual([]);
  });

  it('is stored before the writer stops, and nothing is left of it', async () => {
    const writer = await start();
    const record = usageRecord();
    writer.record(record);
    await writer.stop();
    expect(await storedIds()).toEqual([record.id]);
    expect(fs.readdirSync(path.join(dataDir, 'spool'))).toEqual([]);
  });

  it.each([
    ['NUL', 'a\0b'],
    ['half of a pair of surrogates', 'a\ud800b'],
    ['the spelling of NUL, which is harmless', 'a\\u0000b'],
    ['that spelling at the end', 'a\\u0000'],
    ['quotes, a backslash and a line end', 'a"\\\nb'],
  ])('is one whole record though a caller put %s into a name', async (_what, name) => {
    const writer = await start();
    const record = usageRecord({ model_asked: name });
    const next = usageRecord();
    writer.record(record);
    writer.record(next);
    await writer.flush();
    expect(await storedIds()).toEqual(idsOf([record, next]));
    const kept = name.replace(/\0|\ud800/g, '\ufffd');
    expect((await stored()).find(({ id }) => id === record.id)?.model_asked).toBe(kept);
  });
});

describe('while the store is away', () => {
  it('nothing is lost, and everything is written when it is back', async () => {
    const { state, unsteady } = unsteadyStore();
    const writer = await start(unsteady);
    const records = Array.from({ length: 5 }, () => usageRecord());
    for (const record of records.slice(0, 3)) writer.record(record);
    await expect(writer.flush()).rejects.toThrow('ECONNREFUSED');
    for (const record of records.slice(3)) writer.record(record);
    await expect(writer.flush()).rejects.toThrow('ECONNREFUSED');
    expect(await writer.backlog()).toMatchObject({ records: 5, waiting: expect.any(Number), refused: 0 });
    state.away = false;
    await writer.flush();
    expect(await writer.backlog()).toEqual({ records: 0, waiting: 0, refused: 0 });
    expect(await storedIds()).toEqual(idsOf(records));
  });

  it('what is spooled outlives the process and is counted before the next one is ready', async () => {
    const { unsteady } = unsteadyStore();
    const writer = await start(unsteady);
    const records = [usageRecord(), usageRecord()];
    for (const record of records) writer.record(record);
    await writer.stop();
    expect(await storedIds()).toEqual([]);
    await start();
    expect(await storedIds()).toEqual(idsOf(records));
  });

  it('a start that must count left-over usage is refused, and takes nothing with it', async () => {
    const record = usageRecord();
    leaveSegment('gone', `${JSON.stringify(record)}\n`);
    const { unsteady } = unsteadyStore();
    await expect(start(unsteady)).rejects.toThrow('ECONNREFUSED');
    await start();
    expect(await storedIds()).toEqual([record.id]);
  });
});

describe('what a dead process left', () => {
  it('is taken over, but for a last line that was cut', async () => {
    const whole = usageRecord();
    const cut = JSON.stringify(usageRecord({ model_asked: 'é' })).slice(0, -20);
    const folder = leaveSegment('gone', `${JSON.stringify(whole)}\n${cut}`);
    await start();
    expect(await storedIds()).toEqual([whole.id]);
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('and was in the store already is not counted twice', async () => {
    const record = usageRecord();
    const writer = await start();
    writer.record(record);
    await writer.stop();
    leaveSegment('gone', `${JSON.stringify({ ...record, input_tokens: 999 })}\n`);
    await start();
    const rows = await store.sql`select id, input_tokens from usage_records`;
    expect([...rows]).toEqual([{ id: record.id, input_tokens: 21 }]);
    expect(await store.sql`select 1 from usage_attempts`).toHaveLength(1);
  });

  it('may be taken by two that start together', async () => {
    const records = Array.from({ length: 20 }, () => usageRecord());
    leaveSegment('gone', records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await Promise.all([start(), start()]);
    expect(await storedIds()).toEqual(idsOf(records));
  });
});

describe('a record that the store refuses', () => {
  it('is set aside, and all others pass', async () => {
    const good = Array.from({ length: 20 }, () => usageRecord());
    // No column holds such a count.
    const bad = usageRecord({ input_tokens: 2 ** 40 });
    const writer = await start();
    for (const record of [...good.slice(0, 7), bad, ...good.slice(7)]) writer.record(record);
    await writer.flush();
    expect(await storedIds()).toEqual(idsOf(good));
    const [refused = ''] = filesUnder(dataDir).filter((name) => name.endsWith('.refused'));
    const found = fs
      .readdirSync(path.join(dataDir, 'spool'), { recursive: true })
      .map(String)
      .find((name) => name.endsWith(refused));
    expect(fs.readFileSync(path.join(dataDir, 'spool', found ?? ''), 'utf8')).toBe(`${JSON.stringify(bad)}\n`);
  });

  it('stays set aside when the next process starts', async () => {
    const writer = await start();
    writer.record(usageRecord({ input_tokens: 2 ** 40 }));
    await writer.stop();
    await start();
    expect(filesUnder(dataDir).filter((name) => name.endsWith('.refused'))).toHaveLength(1);
  });

  it('does so too when a line in the middle is no JSON', async () => {
    const good = [usageRecord(), usageRecord()];
    leaveSegment('gone', `${JSON.stringify(good[0])}\n{"id":"\n${JSON.stringify(good[1])}\n`);
    await start();
    expect(await storedIds()).toEqual(idsOf(good));
    expect(filesUnder(dataDir).filter((name) => name.endsWith('.refused'))).toHaveLength(1);
  });
});
