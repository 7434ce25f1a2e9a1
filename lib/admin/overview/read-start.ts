import { eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callerTokens, modelGroups, providers, tokenGroups, usageRecords } from '../../../db/schema';

/** The way from an empty deployment to its first request. What the built-in demo brings does not count: it goes again. */
export interface StartSteps {
  object: 'start';
  provider: boolean;
  group: boolean;
  token: boolean;
  request: boolean;
}

export async function readStart(database: Database): Promise<StartSteps> {
  const ownedBy = (table: typeof providers | typeof modelGroups): SQL =>
    sql`exists (select from ${table} where ${ne(table.managedBy, 'demo')})`;
  /** One that may use nothing calls nothing; an allow list names no group that is not there. */
  const useful = sql`exists (select from ${callerTokens} where ${ne(callerTokens.managedBy, 'demo')} and ${eq(callerTokens.status, 'active')}
    and (${callerTokens.expiresAt} is null or ${callerTokens.expiresAt} > now())
    and exists (select from ${tokenGroups} where ${eq(tokenGroups.tokenId, callerTokens.tokenId)}))`;
  const own = sql`select from ${callerTokens} where ${ne(callerTokens.managedBy, 'demo')} and exists (
    select from ${usageRecords} where ${eq(usageRecords.tokenId, callerTokens.tokenId)})`;
  const [row] = await database.execute<{ provider: boolean; grp: boolean; token: boolean; request: boolean }>(sql`
    select ${ownedBy(providers)} as provider, ${ownedBy(modelGroups)} as grp, ${useful} as token,
      exists (${own}) as request`);
  const { provider = false, grp = false, token = false, request = false } = row ?? {};
  return { object: 'start', provider, group: grp, token, request };
}
