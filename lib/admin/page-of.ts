import { and, type SQL } from 'drizzle-orm';
import type { Placed, RowOrder } from './row-order';

interface Asked {
  after?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Where a page of an order begins, or ends where one goes back. */
export function placesOf({ beyond }: RowOrder, { after, before }: Asked): SQL | undefined {
  return and(
    after === undefined ? undefined : beyond(after, 'after'),
    before === undefined ? undefined : beyond(before, 'before'),
  );
}

/** Which way rows are read, so that those next to the place come first. */
export function wayOf({ by, reverse }: RowOrder, { before }: Asked): SQL[] {
  return before === undefined ? by : reverse;
}

/** A page, of one row more than was asked for, which tells whether there is a page beyond; and the places of its neighbours. */
export function pageOf(found: readonly Placed[], { placeOf }: RowOrder, { after, before, limit }: Asked) {
  const rows = found.slice(0, limit);
  const goesBack = before !== undefined;
  if (goesBack) rows.reverse();
  const isMore = found.length > limit;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    ids: rows.map(({ id }) => id),
    answer: {
      object: 'list' as const,
      has_more: goesBack || isMore,
      previous: first && (goesBack ? isMore : after !== undefined) ? placeOf(first) : null,
      next: last && (goesBack || isMore) ? placeOf(last) : null,
    },
  };
}

/** Rows in the order of these ids; what has gone in the meantime is left out. */
export function inOrder<Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): Row[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
