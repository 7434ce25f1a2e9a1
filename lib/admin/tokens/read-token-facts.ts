import { asc, eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { tokenGroups } from '../../../db/schema';
import { isAmong } from '../is-among';

/** The groups that each of these tokens may use, sorted. */
export async function readAllowLists(database: Database, tokenIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await database
    .select()
    .from(tokenGroups)
    .where(isAmong(tokenGroups.tokenId, tokenIds))
    .orderBy(asc(tokenGroups.groupId));
  const lists = new Map<string, string[]>();
  for (const { tokenId, groupId } of rows) lists.set(tokenId, [...(lists.get(tokenId) ?? []), groupId]);
  return lists;
}

/** The groups that one token may use, sorted. */
export async function readAllowList(transaction: Transaction, tokenId: string): Promise<string[]> {
  const rows = await transaction.select().from(tokenGroups).where(eq(tokenGroups.tokenId, tokenId));
  return rows.map(({ groupId }) => groupId).sort();
}

/** When each was last used, and by what: one step into an index for each, however many records there are. */
export async function readLastUses(
  database: Database,
  tokenIds: readonly string[],
): Promise<Map<string, { at: string; client: string | null }>> {
  if (tokenIds.length === 0) return new Map();
  const rows = await database.execute<{ token_id: string; ms: string; client: string | null }>(sql`
    select asked.token_id, floor(extract(epoch from last.started_at) * 1000)::text as ms, last.client
    from json_array_elements_text(${JSON.stringify(tokenIds)}::text::json) as asked (token_id)
    cross join lateral (
      select started_at, client from usage_records
      where usage_records.token_id = asked.token_id order by started_at desc limit 1
    ) as last`);
  return new Map(
    rows.map(({ token_id, ms, client }) => [token_id, { at: new Date(Number(ms)).toISOString(), client }]),
  );
}
