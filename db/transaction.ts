import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type * as schema from './schema';

/** The store's tables through Drizzle; the same type whichever kind of store stands behind it. */
export type Database = PostgresJsDatabase<typeof schema>;

/** What `database.transaction` hands to its work. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
