import { Command } from 'commander';
import type { AdminTokenList, AdminTokenRow } from '../../lib/admin/contract/admin-tokens';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { renderMoment } from './moment';
import { type Paint, paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

export function adminTokenListCommand(surroundings: Surroundings): Command {
  return new Command('list')
    .summary('every admin token, without its secret')
    .description('Lists admin tokens, those that work first. The server’s own (ROUTER_ADMIN_TOKEN) is not among them.')
    .addHelpText('after', examples('router admin token list'))
    .action(async (_options: object, command: Command) => {
      const globals = globalsOf(command);
      const list = await openAdminApi(globals, surroundings).get<AdminTokenList>('/admin-tokens', 'data');
      if (globals.json) return printJson(surroundings, list);
      if (list.data.length === 0) return say(surroundings, 'There is no admin token but the server’s own.');
      const { stdout, environment } = surroundings;
      const paint = paintFor(stdout, environment);
      const width = stdout.isTTY ? { width: stdout.columns } : {};
      print(surroundings, renderTable(columns(paint), list.data, { paint, ...width }));
    });
}

const columns = (paint: Paint): Column<AdminTokenRow>[] => [
  { title: 'ADMIN TOKEN ID', value: (row) => row.admin_token_id },
  { title: 'FOR', value: (row) => row.title, mayShrink: true },
  { title: 'MAY', value: (row) => (row.scopes ? `${row.role}: ${row.scopes.join(',')}` : row.role), mayShrink: true },
  {
    title: 'STATUS',
    value: (row) => row.status,
    paint: (text, row) => (row.status === 'active' ? paint.green(text) : paint.red(text)),
  },
  { title: 'ENDS', value: (row) => renderMoment(row.expires_at) },
  { title: 'LAST USED', value: (row) => renderMoment(row.last_used_at), mayShrink: true },
];
