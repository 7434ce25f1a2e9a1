import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  pgView,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { outcomes } from '../../lib/usage/outcomes';
import type { UsageAttempt } from '../../lib/usage/usage-record';

/**
 * Exactly one row per authenticated request, however it ended. Names are copied in, not referenced, so that the record outlives what
 * it speaks of. `id` is made by the process that served the request: writing a batch twice changes nothing.
 */
export const usageRecords = pgTable(
  'usage_records',
  {
    id: uuid('id').primaryKey(),
    requestId: text('request_id').notNull(),
    startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
    tokenId: text('token_id').notNull(),
    userId: text('user_id').notNull(),
    projectId: text('project_id').notNull(),
    environment: text('environment').notNull(),
    client: text('client'),
    endpoint: text('endpoint').notNull(),
    stream: boolean('stream').notNull(),
    modelAsked: text('model_asked'),
    groupId: text('group_id'),
    providerId: text('provider_id'),
    modelId: text('model_id'),
    status: integer('status').notNull(),
    outcome: text('outcome', { enum: outcomes }).notNull(),
    fault: text('fault'),
    inputTokens: integer('input_tokens'),
    cachedInputTokens: integer('cached_input_tokens'),
    outputTokens: integer('output_tokens'),
    reasoningTokens: integer('reasoning_tokens'),
    priceId: bigint('price_id', { mode: 'number' }),
    costUsd: numeric('cost_usd', { precision: 20, scale: 12, mode: 'number' }),
    latencyMs: numeric('latency_ms', { precision: 14, scale: 3, mode: 'number' }).notNull(),
    firstTokenMs: numeric('first_token_ms', { precision: 14, scale: 3, mode: 'number' }),
    attempts: integer('attempts').notNull(),
    reasons: jsonb('reasons').$type<string[]>().notNull(),
    /** The attempts in order; read them as rows of usage_attempts. */
    tries: jsonb('tries').$type<UsageAttempt[]>().notNull(),
    /** Null in records of before it was kept: their tries tell it (lib/admin/usage/troubled.ts). */
    fellBack: boolean('fell_back'),
    /** Some of its figures are an estimate. Null in records of before it was kept, which have only what was reported. */
    estimated: boolean('estimated'),
  },
  (table) => [
    index('usage_records_started_idx').on(table.startedAt),
    index('usage_records_token_idx').on(table.tokenId, table.startedAt),
    index('usage_records_request_idx').on(table.requestId),
    // The few in which a target failed, whoever answered then: found without a look at all the others.
    index('usage_records_troubled_idx').on(table.startedAt).where(sql`attempts > 1 or outcome = 'failed'`),
  ],
);

/**
 * One row per try at one target. A view over the records' own `tries`: a record and its attempts are written and go together,
 * and a table of their own cost the store two thirds again of what the record does.
 */
export const usageAttempts = pgView('usage_attempts', {
  usageId: uuid('usage_id').notNull(),
  /** From 0, in the order they were made. */
  position: integer('position').notNull(),
  providerId: text('provider_id').notNull(),
  modelId: text('model_id').notNull(),
  /** The upstream's HTTP status; null where none came. */
  status: integer('status'),
  /** `answered`, or the class of the failure (lib/upstream/failure.ts). */
  result: text('result').notNull(),
  /** Since the request came. */
  startedMs: doublePrecision('started_ms').notNull(),
  durationMs: doublePrecision('duration_ms').notNull(),
}).as(sql`
  select usage_records.id as usage_id, (attempt.position - 1)::integer as position, attempt.provider_id, attempt.model_id,
    attempt.status, attempt.result, attempt.started_ms, attempt.duration_ms
  from usage_records,
    rows from (jsonb_to_recordset(usage_records.tries) as (
      provider_id text, model_id text, status integer, result text, started_ms double precision, duration_ms double precision
    )) with ordinality as attempt (provider_id, model_id, status, result, started_ms, duration_ms, position)`);
