import type { GroupValidation } from '../exchange/answer-rules';
import type { AuthKind } from '../exchange/auth-kinds';
import type { Capabilities } from '../exchange/capabilities';
import type { DialectId } from '../exchange/dialect-ids';
import type { Limits } from '../exchange/limits';
import type { OnError } from '../exchange/on-error';
import type { Quirk } from '../exchange/quirks';
import type { HolderStatus, Manager, TokenStatus, UserKind } from '../exchange/statuses';
import type { OwnStrategy, Strategy } from '../routing/strategies';

/**
 * A declared configuration that was read and found right in itself. What the file left out stands here as its default, or
 * as null where the store keeps "not set". Plain values only, so that it can cross a wire.
 */
export interface Declared {
  providers: DeclaredProvider[];
  groups: DeclaredGroup[];
  policies?: DeclaredPolicy[];
  projects: DeclaredProject[];
  callers: DeclaredCaller[];
}

export interface DeclaredProvider {
  /** Whose it is, where that is not who declares it. */
  managedBy?: Manager | null;
  id: string;
  dialect: DialectId;
  baseUrl: string;
  /** Decided when it is applied, by who gave the address (lib/admin/config/plan-trust.ts): no file says it. */
  isTrusted?: boolean;
  /**
   * The key in clear and the `${NAME}` it came from; null for one that was typed in. `sealed` is a stored one that does not open:
   * its value is empty then. Null for none, which a file says of a key that it does not name.
   */
  apiKey: { value: string; source: string | null; sealed?: string } | null;
  timeouts: { firstByteMs: number | null; idleMs: number | null; totalMs: number | null };
  /** The dialect's own way where it is null or left out. */
  auth?: AuthKind | null;
  headers?: Record<string, string>;
  quirks?: Quirk[];
  /** The values of `anthropic-beta` it takes; all where it is null or left out. */
  betas?: string[] | null;
  /** Requests at once; no limit where it is null or left out. */
  concurrency?: number | null;
  queue?: { requests: number | null; waitMs: number | null };
  models: DeclaredModel[];
}

export interface DeclaredModel {
  managedBy?: Manager | null;
  id: string;
  upstreamModel: string;
  capabilities: Capabilities;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  price: DeclaredPrice | null;
  /** 0 to 9. */
  tier?: number | null;
}

/** US dollars per million tokens. */
export interface DeclaredPrice {
  input: number;
  cachedInput: number | null;
  output: number;
}

export interface DeclaredGroup {
  managedBy?: Manager | null;
  id: string;
  title: string | null;
  description: string | null;
  aliases: string[];
  discoverable: boolean;
  strategy: Strategy;
  retry: { attempts: number | null; attemptTimeoutMs: number | null; totalTimeoutMs: number | null };
  targets: DeclaredTarget[];
  /** Off where it is left out. */
  affinity?: boolean;
  policy?: string | null;
  policyReadsText?: boolean;
  validation?: GroupValidation | null;
  /** US dollars a request. */
  ceilingUsd?: number | null;
  /** What all requests to it may use together; nothing is limited where it is null or left out. */
  limits?: Limits | null;
}

/** A TypeScript policy with its source: what is applied is checked, compiled and published at once. */
export interface DeclaredPolicy {
  managedBy?: Manager | null;
  id: string;
  title: string | null;
  source: string;
  /** The file that the source was read from, where it was: for messages. */
  sourceFile?: string | null;
  deadlineMs: number | null;
  onError: OnError;
  fallback: OwnStrategy;
}

export interface DeclaredTarget {
  provider: string;
  model: string;
  weight: number;
  priority: number;
  enabled: boolean;
}

export interface DeclaredProject {
  managedBy?: Manager | null;
  id: string;
  title: string | null;
  status: HolderStatus;
  limits?: Limits | null;
}

export interface DeclaredCaller {
  managedBy?: Manager | null;
  user: string;
  kind: UserKind;
  project: string;
  status: HolderStatus;
  tokens: DeclaredToken[];
}

export interface DeclaredToken {
  managedBy?: Manager | null;
  environment: string;
  key: string;
  allow: string[];
  /** Lower-case hex of the whole token's SHA-256: the token itself ends where the file is read. */
  sha256: string;
  /** Null where the file leaves it out: active, unless the token was revoked, which is for good. */
  status: TokenStatus | null;
  /** Epoch milliseconds. */
  expiresAt: number | null;
  /** Epoch milliseconds: from then on it counts as rotated. */
  rotatesAt?: number | null;
  /** The highest tier of a model it may use, 0 to 9; all where it is null or left out. */
  tier?: number | null;
  limits?: Limits | null;
}
