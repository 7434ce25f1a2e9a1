import type { z } from 'zod';
import type { Database } from '../../../db/client';
import type { AuditExport, AuditRow } from './asked';
import { readAudit } from './list';

/** As much as one answer holds; what is beyond is fetched with `before`. */
export const mostExported = 10_000;

/**
 * The events as a file: a table for a spreadsheet, or one JSON object a line. Where there are more than one answer holds, its
 * first line says so, and how to go on.
 */
export async function exportAudit(
  database: Database,
  { format, ...filter }: z.output<typeof AuditExport>,
  most = mostExported,
): Promise<string> {
  const found = await readAudit(database, filter, most + 1);
  const rows = found.slice(0, most);
  const last = found.length > most ? rows.at(-1) : undefined;
  return format === 'csv' ? renderCsv(rows, last) : renderLines(rows, last);
}

const columns = [
  ...(['id', 'at', 'actor', 'via', 'address', 'action', 'kind', 'object_id', 'policy_version', 'difference'] as const),
] satisfies (keyof AuditRow)[];

function renderCsv(rows: readonly AuditRow[], last: AuditRow | undefined): string {
  const lines = rows.map((row) => columns.map((name) => renderCell(row[name])).join(','));
  const cut = last ? [renderCell(explainCut(rows.length, last))] : [];
  return `${[...cut, columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe before it: whoever may name a group or a token must not run
 * anything on the machine of who reads the audit. Where a spreadsheet splits at semicolons or tabs, as many do outside of America,
 * quotes begin no cell for it and protect nothing: so it is done behind each of these as well.
 */
function renderCell(value: AuditRow[keyof AuditRow] | string): string {
  const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const harmless = typeof value === 'number' ? text : text.replace(formulaStart, `$1'`);
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The beginning of a cell, in whatever way lines are split, and what a formula begins with behind blanks and quotes; full-width forms count. */
const formulaStart = /(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])/g;

function renderLines(rows: readonly AuditRow[], last: AuditRow | undefined): string {
  const cut = last ? [{ cut: explainCut(rows.length, last), before: last.id }] : [];
  return [...cut, ...rows].map((row) => `${JSON.stringify(row)}\n`).join('');
}

function explainCut(count: number, last: AuditRow): string {
  return `Cut: these are the newest ${count} events; there are more. Ask again with before=${last.id}`;
}
