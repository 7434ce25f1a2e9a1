import { and, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { matchesFilter, type UsageFilter } from './filter';

export function within(span: { from: Date; to: Date }, filter: UsageFilter): SQL | undefined {
  return and(gte(usageRecords.startedAt, span.from), lt(usageRecords.startedAt, span.to), matchesFilter(filter));
}

/** When the bucket of a record begins; null in the row of all of them together. */
export function bucketOf(seconds: number): SQL<Date | null> {
  return sql<Date | null>`date_bin(make_interval(secs => ${seconds}), ${usageRecords.startedAt}, '2000-01-01Z')`.mapWith(
    usageRecords.startedAt,
  );
}

/** Reads in one transaction whose sorts may stay in memory: a hundred thousand records do not fit into the usual 4 MB. */
export function readSorted<T>(database: Database, read: (transaction: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`set local work_mem = '32MB'`);
    return read(transaction);
  });
}
