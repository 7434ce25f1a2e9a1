import { type AnyColumn, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../../db/client';

/**
 * Inserts any number of rows; with `onConflict`, a row that is there takes every value that is given for it. A batch goes as
 * one JSON text: as parameters, which Drizzle writes out and the store describes one by one, ten thousand tokens take three
 * times as long. All rows give the same columns.
 */
export async function insertRows<Table extends PgTable>(
  transaction: Transaction,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  onConflict?: readonly AnyColumn[],
): Promise<void> {
  const given = new Set(Object.keys(rows[0] ?? {}));
  const columns = Object.entries(getTableColumns(table)).filter(([property]) => given.has(property));
  const names = join(columns.map(([, { name }]) => sql.identifier(name)));
  const read = join(columns.map(([, column]) => sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`));
  const upsert = onConflict
    ? replaceOn(
        onConflict,
        columns.map(([, column]) => column),
      )
    : sql.empty();

  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize).map((row) => renameKeys(row, columns));
    const text = JSON.stringify(batch);
    await transaction.execute(
      sql`insert into ${table} (${names}) select ${names} from json_to_recordset(${text}::text::json) as given (${read})${upsert}`,
    );
  }
}

/** The embedded store is busy for some 50 ms with as many. */
const batchSize = 500;

function replaceOn(keys: readonly AnyColumn[], columns: readonly AnyColumn[]): SQL {
  const target = join(keys.map(({ name }) => sql.identifier(name)));
  const values = columns.map(({ name }) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`);
  return sql` on conflict (${target}) do update set ${join(values)}`;
}

function renameKeys(row: object, columns: readonly (readonly [string, AnyColumn])[]): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(columns.map(([property, { name }]) => [name, values.get(property) ?? null]));
}

const join = (parts: readonly (SQL | ReturnType<typeof sql.identifier>)[]) => sql.join([...parts], sql`, `);
