import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { Limits } from '../../lib/exchange/limits';
import { holderStatuses, managers, tokenStatuses, userKinds } from '../../lib/exchange/statuses';
import { modelGroups } from './groups';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const users = pgTable('users', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: userKinds }).notNull().default('person'),
  status: text('status', { enum: holderStatuses }).notNull().default('active'),
  managedBy: text('managed_by', { enum: managers }).notNull(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
});

export const projects = pgTable('projects', {
  id: text('id').primaryKey(),
  title: text('title'),
  status: text('status', { enum: holderStatuses }).notNull().default('active'),
  /** As the declared configuration writes them, here and on a token; null for none. */
  limits: jsonb('limits').$type<Limits>(),
  managedBy: text('managed_by', { enum: managers }).notNull(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
});

/** A user or service account in a project. */
export const callers = pgTable(
  'callers',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    status: text('status', { enum: holderStatuses }).notNull().default('active'),
    managedBy: text('managed_by', { enum: managers }).notNull(),
    createdAt: moment('created_at').notNull().default(sql`now()`),
  },
  (table) => [unique('callers_user_project_key').on(table.userId, table.projectId)],
);

/**
 * Caller tokens: the public id and the SHA-256 of the whole, never the token itself. `changedIn` is the policy version of
 * the row's last change (its groups included), so that a snapshot reads only what is newer than itself.
 */
export const callerTokens = pgTable(
  'caller_tokens',
  {
    tokenId: text('token_id').primaryKey(),
    tokenSha256: text('token_sha256').notNull().unique(),
    callerId: bigint('caller_id', { mode: 'number' })
      .notNull()
      .references(() => callers.id),
    environment: text('environment').notNull(),
    key: text('key').notNull(),
    status: text('status', { enum: tokenStatuses }).notNull().default('active'),
    expiresAt: moment('expires_at'),
    /** From then on the token counts as rotated, with no write: another was made in its place. */
    rotatesAt: moment('rotates_at'),
    /** 0 to 9: the highest tier of a model it may use; null for all. */
    tier: integer('tier'),
    limits: jsonb('limits').$type<Limits>(),
    changedIn: bigint('changed_in', { mode: 'number' }).notNull(),
    managedBy: text('managed_by', { enum: managers }).notNull(),
    createdAt: moment('created_at').notNull().default(sql`now()`),
    updatedAt: moment('updated_at').notNull().default(sql`now()`),
  },
  (table) => [
    index('caller_tokens_changed_in_idx').on(table.changedIn),
    index('caller_tokens_caller_idx').on(table.callerId),
  ],
);

export const tokenGroups = pgTable(
  'token_groups',
  {
    tokenId: text('token_id')
      .notNull()
      .references(() => callerTokens.tokenId, { onDelete: 'cascade' }),
    groupId: text('group_id')
      .notNull()
      .references(() => modelGroups.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.tokenId, table.groupId] })],
);
