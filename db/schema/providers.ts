import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { authKinds } from '../../lib/exchange/auth-kinds';
import type { Capabilities } from '../../lib/exchange/capabilities';
import { dialectIds } from '../../lib/exchange/dialect-ids';
import type { Quirk } from '../../lib/exchange/quirks';
import { managers } from '../../lib/exchange/statuses';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A place that serves models. The key is sealed (lib/auth/seal.ts); its source is the `${NAME}` it came from. */
export const providers = pgTable('providers', {
  id: text('id').primaryKey(),
  dialect: text('dialect', { enum: dialectIds }).notNull(),
  baseUrl: text('base_url').notNull(),
  apiKeySealed: text('api_key_sealed'),
  apiKeySource: text('api_key_source'),
  firstByteMs: integer('first_byte_ms'),
  idleMs: integer('idle_ms'),
  totalMs: integer('total_ms'),
  auth: text('auth', { enum: authKinds }),
  headers: jsonb('headers').$type<Record<string, string>>().notNull().default({}),
  quirks: jsonb('quirks').$type<Quirk[]>().notNull().default([]),
  betas: jsonb('betas').$type<string[]>(),
  /** How many requests it is sent at once; null for no limit. */
  concurrency: integer('concurrency'),
  /** How many may wait for one of them to end, and how long. */
  queueRequests: integer('queue_requests'),
  queueWaitMs: integer('queue_wait_ms'),
  /** The operator gave its address: it is called without the egress guard. */
  addressTrusted: boolean('address_trusted').notNull().default(false),
  managedBy: text('managed_by', { enum: managers }).notNull(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
  updatedAt: moment('updated_at').notNull().default(sql`now()`),
});

export const providerModels = pgTable(
  'provider_models',
  {
    providerId: text('provider_id')
      .notNull()
      .references(() => providers.id),
    id: text('id').notNull(),
    upstreamModel: text('upstream_model').notNull(),
    capabilities: jsonb('capabilities').$type<Capabilities>().notNull().default({}),
    contextTokens: integer('context_tokens'),
    maxOutputTokens: integer('max_output_tokens'),
    /** 0 to 9: what a token's ceiling is compared with. */
    tier: integer('tier'),
    /** When an administrator last ended its pause: each server that sees another moment here does so too. */
    resumedAt: moment('resumed_at'),
    managedBy: text('managed_by', { enum: managers }).notNull(),
    createdAt: moment('created_at').notNull().default(sql`now()`),
    updatedAt: moment('updated_at').notNull().default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.providerId, table.id] })],
);

/** US dollars per million tokens, in force from a date until a later row's. Rows are never changed: a new price is a new row. */
export const prices = pgTable(
  'prices',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    effectiveFrom: moment('effective_from').notNull(),
    inputUsdPerMtok: numeric('input_usd_per_mtok', { precision: 14, scale: 6, mode: 'number' }).notNull(),
    cachedInputUsdPerMtok: numeric('cached_input_usd_per_mtok', { precision: 14, scale: 6, mode: 'number' }),
    outputUsdPerMtok: numeric('output_usd_per_mtok', { precision: 14, scale: 6, mode: 'number' }).notNull(),
    createdAt: moment('created_at').notNull().default(sql`now()`),
  },
  (table) => [
    foreignKey({
      columns: [table.providerId, table.modelId],
      foreignColumns: [providerModels.providerId, providerModels.id],
    }),
    index('prices_model_idx').on(table.providerId, table.modelId, table.effectiveFrom),
  ],
);
