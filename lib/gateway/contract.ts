import type { LimitState } from '../admission/limit-state';
import type { Need } from '../exchange/capabilities';
import type { Feature } from '../exchange/features';

/**
 * What the addresses answer that tell a token's holder about themselves, in JSON: one file for both ends, the handlers and the
 * portal's pages, so that neither can drift. Nothing in it names an upstream, a weight or a price. Moments are ISO 8601 in
 * UTC, times milliseconds, money US dollars.
 *
 * | request | answers |
 * |---|---|
 * | `GET /v1/token` | `TokenAnswer`, of an inactive token too |
 * | `GET /v1/usage?from=&to=` | `UsageAnswer` |
 * | `GET /v1/requests?limit=&after=` | `RequestList`: the token's own requests, newest first |
 * | `GET /v1/requests/{request_id}` | `RequestStory` |
 * | `POST /v1/route/explain` | `Explanation`: what a request would come to; nothing is sent and nothing recorded |
 */
export interface TokenAnswer {
  object: 'token';
  id: string;
  /** `<user>/<project>`. */
  caller: string;
  user: string;
  kind: string;
  project: string;
  environment: string;
  key: string;
  status: string;
  expires_at: string | null;
  rotates_at: string | null;
  groups: readonly string[];
  group_details: readonly GroupDetails[];
  discoverable: readonly { id: string; title: string | null; description: string | null }[];
  /** Its own, its project's and its groups'. */
  limits: readonly LimitState[];
}

/** What a group can do now, by those of its targets that are enabled. */
export interface GroupDetails {
  id: string;
  title: string | null;
  description: string | null;
  aliases: readonly string[];
  /** True where one target declares it, false where all declare against it, null where nobody has said. */
  can: Readonly<Record<Ability, boolean | null>>;
  context_tokens: number | null;
  max_output_tokens: number | null;
  health: Health;
  clients: Readonly<Record<ClientId, ClientVerdict>>;
}

/** `files`: PDF and other documents in the request itself. */
export type Ability = Need;

/**
 * As this process has seen it lately: `healthy` all targets, `degraded` some, `unhealthy` none; `unknown` where nobody has
 * asked in the last minutes.
 */
export type Health = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** The programs that most callers use; each is tried against a group with the shape of what it really sends. */
export const clientIds = ['codex', 'claude-code', 'openai-sdk', 'anthropic-sdk'] as const;
export type ClientId = (typeof clientIds)[number];

export interface ClientVerdict {
  works: boolean;
  /** False where it is tried although nobody has declared something that it needs. */
  certain: boolean;
  /** Why it does not work: what no target of the group has. */
  lacks: readonly Named[];
  /** What the targets that answer are not told. */
  degraded: readonly Named[];
}

/** A requirement or feature by its name in the docs, and what that is in words. */
export interface Named {
  name: Need | Feature | (string & {});
  words: string;
}

export interface UsageFigures {
  requests: number;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  usd: number;
}

export interface UsageAnswer {
  object: 'usage';
  token_id: string;
  /** Inclusive. */
  from: string;
  /** Exclusive. */
  to: string;
  totals: UsageFigures;
  /** Newest day first; `date` is a day in UTC, `group` null for requests that reached none. */
  days: readonly (UsageFigures & { date: string; group: string | null })[];
  /** Its own, its project's and its groups'. */
  limits: readonly LimitState[];
}

export interface RequestList {
  object: 'list';
  data: readonly RequestStory[];
}

/** One request of the token's own, as its usage record tells it. */
export interface RequestStory {
  object: 'request';
  /** `req_` and 32 hex digits. */
  id: string;
  /** Its place in time among the token's requests: what `after` takes. */
  cursor: string;
  started_at: string;
  /** Such as `/v1/chat/completions`. */
  endpoint: string;
  /** Which program asked, by its User-Agent; null where it did not say. */
  client: string | null;
  /** What stood in `model`. */
  model: string | null;
  group: string | null;
  stream: boolean;
  /** HTTP status, 200 also of a stream that ended with an error event; 499 where the caller left. */
  status: number;
  outcome: 'completed' | 'refused' | 'failed' | 'cancelled';
  fault: FaultWords | null;
  latency_ms: number;
  first_token_ms: number | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  usd: number | null;
  /** Some of these figures are the router's estimate, because the provider gave none; null in records of before it was kept. */
  estimated: boolean | null;
  attempts: readonly RequestAttempt[];
}

export interface RequestAttempt {
  /** The target's number in its group, as in an explanation; null where it is not in the group any more. */
  target: number | null;
  /** `answered`, or the class of the failure. */
  result: string;
  /** The same in a sentence. */
  words: string;
  /** The provider's HTTP status where that is the caller's to know. */
  status: number | null;
  /** Since the request came. */
  started_ms: number;
  duration_ms: number;
}

/** A fault as its page tells it. */
export interface FaultWords {
  code: string;
  status: number;
  title: string;
  message: string;
  /** One paragraph for whoever called. */
  advice: string;
  /** The path of its page on this deployment. */
  page: string;
}

/**
 * `POST /v1/route/explain` takes a body of any of the three APIs as it would be sent (`?endpoint=` says which, else its shape
 * does), or an `ExplainFeatures`. It answers of inactive tokens too: what is wrong is `fault`.
 */
export interface Explanation {
  object: 'route.explanation';
  endpoint: Endpoint;
  model: string;
  /** The group behind the name, where the token may use it. */
  group: string | null;
  stream: boolean;
  /** What the real request would be refused with before any target is asked; null where it would be sent. */
  fault: FaultWords | null;
  /** What it needs of a target. */
  requires: readonly Named[];
  /** Estimates, without a tokenizer. */
  input_tokens: { likely: number; at_most: number };
  max_output_tokens: number | null;
  /** Every target of the group, by number in declared order. */
  targets: readonly ExplainedTarget[];
  /** The numbers of the targets in the order they would be tried, this time. */
  order: readonly number[];
  /** How that order comes about, a step a line. */
  reasons: readonly string[];
  /** What the first of them would cost, in US dollars; null where no price is known or none would be tried. */
  estimated_usd: { likely: number; at_most: number } | null;
  /** Those that hold for it, as they stand now. */
  limits: readonly LimitState[];
  /** The token's groups that could carry it, this one among them if it can. */
  able_groups: readonly string[];
}

export interface ExplainedTarget {
  number: number;
  eligible: boolean;
  lacks: readonly Named[];
  /** Needed, and declared neither way: tried after those that declare it. */
  undeclared: readonly Named[];
  /** What it would not be told. */
  degraded: readonly Named[];
  health: Exclude<Health, 'degraded'>;
  /** It has failed again and again, and is not tried for a while. */
  left_alone: boolean;
}

/** The same for administrators, who see names, prices and what the policy said. */
export interface AdminExplanation extends Omit<Explanation, 'targets'> {
  strategy: string | null;
  targets: readonly (ExplainedTarget & {
    /** `<provider>/<model>`. */
    target: string;
    circuit: 'closed' | 'open' | 'half-open';
    estimated_usd: { likely: number; at_most: number } | null;
    latency: { first_token_ms: number | null; tokens_per_second: number | null } | null;
    error_rate: number;
  })[];
  /** As a usage record keeps them. */
  plan: readonly string[];
}

export const explainEndpoints = ['chat/completions', 'responses', 'messages'] as const;
export type Endpoint = (typeof explainEndpoints)[number];

/** What a request would ask for, without one. */
export interface ExplainFeatures {
  model: string;
  features: readonly ExplainFeature[];
  /** `chat/completions` when left out. */
  endpoint?: Endpoint;
  stream?: boolean;
  input_tokens?: number;
  max_output_tokens?: number;
}

export const explainFeatures = [
  'tools',
  'parallel-tools',
  'custom-tools',
  'images',
  'files',
  'structured-output',
  'reasoning',
] as const;
export type ExplainFeature = (typeof explainFeatures)[number];
