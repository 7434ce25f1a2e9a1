import { inArray } from 'drizzle-orm';
import type { Manager } from '../../lib/exchange/statuses';
import type { Database } from '../client';
import { callerTokens, modelGroups, providers } from '../schema';

export interface PolicyContents {
  groups: ReadonlyMap<string, Manager>;
  providers: ReadonlyMap<string, Manager>;
  hasTokens: boolean;
}

/** What the store holds, as far as the demo must know it: is there anything, and whose is it? */
export async function readPolicyContents(database: Database): Promise<PolicyContents> {
  const groups = await database.select({ id: modelGroups.id, managedBy: modelGroups.managedBy }).from(modelGroups);
  const places = await database.select({ id: providers.id, managedBy: providers.managedBy }).from(providers);
  const tokens = await database.select({ id: callerTokens.tokenId }).from(callerTokens).limit(1);
  return {
    groups: new Map(groups.map(({ id, managedBy }) => [id, managedBy])),
    providers: new Map(places.map(({ id, managedBy }) => [id, managedBy])),
    hasTokens: tokens.length > 0,
  };
}

/** Does the store know each of these tokens? */
export async function knowsTokens(database: Database, hashes: readonly string[]): Promise<boolean> {
  const found = await database
    .select({ sha256: callerTokens.tokenSha256 })
    .from(callerTokens)
    .where(inArray(callerTokens.tokenSha256, [...hashes]));
  return found.length === hashes.length;
}
