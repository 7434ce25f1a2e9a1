import { clientLabel } from '../callers/client-label';
import type { FaultCode } from '../faults/catalogue';
import type { Target } from '../snapshot/snapshot';
import { priceAt } from '../usage/cost';
import { hasFallenBack } from '../usage/has-fallen-back';
import { isoTime } from '../usage/iso-time';
import type { Outcome } from '../usage/outcomes';
import type { UsageAttempt, UsageRecord } from '../usage/usage-record';
import type { Run, RunStart } from './run';
import type { Settlement } from './settle-usage';

/** What a run knows of itself at its end. */
export interface RunFacts {
  /** The record's own. */
  id: string;
  start: RunStart;
  outcome: Outcome;
  status: number;
  fault: FaultCode | null;
  latencyMs: number;
  firstTokenMs: number | null;
  /** Whose answer, or whose part of one, the caller got. */
  servedBy: Target | null;
  tries: UsageAttempt[];
}

/** A run that has ended, as the record of it. */
export function toRecord(
  run: Pick<Run, 'requestId' | 'stream' | 'modelAsked' | 'plan' | 'refused'>,
  { id, start, outcome, status, fault, latencyMs, firstTokenMs, servedBy, tries }: RunFacts,
  { usage, costUsd, estimated }: Settlement,
): UsageRecord {
  const { holder, operation, userAgent, now } = start;
  const price = servedBy && priceAt(servedBy.model.prices, now);
  const provider_id = servedBy?.provider.id ?? null;
  const model_id = servedBy?.model.id ?? null;
  return {
    id,
    request_id: run.requestId,
    started_at: isoTime(now),
    token_id: holder.token.tokenId,
    user_id: holder.caller.user,
    project_id: holder.caller.project,
    environment: holder.token.environment,
    client: clientLabel(userAgent),
    endpoint: operation,
    stream: run.stream,
    model_asked: run.modelAsked?.slice(0, 128) ?? null,
    group_id: run.plan?.group.id ?? run.refused?.group ?? null,
    provider_id,
    model_id,
    status,
    outcome,
    fault,
    input_tokens: usage?.inputTokens ?? null,
    cached_input_tokens: usage?.cachedInputTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
    reasoning_tokens: usage?.reasoningTokens ?? null,
    price_id: price?.id ?? null,
    cost_usd: costUsd,
    latency_ms: latencyMs,
    first_token_ms: firstTokenMs === null ? null : roundMs(firstTokenMs),
    attempts: tries.length,
    reasons: run.plan?.reasons ?? run.refused?.reasons ?? [],
    tries,
    fell_back: hasFallenBack({ outcome, provider_id, model_id, tries }),
    estimated,
  };
}

/** To the microsecond: what the store keeps. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
