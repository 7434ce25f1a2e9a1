/**
 * Usage records into PGlite by COPY, the cheapest way in: a third of what taking JSON apart in SQL costs, and this is most
 * of what a request costs a process that has its store inside (docs/decisions/2026-11-22-usage-by-copy.md).
 *
 * COPY knows no "on conflict": a batch that was stored before, or holds what the store cannot take, fails whole, and whoever
 * called goes the slower way that can tell (db/queries/insert-usage.ts).
 */

/** The columns of usage_records, by the names a record's JSON has. A test compares them with the schema. */
export const recordColumns = [
  'id',
  'request_id',
  'started_at',
  'token_id',
  'user_id',
  'project_id',
  'environment',
  'client',
  'endpoint',
  'stream',
  'model_asked',
  'group_id',
  'provider_id',
  'model_id',
  'status',
  'outcome',
  'fault',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'price_id',
  'cost_usd',
  'latency_ms',
  'first_token_ms',
  'attempts',
  'reasons',
  'tries',
  'fell_back',
  'estimated',
];

/** @param {import('@electric-sql/pglite').PGlite} store @param {string} lines a record's JSON each */
export async function copyUsage(store, lines) {
  let text = '';
  for (const line of lines.split('\n')) {
    const record = JSON.parse(line);
    text += `${recordColumns.map((name) => field(record[name])).join('\t')}\n`;
  }
  await store.query(`copy usage_records (${recordColumns.join(', ')}) from '/dev/blob'`, [], {
    blob: new Blob([text]),
  });
}

/** One value in COPY's text form. */
function field(value) {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (mark) => escapes[mark]) : text;
}

const escapes = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
