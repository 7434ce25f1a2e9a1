import { and, asc, eq, exists, gt, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Database, Transaction } from '../../../db/client';
import { callers, callerTokens, projects, tokenGroups, users } from '../../../db/schema';
import type { Manager, TokenStatus } from '../../exchange/statuses';
import type { TokenList, TokenQuery, TokenRow } from '../contract';
import { readAllowLists, readLastUses } from './read-token-facts';

export interface FoundToken {
  tokenId: string;
  callerId: number;
  user: string;
  project: string;
  environment: string;
  key: string;
  status: TokenStatus;
  expiresAt: Date | null;
  rotatesAt: Date | null;
  managedBy: Manager;
  createdAt: Date;
}

/** Tokens by their id, a page at a time: what an administrator may see, which is everything but the secret. */
export async function listTokens(
  database: Database,
  query: z.output<typeof TokenQuery>,
  now = new Date(),
): Promise<TokenList> {
  const { user, project, group, status, after, limit } = query;
  const found = await selectTokens(database, now, [
    user === undefined ? undefined : eq(callers.userId, user),
    project === undefined ? undefined : eq(callers.projectId, project),
    group === undefined ? undefined : exists(allowing(database, group)),
    status === undefined ? undefined : eq(statusAt(now), status),
    after === undefined ? undefined : gt(callerTokens.tokenId, after),
  ]).limit(limit + 1);
  const rows = await describeTokens(database, found.slice(0, limit));
  return { object: 'list', data: rows, has_more: found.length > limit };
}

export async function getToken(database: Database, tokenId: string, now = new Date()): Promise<TokenRow | null> {
  const found = await findToken(database, tokenId, now);
  const [row] = found ? await describeTokens(database, [found]) : [];
  return row ?? null;
}

export async function findToken(
  database: Database | Transaction,
  tokenId: string,
  now: Date,
): Promise<FoundToken | null> {
  const [found] = await selectTokens(database, now, [eq(callerTokens.tokenId, tokenId)]);
  return found ?? null;
}

function selectTokens(database: Database | Transaction, now: Date, conditions: (SQL | undefined)[]) {
  const { tokenId, callerId, environment, key, expiresAt, rotatesAt, managedBy, createdAt } = callerTokens;
  return database
    .select({
      ...{ tokenId, callerId, environment, key, expiresAt, rotatesAt, managedBy, createdAt },
      user: callers.userId,
      project: callers.projectId,
      status: statusAt(now),
    })
    .from(callerTokens)
    .innerJoin(callers, eq(callers.id, callerTokens.callerId))
    .innerJoin(users, eq(users.id, callers.userId))
    .innerJoin(projects, eq(projects.id, callers.projectId))
    .where(and(...conditions))
    .orderBy(asc(callerTokens.tokenId));
}

/** As requests meet it (lib/callers/authenticate-caller.ts), by the clock that they go by. */
function statusAt(now: Date): SQL<TokenStatus> {
  const holders = sql`(${users.status}, ${callers.status}, ${projects.status})`;
  const moment = sql`${now.toISOString()}::timestamptz`;
  return sql<TokenStatus>`case
    when ${callerTokens.status} <> 'active' then ${callerTokens.status}
    when 'disabled' in ${holders} then 'disabled'
    when 'suspended' in ${holders} then 'suspended'
    when ${callerTokens.rotatesAt} <= ${moment} then 'rotated'
    when ${callerTokens.expiresAt} <= ${moment} then 'expired'
    else 'active' end`;
}

function allowing(database: Database, group: string) {
  return database
    .select({ tokenId: tokenGroups.tokenId })
    .from(tokenGroups)
    .where(and(eq(tokenGroups.tokenId, callerTokens.tokenId), eq(tokenGroups.groupId, group)));
}

async function describeTokens(database: Database, tokens: readonly FoundToken[]): Promise<TokenRow[]> {
  const ids = tokens.map(({ tokenId }) => tokenId);
  const allow = await readAllowLists(database, ids);
  const uses = await readLastUses(database, ids);
  return tokens.map((token) => ({
    token_id: token.tokenId,
    user: token.user,
    project: token.project,
    environment: token.environment,
    key: token.key,
    status: token.status,
    allow: allow.get(token.tokenId) ?? [],
    expires_at: token.expiresAt?.toISOString() ?? null,
    rotates_at: token.rotatesAt?.toISOString() ?? null,
    managed_by: token.managedBy,
    created_at: token.createdAt.toISOString(),
    last_used_at: uses.get(token.tokenId)?.at ?? null,
    last_client: uses.get(token.tokenId)?.client ?? null,
  }));
}
