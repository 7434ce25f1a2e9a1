import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { AdminRefusal } from './admin-refusal';

/** A row by its id, and what the order goes by before that; null where that is the id alone. */
export interface Placed {
  id: string;
  orderValue: string | null;
}

export interface RowOrder {
  /** Undefined where the order goes by the id alone. */
  value: SQL<string> | undefined;
  by: SQL[];
  reverse: SQL[];
  /** The condition of standing behind (or before) a place in the order. */
  beyond(place: string, way: 'after' | 'before'): SQL;
  /** A row's own place. */
  placeOf(row: Placed): string;
}

/**
 * Rows in one order, with ties in the order of their ids, so that every row has a place of its own. A place names what it goes by, a
 * whole number, and the id: a page that begins behind it leaves out nothing and shows nothing twice, whatever was made or deleted since.
 */
export function orderRows(id: AnyColumn, value: SQL<string> | undefined, direction: 'asc' | 'desc'): RowOrder {
  const by = (way: 'asc' | 'desc') =>
    [...(value ? [value] : []), sql`${id}`].map((each) => sql`${each} ${sql.raw(way)}`);
  return {
    value,
    by: by(direction),
    reverse: by(direction === 'asc' ? 'desc' : 'asc'),
    beyond(place, way) {
      const isAbove = (direction === 'asc') === (way === 'after');
      const compare = sql.raw(isAbove ? '>' : '<');
      if (!value) return sql`${id} ${compare} ${place}`;
      const [, number, name] = /^(-?\d{1,19})\.([\w-]{1,512})$/.exec(place) ?? [];
      if (number === undefined || name === undefined || isBeyond(BigInt(number))) {
        throw new AdminRefusal('invalid', `${way}: expected what the page beside it gave as a place in this order`);
      }
      return sql`(${value}, ${id}) ${compare} (${number}::bigint, ${name})`;
    },
    placeOf: ({ id: name, orderValue }) => (value ? `${orderValue}.${name}` : name),
  };
}

/** The largest number of the store: later than any moment. */
export const greatest = 9_223_372_036_854_775_807n;
const isBeyond = (number: bigint) => number > greatest || number < -greatest;

/** Moments as whole microseconds: the store's own precision, which a JavaScript date has not. */
export const micros = (moment: SQL) => sql<string>`(extract(epoch from ${moment}) * 1000000)::bigint`;

/** What a row in an order by such moments says of it; null where it has none. */
export function readMicros({ orderValue }: Placed): string | null {
  const value = Number(orderValue ?? -1);
  return value < 0 ? null : new Date(Math.floor(value / 1000)).toISOString();
}
