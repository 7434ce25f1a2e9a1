import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { usageDay, usageFigures } from '../../db/queries/usage-figures';
import { usageRecords } from '../../db/schema';

/** What one token's requests of one day and group come to. */
export interface TokenUsageRow {
  date: string;
  group: string | null;
  requests: number;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  usd: number;
}

/** A token's usage from a moment on up to another, newest day first; counted by the store over the token's own index. */
export async function readTokenUsage(
  database: Database,
  { tokenId, from, to }: { tokenId: string; from: Date; to: Date },
): Promise<TokenUsageRow[]> {
  const first: SQL = sql`1`;
  const second: SQL = sql`2`;
  return await database
    .select({ date: usageDay, group: usageRecords.groupId, ...usageFigures })
    .from(usageRecords)
    .where(and(eq(usageRecords.tokenId, tokenId), gte(usageRecords.startedAt, from), lt(usageRecords.startedAt, to)))
    .groupBy(first, second)
    .orderBy(desc(first), second);
}
