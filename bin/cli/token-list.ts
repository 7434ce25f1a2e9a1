import { Command, Option } from 'commander';
import type { TokenList, TokenRow } from '../../lib/admin/contract';
import { tokenStatuses } from '../../lib/exchange/statuses';
import { type AdminApi, openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { renderMoment } from './moment';
import { type Paint, paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

type Options = Partial<Record<'search' | 'user' | 'project' | 'group' | 'status', string>> & { wide?: boolean };

export function tokenListCommand(surroundings: Surroundings): Command {
  return new Command('list')
    .summary('every token, without its secret')
    .description('Lists tokens: id, status, what they may use, when they end and when they last asked for a model.')
    .option('--search <words>', 'only those with each of these words in their id, which holds user and project')
    .option('--user <name>', 'only this user’s')
    .option('--project <name>', 'only this project’s')
    .option('--group <id>', 'only those that may use this model group')
    .addOption(new Option('--status <status>', 'only those of this status').choices(tokenStatuses))
    .option('--wide', 'every column, with moments to the minute, and nothing cut')
    .addHelpText(
      'after',
      examples(
        'router token list --project demo',
        "router token list --search 'ali prod'",
        "router token list --status active --json | jq -r '.data[].token_id'",
      ),
    )
    .action(async ({ wide = false, ...filters }: Options, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const tokens = await readAllPages(api, filters);
      if (globals.json) return printJson(surroundings, { object: 'list', data: tokens, has_more: false });
      if (tokens.length === 0) return say(surroundings, 'There is no such token.');
      const { stdout, environment } = surroundings;
      const paint = paintFor(stdout, environment);
      const fits = !wide && stdout.isTTY && stdout.columns ? { width: stdout.columns } : {};
      print(surroundings, renderTable(wide ? allColumns(paint) : columns(paint), tokens, { paint, ...fits }));
    });
}

async function readAllPages(api: AdminApi, filters: Omit<Options, 'wide'>): Promise<TokenRow[]> {
  const tokens: TokenRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await api.get<TokenList>('/tokens', 'data', { ...filters, after, limit: '1000' });
    tokens.push(...page.data);
    const last = page.data.at(-1)?.token_id;
    if (!page.has_more || last === undefined || last === after) return tokens;
    after = last;
  }
}

/** What fits a usual terminal beside a long id, which is copied from here and so never cut. */
const columns = (paint: Paint): Column<TokenRow>[] => [
  ...common(paint),
  { title: 'ENDS', value: (row) => renderDay(endOf(row)) },
  { title: 'LAST USED', value: (row) => renderDay(row.last_used_at) },
];

const allColumns = (paint: Paint): Column<TokenRow>[] => [
  ...common(paint),
  { title: 'ENDS', value: (row) => renderMoment(endOf(row)) },
  { title: 'LAST USED', value: (row) => renderMoment(row.last_used_at) },
  { title: 'CLIENT', value: (row) => row.last_client ?? '–' },
  { title: 'MADE', value: (row) => renderMoment(row.created_at) },
  { title: 'BY', value: (row) => row.managed_by },
];

const common = (paint: Paint): Column<TokenRow>[] => [
  { title: 'TOKEN ID', value: (row) => row.token_id },
  {
    title: 'STATUS',
    value: (row) => row.status,
    paint: (text, row) => (row.status === 'active' ? paint.green(text) : paint.red(text)),
  },
  { title: 'MAY USE', value: (row) => row.allow.join(',') || '–', mayShrink: true },
];

/** The earlier of its expiry and the end of its overlap. */
function endOf({ rotates_at, expires_at }: TokenRow): string | null {
  if (rotates_at === null || expires_at === null) return rotates_at ?? expires_at;
  return Date.parse(rotates_at) < Date.parse(expires_at) ? rotates_at : expires_at;
}

function renderDay(moment: string | null): string {
  return renderMoment(moment).slice(0, '2027-01-31'.length);
}
