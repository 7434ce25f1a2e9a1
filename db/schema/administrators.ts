import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { administratorStatuses, type adminScopes, roles, signInMethods } from '../../lib/exchange/roles';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const created = () => moment('created_at').notNull().default(sql`now()`);

/** Who may open the console. `sessionVersion` grows when every session is to end: each is held to the one it began with. */
export const administrators = pgTable(
  'administrators',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** What they sign in as, in lower case: a name or an e-mail address. */
    name: text('name').notNull().unique(),
    role: text('role', { enum: roles }).notNull(),
    status: text('status', { enum: administratorStatuses }).notNull().default('active'),
    /** scrypt, as lib/auth/password.ts writes it; null for one who comes through OIDC, or was invited and has not come yet. */
    passwordHash: text('password_hash'),
    /** Of an OIDC provider: who vouches, and its own name for the person. */
    issuer: text('issuer'),
    subject: text('subject'),
    sessionVersion: integer('session_version').notNull().default(1),
    /** Wrong passwords since the last right one. */
    failedSignIns: integer('failed_sign_ins').notNull().default(0),
    lockedUntil: moment('locked_until'),
    lastSignedInAt: moment('last_signed_in_at'),
    createdBy: text('created_by').notNull(),
    createdAt: created(),
  },
  (table) => [unique('administrators_issuer_subject_key').on(table.issuer, table.subject)],
);

/** One browser that is signed in. Its cookie names this row; what the row says is what holds. */
export const adminSessions = pgTable(
  'admin_sessions',
  {
    id: text('id').primaryKey(),
    administratorId: bigint('administrator_id', { mode: 'number' })
      .notNull()
      .references(() => administrators.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    method: text('method', { enum: signInMethods }).notNull(),
    /** Where it began: the peer's address and the browser's own words. */
    address: text('address'),
    client: text('client'),
    createdAt: created(),
    seenAt: moment('seen_at').notNull().default(sql`now()`),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('admin_sessions_administrator_idx').on(table.administratorId)],
);

/** A link that lets somebody choose a password, once: the first owner's, an invitation, or in place of a forgotten one. */
export const adminInvitations = pgTable('admin_invitations', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tokenSha256: text('token_sha256').notNull().unique(),
  /** Null for the first owner, who is not there yet and chooses a name too. */
  administratorId: bigint('administrator_id', { mode: 'number' }).references(() => administrators.id, {
    onDelete: 'cascade',
  }),
  createdBy: text('created_by').notNull(),
  createdAt: created(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});

/** Tokens of the admin API, beside the server's own: the SHA-256, never the token. */
export const adminTokens = pgTable('admin_tokens', {
  /** Its public part, as the audit names it. */
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  tokenSha256: text('token_sha256').notNull().unique(),
  role: text('role', { enum: roles }).notNull(),
  /** The nouns it is narrowed to; null for all that its role may. */
  scopes: jsonb('scopes').$type<(typeof adminScopes)[number][]>(),
  createdBy: text('created_by').notNull(),
  createdAt: created(),
  expiresAt: moment('expires_at'),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
});
