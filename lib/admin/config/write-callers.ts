import { sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { callers, callerTokens, projects, tokenGroups, users } from '../../../db/schema';
import type { Manager } from '../../exchange/statuses';
import { isAmong } from '../is-among';
import { insertRows } from './insert-rows';
import type { Writes } from './plan-apply';
import type { TokenWrite } from './plan-tokens';
import { nameCaller } from './present';

type CallerWrites = Pick<Writes, 'users' | 'projects' | 'callers' | 'tokens' | 'movedTokenIds'>;

/** Users, projects, callers and their tokens, which all get the version of this change. */
export async function writeCallers(
  transaction: Transaction,
  writes: CallerWrites,
  { version, manager }: { version: number; manager: Manager },
): Promise<void> {
  await writeHolders(transaction, writes, manager);
  // Their rows leave no trace but their number, by which a snapshot knows to read all tokens anew (lib/snapshot/load.ts).
  if (writes.movedTokenIds.length > 0) {
    await transaction.delete(callerTokens).where(isAmong(callerTokens.tokenId, writes.movedTokenIds));
  }
  const tokenIds = writes.tokens.map(({ tokenId }) => tokenId);
  const moved = writes.tokens.filter(({ hasNewSecret }) => hasNewSecret).map(({ tokenId }) => tokenId);
  // Two tokens may change secrets with each other, and at no moment may both have the same one.
  if (moved.length > 0) {
    await transaction
      .update(callerTokens)
      .set({ tokenSha256: sql`'moving ' || ${callerTokens.tokenId}` })
      .where(isAmong(callerTokens.tokenId, moved));
  }
  if (tokenIds.length > 0) await transaction.delete(tokenGroups).where(isAmong(tokenGroups.tokenId, tokenIds));
  const callerIds = await findCallerIds(transaction, writes.tokens);
  const tokenRows = writes.tokens.map((token) => renderTokenRow(token, callerIds, version));
  await insertRows(transaction, callerTokens, tokenRows, [callerTokens.tokenId]);
  const allowRows = writes.tokens.flatMap(({ tokenId, allow }) => allow.map((groupId) => ({ tokenId, groupId })));
  await insertRows(transaction, tokenGroups, allowRows);
}

async function writeHolders(transaction: Transaction, writes: CallerWrites, manager: Manager): Promise<void> {
  await insertRows(transaction, users, writes.users, [users.id]);
  const projectRows = writes.projects.map((project) => {
    return { ...project, limits: project.limits ?? null, managedBy: project.managedBy ?? manager };
  });
  await insertRows(transaction, projects, projectRows, [projects.id]);
  const callerRows = writes.callers.map(({ user, project, status, managedBy }) => {
    return { userId: user, projectId: project, status, managedBy: managedBy ?? manager };
  });
  await insertRows(transaction, callers, callerRows, [callers.userId, callers.projectId]);
}

async function findCallerIds(transaction: Transaction, tokens: readonly TokenWrite[]): Promise<Map<string, number>> {
  const userIds = [...new Set(tokens.map(({ user }) => user))];
  const rows = await transaction.select().from(callers).where(isAmong(callers.userId, userIds));
  return new Map(rows.map(({ id, userId, projectId }) => [nameCaller(userId, projectId), id]));
}

function renderTokenRow(
  {
    tokenId,
    user,
    project,
    environment,
    key,
    sha256,
    status,
    expiresAt,
    rotatesAt,
    tier,
    limits,
    managedBy,
  }: TokenWrite,
  callerIds: ReadonlyMap<string, number>,
  version: number,
) {
  const callerId = callerIds.get(nameCaller(user, project));
  if (callerId === undefined) throw new Error(`the caller of ${tokenId} was not written`);
  return {
    ...{ tokenId, callerId, environment, key, status },
    tokenSha256: sha256,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    rotatesAt: rotatesAt === null ? null : new Date(rotatesAt),
    tier: tier ?? null,
    limits: limits ?? null,
    changedIn: version,
    managedBy,
    updatedAt: new Date(),
  };
}
