import { index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A row for each process that serves from this database, for as long as it takes requests: it says again and again that it lives. */
export const replicas = pgTable(
  'replicas',
  {
    id: uuid('id').primaryKey(),
    host: text('host').notNull(),
    pid: integer('pid').notNull(),
    startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
    seenAt: timestamp('seen_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [index('replicas_seen_at_idx').on(table.seenAt)],
);
