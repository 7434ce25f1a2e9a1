import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageAttempts, usageRecords } from '../schema';
import { openTestStore, type TestStore } from '../testing/store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

function record(more: Record<string, unknown> = {}) {
  return {
    id: randomUUID(),
    request_id: 'req_0123456789abcdef0123456789abcdef',
    started_at: '2026-01-02T03:04:05.678Z',
    token_id: 'rtr_test_alice_demo_dev_k1',
    user_id: 'alice',
    project_id: 'demo',
    environment: 'dev',
    client: 'openai-node/6',
    endpoint: 'chat-completions',
    stream: true,
    model_asked: 'default',
    group_id: 'default',
    provider_id: 'local',
    model_id: 'small',
    status: 200,
    outcome: 'completed',
    fault: null,
    input_tokens: 12,
    cached_input_tokens: null,
    output_tokens: 34,
    reasoning_tokens: null,
    price_id: null,
    cost_usd: 0.000000000123,
    latency_ms: 12.345,
    first_token_ms: null,
    attempts: 2,
    reasons: ['weighted', 'it’s "quoted"'],
    tries: [attempt('local', 503, 'unavailable'), attempt('open', null, 'answered')],
    ...more,
  };
}

function attempt(provider: string, status: number | null, result: string) {
  return { provider_id: provider, model_id: 'small', status, result, started_ms: 1.5, duration_ms: 10.25 };
}

const lines = (...records: object[]) => records.map((each) => JSON.stringify(each));

describe('usage records', () => {
  it('are stored field by field, with their attempts in order', async () => {
    const one = record();
    expect(await store.insertUsage(lines(one))).toEqual([]);
    const [stored] = await store.db.select().from(usageRecords).where(eq(usageRecords.id, one.id));
    expect(stored).toMatchObject({
      startedAt: new Date('2026-01-02T03:04:05.678Z'),
      stream: true,
      cachedInputTokens: null,
      outputTokens: 34,
      costUsd: 0.000000000123,
      latencyMs: 12.345,
      reasons: one.reasons,
      outcome: 'completed',
    });
    const tries = await store.db.select().from(usageAttempts).where(eq(usageAttempts.usageId, one.id));
    expect(tries).toMatchObject([
      { position: 0, providerId: 'local', status: 503, startedMs: 1.5, durationMs: 10.25 },
      { position: 1, providerId: 'open', status: null, result: 'answered' },
    ]);
  });

  it('are written once, however often a batch comes, alone or with others', async () => {
    const [one, other] = [record(), record({ tries: [] })];
    await store.insertUsage(lines(one, one));
    await store.insertUsage(lines(other, { ...one, status: 500 }));
    const stored = await store.db.select().from(usageRecords).where(eq(usageRecords.id, one.id));
    expect(stored).toMatchObject([{ status: 200 }]);
    expect(await store.db.select().from(usageAttempts).where(eq(usageAttempts.usageId, one.id))).toHaveLength(2);
    expect(await store.db.select().from(usageRecords).where(eq(usageRecords.id, other.id))).toHaveLength(1);
  });

  it('go in though a caller’s text holds what the store cannot', async () => {
    const one = record({ model_asked: 'de\u0000fault', client: 'half \ud83d pair 🔑' });
    expect(await store.insertUsage(lines(record(), one))).toEqual([]);
    const [stored] = await store.db.select().from(usageRecords).where(eq(usageRecords.id, one.id));
    expect(stored).toMatchObject({ modelAsked: 'de\ufffdfault', client: 'half \ufffd pair 🔑' });
  });

  it('are not held up by one that can never be stored', async () => {
    const [one, other] = [record(), record()];
    const unfit = [record({ input_tokens: 1e12 }), record({ user_id: null }), record({ id: 'no id' })];
    const given = [...lines(one, ...unfit), '{"cut', ...lines(other)];
    const refused = await store.insertUsage(given);
    expect(refused.map((refusal) => refusal.line)).toEqual(given.slice(1, 5));
    for (const { id } of [one, other]) {
      expect(await store.db.select().from(usageRecords).where(eq(usageRecords.id, id))).toHaveLength(1);
    }
  });

  it('go in by the thousand in a moment', async () => {
    const batch = lines(...Array.from({ length: 500 }, () => record()));
    await store.insertUsage(lines(record()));
    const started = performance.now();
    const processor = process.cpuUsage();
    await store.insertUsage(batch);
    const { user } = process.cpuUsage(processor);
    console.log(
      `${store.kind}: 500 records in ${(performance.now() - started).toFixed(0)} ms, ${(user / 1000).toFixed(0)} ms of this process's time (its store's thread included)`,
    );
  });
});
