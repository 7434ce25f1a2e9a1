import { download } from '../../../../_act/download';

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' } as const;

/** What the filter of the page shows, as a file. */
export function GET(request: Request): Promise<Response> {
  const input = Object.fromEntries(new URL(request.url).searchParams);
  const format = input.format === 'jsonl' ? 'jsonl' : 'csv';
  const file = `audit-${new Date().toISOString().slice(0, 10)}.${format}`;
  return download('audit.export', { ...input, format }, { file, type: types[format] });
}
