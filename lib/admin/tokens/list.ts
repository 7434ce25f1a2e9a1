import { and, eq, exists, gte, type SQL, sql } from 'drizzle-orm';
import type { PgSelect } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { Database, Transaction } from '../../../db/client';
import { callers, callerTokens, projects, tokenGroups, usageRecords, users } from '../../../db/schema';
import type { Limits } from '../../exchange/limits';
import type { Manager, TokenStatus } from '../../exchange/statuses';
import { tidyLimits } from '../../exchange/tidy-limits';
import type { TokenList, TokenQuery, TokenRow } from '../contract';
import { isAmong } from '../is-among';
import { inOrder, pageOf, placesOf, wayOf } from '../page-of';
import { lastUse } from './last-use';
import { readAllowLists, readLastUses } from './read-token-facts';
import { statusAt } from './status-at';
import { orderTokens } from './token-order';

export interface FoundToken {
  tokenId: string;
  callerId: number;
  user: string;
  project: string;
  environment: string;
  key: string;
  status: TokenStatus;
  ownStatus: TokenStatus;
  expiresAt: Date | null;
  rotatesAt: Date | null;
  tier: number | null;
  limits: Limits | null;
  managedBy: Manager;
  createdAt: Date;
  changedIn: number;
}

type Query = z.output<typeof TokenQuery>;

/** Tokens, a page at a time: what an administrator may see, which is everything but the secret. */
export async function listTokens(database: Database, query: Query, now = new Date()): Promise<TokenList> {
  const { sort, direction, limit } = query;
  const order = orderTokens(sort, direction);
  const filters = filterTokens(database, query, now);
  const { value = sql<string | null>`null` } = order;
  const selected = database.select({ id: callerTokens.tokenId, orderValue: value }).from(callerTokens).$dynamic();
  if (sort === 'last_used_at') selected.leftJoinLateral(lastUse(database), sql`true`);
  const found = await narrow(selected, query, [...filters, placesOf(order, query)])
    .orderBy(...wayOf(order, query))
    .limit(limit + 1);
  const { ids, answer } = pageOf(found, order, query);
  const counted = database
    .select({ total: sql`count(*)`.mapWith(Number) })
    .from(callerTokens)
    .$dynamic();
  const [all] = await narrow(counted, query, filters);
  const tokens = await selectTokens(database, now).where(isAmong(callerTokens.tokenId, ids));
  const data = inOrder(ids, await describeTokens(database, tokens), ({ token_id }) => token_id);
  return { ...answer, data, total: all?.total ?? 0 };
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
  const [found] = await selectTokens(database, now).where(eq(callerTokens.tokenId, tokenId));
  return found ?? null;
}

function filterTokens(database: Database, query: Query, now: Date): readonly (SQL | undefined)[] {
  const { search, user, project, environment, group, status, managed_by, expires_within, unused_days } = query;
  const moment = (days: number) => sql`${new Date(now.getTime() + days * 86_400_000).toISOString()}::timestamptz`;
  const { tokenId, expiresAt, createdAt } = callerTokens;
  return [
    // No pattern, so nothing that is typed can be one.
    ...searchedWords(search).map((word) => sql`strpos(${tokenId}, ${word}) > 0`),
    user === undefined ? undefined : eq(callers.userId, user),
    project === undefined ? undefined : eq(callers.projectId, project),
    environment === undefined ? undefined : eq(callerTokens.environment, environment),
    group === undefined ? undefined : exists(allowing(database, group)),
    status === undefined ? undefined : eq(statusAt(now), status),
    managed_by === undefined ? undefined : eq(callerTokens.managedBy, managed_by),
    expires_within === undefined
      ? undefined
      : sql`${expiresAt} > ${moment(0)} and ${expiresAt} <= ${moment(expires_within)}`,
    unused_days === undefined
      ? undefined
      : sql`${createdAt} < ${moment(-unused_days)} and not ${exists(usedSince(database, moment(-unused_days)))}`,
  ];
}

/** A few words; of a whole token that was pasted only the public part is looked for. */
function searchedWords(search = ''): string[] {
  const words = search
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean);
  return words.slice(0, 5).map((word) => /^rtr(_[a-z0-9-]+){5}(?=_)/.exec(word)?.[0] ?? word);
}

/** Narrows a question about tokens, with no more joined to them than it needs: a join of ten thousand rows is not for nothing. */
function narrow<Select extends PgSelect>(
  select: Select,
  { user, project, status }: Query,
  conditions: readonly (SQL | undefined)[],
): Select {
  if (user !== undefined || project !== undefined || status !== undefined) {
    select
      .innerJoin(callers, eq(callers.id, callerTokens.callerId))
      .innerJoin(users, eq(users.id, callers.userId))
      .innerJoin(projects, eq(projects.id, callers.projectId));
  }
  select.where(and(...conditions));
  return select;
}

function selectTokens(database: Database | Transaction, now: Date) {
  const { tokenId, callerId, environment, key, expiresAt, rotatesAt, tier, limits } = callerTokens;
  const { managedBy, createdAt, changedIn } = callerTokens;
  return database
    .select({
      ...{ tokenId, callerId, environment, key, expiresAt, rotatesAt, tier, limits, managedBy, createdAt, changedIn },
      user: callers.userId,
      project: callers.projectId,
      status: statusAt(now),
      ownStatus: callerTokens.status,
    })
    .from(callerTokens)
    .innerJoin(callers, eq(callers.id, callerTokens.callerId))
    .innerJoin(users, eq(users.id, callers.userId))
    .innerJoin(projects, eq(projects.id, callers.projectId))
    .$dynamic();
}

function usedSince(database: Database, moment: SQL) {
  const { tokenId, startedAt } = usageRecords;
  return database
    .select({ startedAt })
    .from(usageRecords)
    .where(and(eq(tokenId, callerTokens.tokenId), gte(startedAt, moment)));
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
    own_status: token.ownStatus,
    allow: allow.get(token.tokenId) ?? [],
    expires_at: token.expiresAt?.toISOString() ?? null,
    rotates_at: token.rotatesAt?.toISOString() ?? null,
    tier: token.tier,
    limits: tidyLimits(token.limits),
    managed_by: token.managedBy,
    created_at: token.createdAt.toISOString(),
    last_used_at: uses.get(token.tokenId)?.at ?? null,
    last_client: uses.get(token.tokenId)?.client ?? null,
    version: token.changedIn,
  }));
}
