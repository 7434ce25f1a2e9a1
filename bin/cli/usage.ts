import { Command, Option } from 'commander';
import { type UsageFigures, type UsageReport, usageDimensions } from '../../lib/admin/contract';
import { openAdminApi } from './admin-api';
import { examples, globalsOf, readMoment } from './globals';
import { renderMoment } from './moment';
import { paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

type Options = Partial<Record<'from' | 'to' | 'by' | 'token' | 'project' | 'group', string>>;
type Row = UsageFigures & { name: string };

export function usageCommand(surroundings: Surroundings): Command {
  return new Command('usage')
    .summary('requests, tokens and cost')
    .description('What was used and what it cost, in US dollars. A request counts on the day it came, in UTC.')
    .option('--from <when>', 'from then on: 7d (ago), 2027-01-31, or a moment (default: 30d)', readMoment('ago'))
    .option('--to <when>', 'before then (default: now)', readMoment('ago'))
    .addOption(new Option('--by <what>', 'one row for each').choices(usageDimensions).default('group'))
    .option('--token <token-id>', 'only this token’s')
    .option('--project <name>', 'only this project’s')
    .option('--group <id>', 'only this model group’s')
    .addHelpText(
      'after',
      examples('router usage', 'router usage --from 7d --by user', 'router usage --by day --project demo --json'),
    )
    .action(async ({ from, to, by, token, project, group }: Options, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const report = await api.get<UsageReport>('/usage', 'totals', { from, to, by, token, project, group });
      if (globals.json) return printJson(surroundings, report);
      say(surroundings, `From ${renderMoment(report.from)} to ${renderMoment(report.to)} UTC, by ${report.by}`);
      if (report.rows.length === 0) return say(surroundings, 'Nothing was used.');
      const { stdout, environment } = surroundings;
      const paint = paintFor(stdout, environment);
      const footer = { name: 'total', ...report.totals };
      const width = stdout.isTTY ? { width: stdout.columns } : {};
      print(surroundings, renderTable(columns(report.by), report.rows, { paint, footer, ...width }));
    });
}

const columns = (by: string): Column<Row>[] => [
  { title: by.toUpperCase(), value: (row) => row.name, mayShrink: true },
  number('REQUESTS', (row) => row.requests),
  number('FAILED', (row) => row.failed),
  number('REFUSED', (row) => row.refused),
  number('INPUT', (row) => row.input_tokens),
  number('CACHED', (row) => row.cached_input_tokens),
  number('OUTPUT', (row) => row.output_tokens),
  { title: 'USD', value: (row) => row.usd.toFixed(4), align: 'right' },
];

function number(title: string, value: (row: Row) => number): Column<Row> {
  return { title, value: (row) => value(row).toLocaleString('en-US'), align: 'right' };
}
