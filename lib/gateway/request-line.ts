import type { UsageRecord } from '../usage/usage-record';

/** A request that has ended as the log tells it, where it does: in the log's own names, without who its caller is but for the token's id. */
export function requestLine(record: UsageRecord): object {
  return {
    requestId: record.request_id,
    tokenId: record.token_id,
    endpoint: record.endpoint,
    stream: record.stream,
    group: record.group_id,
    provider: record.provider_id,
    model: record.model_id,
    status: record.status,
    outcome: record.outcome,
    fault: record.fault,
    latencyMs: record.latency_ms,
    firstTokenMs: record.first_token_ms,
    inputTokens: record.input_tokens,
    cachedInputTokens: record.cached_input_tokens,
    outputTokens: record.output_tokens,
    usd: record.cost_usd,
    attempts: record.attempts,
  };
}
