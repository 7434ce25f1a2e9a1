import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** `column in (…)` with one parameter for any number of texts: a list of parameters ends at 65,535. */
export function isAmong(column: AnyColumn, texts: readonly string[]): SQL {
  return sql`${column} in (select json_array_elements_text(${JSON.stringify(texts)}::text::json))`;
}
