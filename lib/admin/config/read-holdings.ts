import { asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import {
  callers,
  callerTokens,
  modelGroups,
  policies,
  projects,
  providers,
  tokenGroups,
  users,
} from '../../../db/schema';
import type { HolderStatus, Manager, TokenStatus } from '../../exchange/statuses';
import { isAmong } from '../is-among';

/** All users, projects, callers and tokens there are: who could be taken away, and who stands on them. */
export interface Holdings {
  users: readonly { id: string; managedBy: Manager }[];
  projects: readonly { id: string; managedBy: Manager; status: HolderStatus }[];
  callers: readonly { id: number; userId: string; projectId: string; managedBy: Manager; status: HolderStatus }[];
  tokens: readonly { tokenId: string; callerId: number; managedBy: Manager; status: TokenStatus }[];
}

/** Read only where something may be taken away: there may be a hundred thousand tokens. */
export async function readHoldings(transaction: Transaction): Promise<Holdings> {
  const { tokenId, callerId, managedBy, status } = callerTokens;
  return {
    users: await transaction.select({ id: users.id, managedBy: users.managedBy }).from(users),
    projects: await transaction.select().from(projects),
    callers: await transaction.select().from(callers),
    tokens: await transaction.select({ tokenId, callerId, managedBy, status }).from(callerTokens),
  };
}

/** Whether anything of the built-in demo is there: the question of every apply, and nearly always no. */
export async function hasDemo(transaction: Transaction): Promise<boolean> {
  const tables = [providers, policies, modelGroups, users, projects, callers, callerTokens];
  const questions = tables.map((table) => sql`exists (select from ${table} where ${eq(table.managedBy, 'demo')})`);
  const [row] = await transaction.execute<{ found: boolean }>(sql`select ${sql.join(questions, sql` or `)} as found`);
  return row?.found === true;
}

/** The allow lists, as they are, of the tokens that may use any of these groups. */
export async function readAllowances(
  transaction: Transaction,
  groupIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (groupIds.length === 0) return new Map();
  const holders = await transaction
    .selectDistinct({ tokenId: tokenGroups.tokenId })
    .from(tokenGroups)
    .where(isAmong(tokenGroups.groupId, groupIds));
  const allow = new Map(holders.map(({ tokenId }) => [tokenId, [] as string[]]));
  const rows = await transaction
    .select()
    .from(tokenGroups)
    .where(isAmong(tokenGroups.tokenId, [...allow.keys()]));
  for (const { tokenId, groupId } of rows) allow.get(tokenId)?.push(groupId);
  return allow;
}

/** Whose these tokens are. */
export async function readOwners(transaction: Transaction, tokenIds: readonly string[]): Promise<Map<string, Manager>> {
  if (tokenIds.length === 0) return new Map();
  const { tokenId, managedBy } = callerTokens;
  const rows = await transaction.select({ tokenId, managedBy }).from(callerTokens).where(isAmong(tokenId, tokenIds));
  return new Map(rows.map((row) => [row.tokenId, row.managedBy]));
}

/** Every token's allow list. */
export async function readAllAllowLists(transaction: Transaction): Promise<Map<string, string[]>> {
  const lists = new Map<string, string[]>();
  for (const { tokenId, groupId } of await transaction.select().from(tokenGroups).orderBy(asc(tokenGroups.groupId))) {
    const list = lists.get(tokenId);
    if (list) list.push(groupId);
    else lists.set(tokenId, [groupId]);
  }
  return lists;
}
