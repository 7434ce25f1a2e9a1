import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { onErrors } from '../../lib/exchange/on-error';
import { managers } from '../../lib/exchange/statuses';
import { ownStrategies } from '../../lib/routing/strategies';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A TypeScript policy: how a model group whose strategy is `script` orders its targets. */
export const policies = pgTable('policies', {
  id: text('id').primaryKey(),
  title: text('title'),
  /** The number of the version in force; null while there are only drafts. */
  published: integer('published'),
  deadlineMs: integer('deadline_ms'),
  onError: text('on_error', { enum: onErrors }).notNull().default('fallback'),
  fallback: text('fallback', { enum: ownStrategies }).notNull().default('weighted'),
  managedBy: text('managed_by', { enum: managers }).notNull(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
  updatedAt: moment('updated_at').notNull().default(sql`now()`),
});

/**
 * Every source that was saved, checked and compiled: a draft until it is published, archived once another one is. Rows are never
 * changed but for `published_at`. `code` is the JavaScript that runs, `digest` its SHA-256.
 */
export const policyVersions = pgTable(
  'policy_versions',
  {
    policyId: text('policy_id')
      .notNull()
      .references(() => policies.id, { onDelete: 'cascade' }),
    /** From 1, for each policy. */
    number: integer('number').notNull(),
    source: text('source').notNull(),
    code: text('code').notNull(),
    /** Which line of the source each line of the code comes from. */
    lines: jsonb('lines').$type<number[]>().notNull(),
    digest: text('digest').notNull(),
    hasValidate: boolean('has_validate').notNull(),
    actor: text('actor').notNull(),
    at: moment('at').notNull().default(sql`now()`),
    /** When it was published last; null for a draft. */
    publishedAt: moment('published_at'),
  },
  (table) => [
    primaryKey({ columns: [table.policyId, table.number] }),
    index('policy_versions_at_idx').on(table.policyId, table.at),
  ],
);
