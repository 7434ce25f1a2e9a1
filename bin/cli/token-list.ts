import { Command, Option } from 'commander';
import type { TokenList, TokenRow } from '../../lib/admin/contract';
import { tokenStatuses } from '../../lib/exchange/statuses';
import { type AdminApi, openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { renderMoment } from './moment';
import { type Paint, paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

type Filters = Partial<Record<'search' | 'user' | 'project' | 'group' | 'status', string>>;

export function tokenListCommand(surroundings: Surroundings): Command {
  return new Command('list')
    .summary('every token, without its secret')
    .description('Lists tokens: id, status, what they may use, when they end and when they were last used.')
    .option('--search <words>', 'only those with each of these words in their id, which holds user and project')
    .option('--user <name>', 'only this user’s')
    .option('--project <name>', 'only this project’s')
    .option('--group <id>', 'only those that may use this model group')
    .addOption(new Option('--status <status>', 'only those of this status').choices(tokenStatuses))
    .addHelpText(
      'after',
      examples(
        'router token list --project demo',
        "router token list --search 'ali prod'",
        "router token list --status active --json | jq -r '.data[].token_id'",
      ),
    )
    .action(async ({ search, user, project, group, status }: Filters, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const tokens = await readAllPages(api, { search, user, project, group, status });
      if (globals.json) return printJson(surroundings, { object: 'list', data: tokens, has_more: false });
      if (tokens.length === 0) return say(surroundings, 'There is no such token.');
      const { stdout, environment } = surroundings;
      const paint = paintFor(stdout, environment);
      print(
        surroundings,
        renderTable(columns(paint), tokens, { paint, ...(stdout.isTTY ? { width: stdout.columns } : {}) }),
      );
    });
}

async function readAllPages(api: AdminApi, filters: Filters): Promise<TokenRow[]> {
  const tokens: TokenRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await api.get<TokenList>('/tokens', 'data', { ...filters, after, limit: '1000' });
    tokens.push(...page.data);
    const last = page.data.at(-1)?.token_id;
    if (!page.has_more || last === undefined || last === after) return tokens;
    after = last;
  }
}

const columns = (paint: Paint): Column<TokenRow>[] => [
  { title: 'TOKEN ID', value: (row) => row.token_id },
  {
    title: 'STATUS',
    value: (row) => row.status,
    paint: (text, row) => (row.status === 'active' ? paint.green(text) : paint.red(text)),
  },
  { title: 'MAY USE', value: (row) => row.allow.join(',') || '–', mayShrink: true },
  { title: 'ENDS', value: (row) => renderMoment(earliest(row.rotates_at, row.expires_at)) },
  { title: 'LAST USED', value: (row) => renderMoment(row.last_used_at), mayShrink: true },
  { title: 'BY', value: (row) => row.managed_by },
];

function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? one : other;
}
