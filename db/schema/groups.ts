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
  unique,
} from 'drizzle-orm/pg-core';
import type { GroupValidation } from '../../lib/exchange/answer-rules';
import type { Limits } from '../../lib/exchange/limits';
import { managers } from '../../lib/exchange/statuses';
import { strategies } from '../../lib/routing/strategies';
import { policies } from './policies';
import { providerModels } from './providers';

/** The name a caller asks for. Names and aliases are one namespace: see model_group_aliases. */
export const modelGroups = pgTable('model_groups', {
  id: text('id').primaryKey(),
  title: text('title'),
  description: text('description'),
  discoverable: boolean('discoverable').notNull().default(false),
  strategy: text('strategy', { enum: strategies }).notNull(),
  retryAttempts: integer('retry_attempts'),
  retryAttemptTimeoutMs: integer('retry_attempt_timeout_ms'),
  retryTotalTimeoutMs: integer('retry_total_timeout_ms'),
  /** Keeps a conversation on its target. */
  affinity: boolean('affinity').notNull().default(false),
  /** Asked for the order where the strategy is `script`. */
  policyId: text('policy_id').references(() => policies.id),
  /** May the policy read what the messages say? */
  policyReadsText: boolean('policy_reads_text').notNull().default(false),
  /** As the declared configuration writes it; null where answers are held to nothing. */
  validation: jsonb('validation').$type<GroupValidation>(),
  /** US dollars that a request may cost at most, as estimated. */
  ceilingUsd: numeric('ceiling_usd', { precision: 14, scale: 6, mode: 'number' }),
  /** What all requests to it may use together, as the declared configuration writes it; null for no limit. */
  limits: jsonb('limits').$type<Limits>(),
  managedBy: text('managed_by', { enum: managers }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
});

export const modelGroupAliases = pgTable('model_group_aliases', {
  alias: text('alias').primaryKey(),
  groupId: text('group_id')
    .notNull()
    .references(() => modelGroups.id, { onDelete: 'cascade' }),
  position: integer('position').notNull(),
});

/** One provider's model inside one group; position is the declared order. */
export const targets = pgTable(
  'targets',
  {
    groupId: text('group_id')
      .notNull()
      .references(() => modelGroups.id, { onDelete: 'cascade' }),
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    position: integer('position').notNull(),
    weight: integer('weight').notNull().default(1),
    priority: integer('priority').notNull().default(0),
    enabled: boolean('enabled').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.providerId, table.modelId] }),
    foreignKey({
      columns: [table.providerId, table.modelId],
      foreignColumns: [providerModels.providerId, providerModels.id],
    }),
  ],
);

/**
 * Every state a group was saved in, whole, so that any can be gone back to. They outlive the group. `document` is the group as the
 * declared file writes it, so that a later router reads it as it reads an older file; null says that the group was deleted.
 */
export const groupVersions = pgTable(
  'group_versions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    groupId: text('group_id').notNull(),
    /** From 1, for each group. */
    number: integer('number').notNull(),
    policyVersion: bigint('policy_version', { mode: 'number' }).notNull(),
    actor: text('actor').notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
    document: jsonb('document').$type<Record<string, unknown>>(),
  },
  (table) => [
    unique('group_versions_group_number_key').on(table.groupId, table.number),
    index('group_versions_group_idx').on(table.groupId, table.policyVersion),
  ],
);
