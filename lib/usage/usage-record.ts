import type { Outcome } from './outcomes';

/**
 * What one request used and cost; exactly one per authenticated request, however it ended. A plain value: it is what the spool
 * holds as a line of JSON, under the store's own column names, so that nothing is translated on the way.
 * Times are milliseconds, `started_at` is ISO 8601, money is US dollars.
 */
export interface UsageRecord {
  /** Made here, so that writing the same record twice changes nothing. */
  id: string;
  request_id: string;
  started_at: string;
  token_id: string;
  user_id: string;
  project_id: string;
  environment: string;
  client: string | null;
  endpoint: string;
  stream: boolean;
  model_asked: string | null;
  group_id: string | null;
  provider_id: string | null;
  model_id: string | null;
  /** What the caller saw: 200 of a stream that failed once it had gone out; 499 where they had left. */
  status: number;
  outcome: Outcome;
  fault: string | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  price_id: number | null;
  cost_usd: number | null;
  latency_ms: number;
  first_token_ms: number | null;
  attempts: number;
  reasons: readonly string[];
  tries: readonly UsageAttempt[];
  /** Completed by another target than the first one that was tried. A broken connection is tried again at the same: that is none. */
  fell_back: boolean;
  /** Some of its figures are the router's own estimate, because an upstream gave none. */
  estimated: boolean;
}

export interface UsageAttempt {
  provider_id: string;
  model_id: string;
  /** The upstream's HTTP status; null where none came. */
  status: number | null;
  /** `answered`, or the class of the failure. */
  result: string;
  started_ms: number;
  duration_ms: number;
  /** What it used, where it used anything and is not the only one; the record's own figures are the sum of these. */
  input_tokens?: number | null;
  output_tokens?: number | null;
  /** At the price of its own target. */
  cost_usd?: number | null;
  estimated?: boolean;
}
