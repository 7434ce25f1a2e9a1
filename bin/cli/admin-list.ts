import { Command } from 'commander';
import type { AdministratorList, AdministratorRow } from '../../lib/admin/contract/administrators';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { renderMoment } from './moment';
import { type Paint, paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

export function adminListCommand(surroundings: Surroundings): Command {
  return new Command('list')
    .summary('who may open the console')
    .description('Lists administrators: role, status, how they come in and when they last did.')
    .addHelpText('after', examples('router admin list', "router admin list --json | jq -r '.data[].name'"))
    .action(async (_options: object, command: Command) => {
      const globals = globalsOf(command);
      const list = await openAdminApi(globals, surroundings).get<AdministratorList>('/administrators', 'data');
      if (globals.json) return printJson(surroundings, list);
      if (list.data.length === 0) return say(surroundings, 'Nobody may open the console yet: router admin create');
      const { stdout, environment } = surroundings;
      const paint = paintFor(stdout, environment);
      const width = stdout.isTTY ? { width: stdout.columns } : {};
      print(surroundings, renderTable(columns(paint), list.data, { paint, ...width }));
    });
}

const columns = (paint: Paint): Column<AdministratorRow>[] => [
  { title: 'NAME', value: (row) => row.name },
  { title: 'ROLE', value: (row) => row.role },
  {
    title: 'STATUS',
    value: statusOf,
    paint: (text, row) => (statusOf(row) === 'active' ? paint.green(text) : paint.red(text)),
  },
  { title: 'COMES IN BY', value: (row) => row.signs_in_by },
  { title: 'SESSIONS', value: (row) => String(row.sessions), align: 'right' },
  { title: 'LAST CAME IN', value: (row) => renderMoment(row.last_signed_in_at), mayShrink: true },
];

function statusOf({ status, locked_until, signs_in_by, link_expires_at }: AdministratorRow): string {
  if (status === 'disabled') return status;
  if (locked_until !== null) return 'locked';
  if (signs_in_by === 'link') return link_expires_at === null ? 'link is over' : 'invited';
  return status;
}
