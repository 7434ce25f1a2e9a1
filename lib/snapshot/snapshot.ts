import type { OnFailure } from '../exchange/answer-rules';
import type { AuthKind } from '../exchange/auth-kinds';
import type { Capabilities } from '../exchange/capabilities';
import type { DialectId } from '../exchange/dialect-ids';
import type { Limits } from '../exchange/limits';
import type { OnError } from '../exchange/on-error';
import type { Quirk } from '../exchange/quirks';
import type { HolderStatus, TokenStatus, UserKind } from '../exchange/statuses';
import type { CompiledPolicy } from '../policies/compiled-policy';
import type { OwnStrategy, Strategy } from '../routing/strategies';
import type { CompiledRule } from '../validation/compile-rules';

/**
 * The immutable in-memory view of all policy that the hot path reads (design rule 7). Nothing here is ever changed in
 * place: a newer view replaces the whole, and a request keeps the one it began with. All times are epoch milliseconds.
 */
export interface Snapshot {
  /** The store's policy version this view was read at. */
  version: number;
  /** Every model group by its id, disabled targets included. */
  groups: ReadonlyMap<string, ModelGroup>;
  /** Every model group by every name it may be called by: its id and its aliases. */
  groupNames: ReadonlyMap<string, ModelGroup>;
  /** Callers by their row id. */
  callers: ReadonlyMap<number, Caller>;
  /** Caller tokens by the SHA-256 (lower-case hex) of the whole token. */
  tokens: TokenIndex;
}

export interface TokenIndex {
  get(sha256: string): CallerToken | undefined;
  readonly size: number;
}

export interface CallerToken {
  /** The public part: everything before the secret. */
  tokenId: string;
  callerId: number;
  environment: string;
  key: string;
  /** Ids of the model groups this token may use. */
  allow: ReadonlySet<string>;
  status: TokenStatus;
  expiresAt: number | null;
  /** When another token, made in its place, is the only one: this one counts as rotated from then on. */
  rotatesAt: number | null;
  /** The highest tier of a model it may use; null for all. */
  tier: number | null;
  limits: Limits | null;
}

export interface Caller {
  id: number;
  user: string;
  kind: UserKind;
  project: string;
  /** The worst of user, caller and project: disabled before suspended before active. */
  status: HolderStatus;
  projectLimits: Limits | null;
}

export interface ModelGroup {
  id: string;
  title: string | null;
  description: string | null;
  aliases: readonly string[];
  discoverable: boolean;
  strategy: Strategy;
  /** In declared order. */
  targets: readonly Target[];
  retry: { attempts: number; attemptTimeoutMs: number | null; totalTimeoutMs: number | null };
  /** Keeps a conversation on its target. */
  affinity: boolean;
  /** What orders its targets where the strategy is `script`. */
  policy: GroupPolicy | null;
  /** What its answers are held to; null for nothing. */
  validation: AnswerValidation | null;
  /** US dollars that a request may be estimated at. */
  ceilingUsd: number | null;
  limits: Limits | null;
  createdAt: number;
}

/** A policy as a group asks it. */
export interface GroupPolicy {
  id: string;
  /** The version in force; null where none is published, which counts as a policy that fails. */
  version: number | null;
  compiled: CompiledPolicy | null;
  readsText: boolean;
  deadlineMs: number;
  onError: OnError;
  fallback: OwnStrategy;
}

export interface AnswerValidation {
  rules: readonly CompiledRule[];
  /** Is the policy's `validate` asked as well, after the rules? */
  asksPolicy: boolean;
  /** How often an answer that fails is asked of the next target. */
  attempts: number;
  onFailure: OnFailure;
  bufferStreams: boolean;
}

/** One provider's model inside one group. */
export interface Target {
  /** Stable while the pair of provider and model stays in the group: `<provider>/<model>`. */
  id: string;
  weight: number;
  /** Tier of the failover strategy: lower numbers are tried first. */
  priority: number;
  enabled: boolean;
  /** How long its group waits for the first content: the shorter of its two deadlines; null where it has none. */
  patienceMs: number | null;
  provider: Provider;
  model: ProviderModel;
}

export interface Provider {
  id: string;
  dialect: DialectId;
  /** The operator gave its address; one typed into the console is called through the egress guard. */
  isTrusted: boolean;
  /** Ends where the dialect's own path begins, without a trailing slash. */
  baseUrl: string;
  /** In clear: never logged, never shown. */
  apiKey: string | null;
  timeouts: { firstByteMs: number; idleMs: number; totalMs: number };
  /** How many requests it is sent at once. */
  places: { concurrency: number | null; queue: number; waitMs: number };
  /** How the key is shown; the dialect's own way where it is null. */
  auth: AuthKind | null;
  /** Sent with every call, beside what the dialect needs. */
  headers: Readonly<Record<string, string>>;
  quirks: ReadonlySet<Quirk>;
  /** The values of `anthropic-beta` it takes; null for all. */
  betas: ReadonlySet<string> | null;
}

export interface ProviderModel {
  id: string;
  upstreamModel: string;
  capabilities: Capabilities;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** 0 to 9, where it is declared. */
  tier: number | null;
  /** When an administrator last had it asked again though it was left alone. */
  resumedAt: number | null;
  /** Newest first. */
  prices: readonly Price[];
}

/** US dollars per million tokens, from a date on. */
export interface Price {
  id: number;
  effectiveFrom: number;
  inputUsdPerMtok: number;
  cachedInputUsdPerMtok: number | null;
  outputUsdPerMtok: number;
}
