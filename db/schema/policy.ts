import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Through which door an administrator's change came. */
export const auditDoors = ['console', 'api'] as const;

/**
 * One row. `version` grows with every policy change, in the change's own transaction; `structureVersion` is the version at
 * which something other than tokens last changed, so that one token's change does not rebuild everything.
 */
export const policyState = pgTable('policy_state', {
  id: integer('id').primaryKey(),
  version: bigint('version', { mode: 'number' }).notNull(),
  structureVersion: bigint('structure_version', { mode: 'number' }).notNull(),
  /** A known text sealed with ROUTER_SECRET: tells a wrong secret at start. */
  canarySealed: text('canary_sealed'),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
});

/** Who changed what, written in the transaction of the change. Secrets never appear in `difference`. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull().default(sql`now()`),
    actor: text('actor').notNull(),
    /** `console`, `api`, or null for what the server itself did (a file at its start, the demo). */
    via: text('via', { enum: auditDoors }),
    /** The peer's address, where one is known. */
    address: text('address'),
    action: text('action').notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: text('object_id').notNull(),
    policyVersion: bigint('policy_version', { mode: 'number' }).notNull(),
    difference: jsonb('difference').$type<Record<string, { from: unknown; to: unknown }>>(),
  },
  (table) => [
    index('audit_events_at_idx').on(table.at),
    index('audit_events_object_idx').on(table.objectKind, table.objectId),
    index('audit_events_actor_idx').on(table.actor, table.at),
  ],
);
