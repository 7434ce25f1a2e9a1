import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderRecord } from './render-record';
import type { UsageAttempt, UsageRecord } from './usage-record';

const name = fc.string({ unit: 'binary' });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const count = fc.nat();
const ms = fc.double({ min: 0, max: 1e9, noNaN: true });

const shared = {
  provider_id: name,
  model_id: name,
  status: maybe(count),
  result: name,
  started_ms: ms,
  duration_ms: ms,
};
const used = { input_tokens: maybe(count), output_tokens: maybe(count), cost_usd: maybe(ms), estimated: fc.boolean() };
const attempt: fc.Arbitrary<UsageAttempt> = fc.oneof(fc.record(shared), fc.record({ ...shared, ...used }));

/** In the order of the interface, which is the order of the text. */
const record: fc.Arbitrary<UsageRecord> = fc.record({
  id: name,
  request_id: name,
  started_at: name,
  token_id: name,
  user_id: name,
  project_id: name,
  environment: name,
  client: maybe(name),
  endpoint: name,
  stream: fc.boolean(),
  model_asked: maybe(name),
  group_id: maybe(name),
  provider_id: maybe(name),
  model_id: maybe(name),
  status: count,
  outcome: fc.constantFrom('completed', 'refused', 'failed', 'cancelled'),
  fault: maybe(name),
  input_tokens: maybe(count),
  cached_input_tokens: maybe(count),
  output_tokens: maybe(count),
  reasoning_tokens: maybe(count),
  price_id: maybe(count),
  cost_usd: maybe(ms),
  latency_ms: ms,
  first_token_ms: maybe(ms),
  attempts: count,
  reasons: fc.array(name),
  tries: fc.array(attempt),
  fell_back: fc.boolean(),
  estimated: fc.boolean(),
});

describe('a usage record as a line', () => {
  it('is what JSON.stringify gives', () => {
    fc.assert(
      fc.property(record, (each) => {
        expect(renderRecord(each)).toBe(JSON.stringify(each));
      }),
    );
  });
});
