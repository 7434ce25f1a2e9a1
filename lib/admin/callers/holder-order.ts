import { count, eq, max, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callers, callerTokens, projects, users } from '../../../db/schema';
import type { ProjectSort, UserSort } from '../contract/callers';
import { micros, orderRows } from '../row-order';
import { lastUse } from '../tokens/last-use';

export type HolderSort = UserSort | ProjectSort;

/** Users or projects in one order, and what has to be joined to them for it; null where they go by their names alone. */
export function orderHolders(
  database: Database,
  by: 'user' | 'project',
  { sort, direction }: { sort: HolderSort; direction: 'asc' | 'desc' },
) {
  const { id } = by === 'user' ? users : projects;
  const sums = sumsOf(database, by, sort);
  const value = sums ? sql<string>`coalesce(${sums.value}, -1)` : undefined;
  return { sums, order: orderRows(id, value, direction) };
}

/** One number for each holder, made in one pass over all of them: a number that is asked for row by row is made for each row anew. */
function sumsOf(database: Database, by: 'user' | 'project', sort: HolderSort) {
  const column = by === 'user' ? callers.userId : callers.projectId;
  const fields = (value: SQL) => ({ name: sql<string>`${column}`.as('name'), value: value.as('value') });
  const tokens = (value: SQL) =>
    database.select(fields(value)).from(callers).innerJoin(callerTokens, eq(callerTokens.callerId, callers.id));
  switch (sort) {
    case 'user':
    case 'project':
      return null;
    case 'users':
    case 'projects':
      return database.select(fields(count())).from(callers).groupBy(column).as('sums');
    case 'tokens':
      return tokens(count()).groupBy(column).as('sums');
    case 'last_used_at':
      return tokens(micros(max(sql`last_use.at`)))
        .leftJoinLateral(lastUse(database), sql`true`)
        .groupBy(column)
        .as('sums');
  }
}
