import { randomUUID } from 'node:crypto';
import { hasFallenBack } from '../has-fallen-back';
import type { UsageRecord } from '../usage-record';

/** A record as a request of one attempt leaves it. */
export function usageRecord(some: Partial<UsageRecord> = {}): UsageRecord {
  const record: Omit<UsageRecord, 'fell_back' | 'estimated'> = {
    id: randomUUID(),
    request_id: `req_${randomUUID().replaceAll('-', '')}`,
    started_at: '2026-03-01T12:00:00.000Z',
    token_id: 'rtr_metrum_alice_demo_dev_k1',
    user_id: 'alice',
    project_id: 'demo',
    environment: 'dev',
    client: 'curl',
    endpoint: 'chat/completions',
    stream: false,
    model_asked: 'general',
    group_id: 'general',
    provider_id: 'local',
    model_id: 'small',
    status: 200,
    outcome: 'completed',
    fault: null,
    input_tokens: 21,
    cached_input_tokens: 8,
    output_tokens: 5,
    reasoning_tokens: 0,
    price_id: null,
    cost_usd: 0.000012,
    latency_ms: 12.345,
    first_token_ms: null,
    attempts: 1,
    reasons: ['group general, weighted', 'try local/small'],
    tries: [
      { provider_id: 'local', model_id: 'small', status: 200, result: 'answered', started_ms: 0.5, duration_ms: 11.8 },
    ],
    ...some,
  };
  return { ...record, fell_back: some.fell_back ?? hasFallenBack(record), estimated: some.estimated ?? false };
}
