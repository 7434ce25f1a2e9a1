import { type SQL, sql } from 'drizzle-orm';
import { callerTokens } from '../../../db/schema';
import type { TokenSort } from '../contract';
import { greatest, micros, orderRows, type RowOrder } from '../row-order';

export function orderTokens(sort: TokenSort, direction: 'asc' | 'desc'): RowOrder {
  return orderRows(callerTokens.tokenId, values[sort], direction);
}

const values: Record<TokenSort, SQL<string> | undefined> = {
  token_id: undefined,
  created_at: micros(sql`${callerTokens.createdAt}`),
  // Of the join that knows when a token was last used (list.ts); null for one that never was.
  last_used_at: sql<string>`coalesce(${micros(sql`last_use.at`)}, -1)`,
  expires_at: sql<string>`coalesce(${micros(sql`${callerTokens.expiresAt}`)}, ${sql.raw(String(greatest))})`,
};
