import type { ModelGroup, Snapshot } from '../snapshot/snapshot';
import { attemptWords } from '../upstream/attempt-words';
import type { StoredRequest } from '../usage/read-requests';
import type { UsageAttempt } from '../usage/usage-record';
import type { RequestAttempt, RequestStory } from './contract';
import { faultWords, isFaultCode } from './fault-words';

/** A usage record as the token's holder may read it: targets by number, and nothing of what a provider said of our key. */
export function tellRequest(row: StoredRequest, snapshot: Snapshot): RequestStory {
  const group = row.groupId === null ? undefined : snapshot.groups.get(row.groupId);
  return {
    object: 'request',
    id: row.requestId,
    cursor: row.id,
    started_at: row.startedAt.toISOString(),
    endpoint: `/v1/${row.endpoint}`,
    client: row.client,
    model: row.modelAsked,
    group: row.groupId,
    stream: row.stream,
    status: row.status,
    outcome: row.outcome,
    fault: row.fault !== null && isFaultCode(row.fault) ? faultWords(row.fault) : null,
    latency_ms: row.latencyMs,
    first_token_ms: row.firstTokenMs,
    input_tokens: row.inputTokens,
    cached_input_tokens: row.cachedInputTokens,
    output_tokens: row.outputTokens,
    reasoning_tokens: row.reasoningTokens,
    usd: row.costUsd,
    estimated: row.estimated,
    attempts: row.tries.map((attempt) => tellAttempt(attempt, group)),
  };
}

function tellAttempt(attempt: UsageAttempt, group: ModelGroup | undefined): RequestAttempt {
  const place = group?.targets.findIndex(
    ({ provider, model }) => provider.id === attempt.provider_id && model.id === attempt.model_id,
  );
  return {
    target: place === undefined || place === -1 ? null : place + 1,
    result: attempt.result,
    words: attemptWords(attempt.result),
    // That a provider refuses this deployment is told; with what status is between the two.
    status: attempt.result === 'deployment' ? null : attempt.status,
    started_ms: attempt.started_ms,
    duration_ms: attempt.duration_ms,
  };
}
