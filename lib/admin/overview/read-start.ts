import { eq, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callerTokens, modelGroups, providers, usageRecords } from '../../../db/schema';

/** The way from an empty deployment to its first request. What the built-in demo brings does not count: it goes again. */
export interface StartSteps {
  object: 'start';
  provider: boolean;
  group: boolean;
  token: boolean;
  request: boolean;
}

export async function readStart(database: Database): Promise<StartSteps> {
  const ownedBy = (table: typeof providers | typeof modelGroups | typeof callerTokens): SQL =>
    sql`exists (select from ${table} where ${ne(table.managedBy, 'demo')})`;
  const own = sql`select from ${callerTokens} where ${ne(callerTokens.managedBy, 'demo')} and exists (
    select from ${usageRecords} where ${eq(usageRecords.tokenId, callerTokens.tokenId)})`;
  const [row] = await database.execute<{ provider: boolean; grp: boolean; token: boolean; request: boolean }>(sql`
    select ${ownedBy(providers)} as provider, ${ownedBy(modelGroups)} as grp, ${ownedBy(callerTokens)} as token,
      exists (${own}) as request`);
  const { provider = false, grp = false, token = false, request = false } = row ?? {};
  return { object: 'start', provider, group: grp, token, request };
}
