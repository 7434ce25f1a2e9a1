import { z } from 'zod';
import { groupId, moment, slug, wholeNumber } from '../config/field-kinds';
import { limitsSchema } from '../config/limit-fields';
import type { Limits } from '../exchange/limits';
import { managers, tokenStatuses, userKinds } from '../exchange/statuses';

/**
 * The admin API (`/api/admin/…`, `Authorization: Bearer <an admin token>`, JSON in snake_case): what its requests take and what
 * its answers hold. For every end: the verbs, the CLI, and the console, which does the same verbs by name. Which address does what
 * is told by the verbs themselves (lib/admin/verbs.ts) and by `GET /api/admin/openapi.json`. Moments are ISO 8601 in UTC, money
 * is US dollars.
 *
 * Every refusal is `AdminError` with a status of its own: 400 invalid, 401 unauthorized, 403 forbidden (the role does not include
 * it), 404 not-found, 405 method-not-allowed, 409 conflict and declared, 413 request-too-large, 500 internal, 503 unavailable (the
 * store is away).
 */
export const adminErrorCodes = [
  'invalid',
  'unauthorized',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'conflict',
  'declared',
  'request-too-large',
  'internal',
  'unavailable',
] as const;
export type AdminErrorCode = (typeof adminErrorCodes)[number];

export interface AdminError {
  error: {
    code: AdminErrorCode;
    message: string;
    request_id: string;
    /** Of a configuration that was refused: every mistake, with its place in the file. */
    problems?: ConfigurationProblem[];
    /** Of a mistake in what was asked for: which fields of it, each with what was expected there. */
    fields?: FieldProblem[];
    /** Of a conflict with what somebody saved in the meantime: who, when, and as which version. */
    since?: SavedSince;
  };
}

export interface SavedSince {
  version: number;
  actor: string;
  at: string;
  /** It was taken away. */
  deleted: boolean;
}

export interface FieldProblem {
  /** `models[0].price.input` */
  path: string;
  message: string;
}

export interface ConfigurationProblem {
  /** From 1; null where the file as a whole is meant. */
  line: number | null;
  column: number | null;
  /** Such as `callers[0].tokens[0].token`; empty for the file as a whole. */
  path: string;
  message: string;
}

export const ApplyRequest = z.strictObject({
  /** The file's name as the person knows it: for messages and the audit. */
  file: z.string().min(1).max(1024),
  /** The file's text as it is, `${NAME}` and all. */
  text: z.string(),
  /** What the `${NAME}`s in secret fields stand for: expanded from the asker's own environment, never from the server's. */
  secrets: z.record(z.string(), z.string()).default({}),
  /** What the files hold that policies name as their `source_file`, by that name: read by the asker, never by the server. */
  policy_files: z.record(z.string(), z.string()).optional(),
  dry_run: z.boolean().default(false),
  prune: z.boolean().default(false),
  /** The policy version that the change was compared with: refused where another is in force by now. Left out, whatever is. */
  based_on: z.number().int().min(0).optional(),
});
export type ApplyRequest = z.input<typeof ApplyRequest>;

export interface ApplyAnswer {
  dry_run: boolean;
  /** The policy version afterwards. */
  version: number;
  changes: {
    action: 'create' | 'update' | 'delete';
    kind: string;
    id: string;
    /** Field → from, to. Secrets are told as `set` and `changed` only. */
    difference: Record<string, { from: unknown; to: unknown }>;
  }[];
  notices: string[];
}

export const tokenSorts = ['token_id', 'created_at', 'last_used_at', 'expires_at'] as const;
export type TokenSort = (typeof tokenSorts)[number];
const days = z.coerce.number().int().min(1).max(3650);

export const TokenQuery = z.strictObject({
  /** Words that each stand somewhere in the token id, which holds the user's and the project's name. */
  search: z.string().max(200).optional(),
  user: z.string().optional(),
  project: z.string().optional(),
  environment: z.string().optional(),
  group: z.string().optional(),
  status: z.enum(tokenStatuses).optional(),
  managed_by: z.enum(managers).optional(),
  /** Those whose time is over within so many days, and is not over yet. */
  expires_within: days.optional(),
  /** Those that are older than so many days and were not used since. */
  unused_days: days.optional().describe('Those that have made no request for a model for so many days.'),
  sort: z.enum(tokenSorts).default('token_id'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** Where the page begins: `next` of the page before. By token id, that is its last token id. */
  after: z.string().max(600).optional(),
  /** Where the page ends: `previous` of the page behind. */
  before: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** A token as an administrator sees it: everything but the secret. */
export interface TokenRow {
  token_id: string;
  user: string;
  project: string;
  environment: string;
  key: string;
  /** What a request with it meets now: its own status, its caller's, user's and project's, and the clock. */
  status: (typeof tokenStatuses)[number];
  /** Its own alone: what suspending and resuming it changes. */
  own_status: (typeof tokenStatuses)[number];
  allow: string[];
  expires_at: string | null;
  /** While a rotated token's overlap runs: when it ends. */
  rotates_at: string | null;
  /** The highest tier of a model it may use; null for all. */
  tier: number | null;
  /** Its own alone: its project's and the groups' hold beside them. Null for none. */
  limits: Limits | null;
  managed_by: (typeof managers)[number];
  created_at: string;
  /** The last request for a model: asking which models there are does not count. */
  last_used_at: string | null;
  last_client: string | null;
  /** Grows with every change of the token: what an update may be held to. */
  version: number;
}

export interface TokenList {
  object: 'list';
  data: TokenRow[];
  has_more: boolean;
  /** How many there are on all pages. */
  total: number;
  /** What `before` and `after` of the neighbouring pages are; null where there is none. */
  previous: string | null;
  next: string | null;
}

export const CreateTokenRequest = z.strictObject({
  user: slug,
  /** Of a user that is made with the token; one that is there is of a kind already. */
  kind: z.enum(userKinds).optional(),
  project: slug,
  env: slug.default('dev'),
  /** `k` and today's date when left out, with a number behind it from the second one on. */
  key: slug.optional(),
  allow: z.array(groupId).max(1000),
  expires_at: moment.optional(),
  /** The highest tier of a model it may use, 0 to 9; all when left out. */
  tier: wholeNumber(0, 9).nullable().optional(),
  limits: limitsSchema.nullable().optional(),
});
export type CreateTokenRequest = z.input<typeof CreateTokenRequest>;

/** What is left out stays as it is. */
export const UpdateTokenRequest = z.strictObject({
  allow: z.array(groupId).max(1000).optional(),
  /** Null for a token that never expires. */
  expires_at: moment.nullable().optional(),
  /** Null for a token that may use models of every tier. */
  tier: wholeNumber(0, 9).nullable().optional(),
  /** All of them; null or {} for none. */
  limits: limitsSchema.nullable().optional(),
  /** The version that the change was made for: where the token has another by now, nothing is changed. */
  version: z.number().int().optional(),
});
export type UpdateTokenRequest = z.input<typeof UpdateTokenRequest>;

/** The token in clear: here, once, and nowhere else. */
export interface CreatedToken {
  token: string;
  token_id: string;
}

export const RotateTokenRequest = z.strictObject({
  key: slug.optional(),
  /** How long the old token goes on working, seconds; 0 ends it at once, a day when left out. A year at most. */
  overlap_seconds: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400)
    .default(86_400),
  /** When the new one ends; as the old one when left out. */
  expires_at: moment.optional(),
});
export type RotateTokenRequest = z.input<typeof RotateTokenRequest>;

export interface RotatedToken extends CreatedToken {
  replaces: string;
  /** When the old token stops. */
  rotates_at: string;
}

/** One token, with those that it was made in the place of, and that was made in its place; null where there is none. */
export interface TokenAnswer extends TokenRow {
  replaces: string | null;
  replaced_by: string | null;
}

export const usageDimensions = ['day', 'group', 'target', 'token', 'user', 'project', 'model', 'outcome'] as const;
export type UsageDimension = (typeof usageDimensions)[number];

export const UsageQuery = z.strictObject({
  /** Inclusive; a date or a moment. Default: 30 days ago. */
  from: z.string().optional(),
  /** Exclusive. Default: now. */
  to: z.string().optional(),
  by: z.enum(usageDimensions).default('group'),
  token: z.string().optional(),
  project: z.string().optional(),
  group: z.string().optional(),
});

export interface UsageFigures {
  requests: number;
  /** Sent to one or more targets, and no whole answer came of it. */
  failed: number;
  /** Ended before any target was asked. */
  refused: number;
  /** The caller left first. */
  cancelled: number;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  usd: number;
}

export interface UsageReport {
  object: 'usage';
  from: string;
  to: string;
  by: UsageDimension;
  totals: UsageFigures;
  rows: (UsageFigures & { name: string })[];
}

/** What the server found when it looked at itself. The CLI adds what only it can see: the clock's difference, its own settings. */
export interface DoctorReport {
  version: string;
  /** The server's clock, and the store's when it answered. */
  now: string;
  checks: DoctorCheck[];
}

export interface DoctorCheck {
  /** `store`, `secret`, `clock`, `snapshot`, `usage`, `configuration`, `groups`, `provider <id>`, … */
  name: string;
  /** `skipped`: not looked at, for whoever asks may not have it done. */
  result: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, in a sentence. */
  found: string;
  /** What would mend it; null when all is well. */
  mend: string | null;
}

/** The built-in demo: the one place whose tokens can be shown again. Null on a server that is none. */
export interface DemoReport {
  demo: {
    origin: string;
    provider: 'mock' | 'openai' | 'anthropic';
    tokens: { good: string; expired: string; empty: string };
    groups: { id: string; title: string | null; story: string }[];
  } | null;
}
