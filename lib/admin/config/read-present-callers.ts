import type { Transaction } from '../../../db/client';
import { callers, callerTokens, projects, tokenGroups, users } from '../../../db/schema';
import type { Declared } from '../../config/declared';
import { isAmong } from '../is-among';
import { listTokens, nameCaller, type Present } from './present';

export async function readHolders(
  transaction: Transaction,
  declared: Declared,
): Promise<Pick<Present, 'users' | 'projects' | 'callers'>> {
  const userIds = [...new Set(declared.callers.map(({ user }) => user))];
  const projectIds = new Set([
    ...declared.projects.map(({ id }) => id),
    ...declared.callers.map(({ project }) => project),
  ]);
  const userRows = await transaction.select().from(users).where(isAmong(users.id, userIds));
  const projectRows = await transaction
    .select()
    .from(projects)
    .where(isAmong(projects.id, [...projectIds]));
  const callerRows = await transaction.select().from(callers).where(isAmong(callers.userId, userIds));
  return {
    users: new Map(userRows.map((row) => [row.id, row])),
    projects: new Map(projectRows.map((row) => [row.id, row])),
    callers: new Map(callerRows.map((row) => [nameCaller(row.userId, row.projectId), row])),
  };
}

export async function readTokens(
  transaction: Transaction,
  declared: Declared,
  org: string,
): Promise<Pick<Present, 'tokens' | 'secretHolders'>> {
  const listed = listTokens(declared, org);
  const tokenIds = listed.map(({ tokenId }) => tokenId);
  const hashes = listed.map(({ token }) => token.sha256);
  const rows = await transaction.select().from(callerTokens).where(isAmong(callerTokens.tokenId, tokenIds));
  const allowRows = await transaction.select().from(tokenGroups).where(isAmong(tokenGroups.tokenId, tokenIds));
  const holderRows = await transaction
    .select({
      sha256: callerTokens.tokenSha256,
      tokenId: callerTokens.tokenId,
      status: callerTokens.status,
      managedBy: callerTokens.managedBy,
    })
    .from(callerTokens)
    .where(isAmong(callerTokens.tokenSha256, hashes));

  const allow = new Map(rows.map(({ tokenId }) => [tokenId, [] as string[]]));
  for (const { tokenId, groupId } of allowRows) allow.get(tokenId)?.push(groupId);
  return {
    tokens: new Map(
      rows.map(({ tokenId, tokenSha256, status, expiresAt, rotatesAt, tier, limits, managedBy }) => [
        tokenId,
        {
          sha256: tokenSha256,
          allow: allow.get(tokenId) ?? [],
          status,
          expiresAt: expiresAt?.getTime() ?? null,
          rotatesAt: rotatesAt?.getTime() ?? null,
          tier,
          limits,
          managedBy,
        },
      ]),
    ),
    secretHolders: new Map(holderRows.map(({ sha256, ...holder }) => [sha256, holder])),
  };
}
