import { type SQL, sql } from 'drizzle-orm';
import { callerTokens } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';
import type { TokenSort } from '../contract';

/** Of the join that knows when a token was last used (list.ts); null for one that never was. */
const lastUsedAt = sql`last_use.at`;

export interface TokenOrder {
  /** What the order goes by before the token id; undefined where that is the token id alone. */
  value: SQL<string | null> | undefined;
  by: SQL[];
  reverse: SQL[];
  /** The condition of standing behind (or before) a place in the order. */
  beyond(place: string, way: 'after' | 'before'): SQL;
  /** A row's own place. */
  placeOf(row: { tokenId: string; orderValue: string | null }): string;
}

/**
 * Tokens in one order, with ties in the order of their ids, so that every token has a place of its own. A place names what it goes
 * by and the token: a page that begins behind it leaves out nothing and shows nothing twice, whatever was made or deleted since.
 */
export function orderTokens(sort: TokenSort, direction: 'asc' | 'desc'): TokenOrder {
  const value = values[sort];
  const by = (way: 'asc' | 'desc') =>
    [...(value ? [value] : []), sql`${callerTokens.tokenId}`].map((each) => sql`${each} ${sql.raw(way)}`);
  return {
    value,
    by: by(direction),
    reverse: by(direction === 'asc' ? 'desc' : 'asc'),
    beyond(place, way) {
      const isAbove = (direction === 'asc') === (way === 'after');
      const compare = sql.raw(isAbove ? '>' : '<');
      if (!value) return sql`${callerTokens.tokenId} ${compare} ${place}`;
      const [, moment, tokenId] = /^(-?\d{1,19})\.([\w-]{1,512})$/.exec(place) ?? [];
      if (moment === undefined || tokenId === undefined || isBeyond(BigInt(moment))) {
        throw new AdminRefusal('invalid', `${way}: expected what the page beside it gave as a place in this order`);
      }
      return sql`(${value}, ${callerTokens.tokenId}) ${compare} (${moment}::bigint, ${tokenId})`;
    },
    placeOf: ({ tokenId, orderValue }) => (value ? `${orderValue}.${tokenId}` : tokenId),
  };
}

/** Later than any moment; the largest number of the store. */
const never = 9_223_372_036_854_775_807n;
const isBeyond = (moment: bigint) => moment > never || moment < -never;

/** Moments as whole microseconds: the store's own precision, which a JavaScript date has not. */
const micros = (moment: SQL) => sql<string>`(extract(epoch from ${moment}) * 1000000)::bigint`;

const values: Record<TokenSort, SQL<string | null> | undefined> = {
  token_id: undefined,
  created_at: micros(sql`${callerTokens.createdAt}`),
  last_used_at: sql<string>`coalesce(${micros(lastUsedAt)}, -1)`,
  expires_at: sql<string>`coalesce(${micros(sql`${callerTokens.expiresAt}`)}, ${sql.raw(String(never))})`,
};
