import { Command } from 'commander';
import type { PolicyList, PolicyRow } from '../../lib/admin/contract/policies';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { renderMoment } from './moment';
import { type Paint, paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

export function policiesListCommand(surroundings: Surroundings): Command {
  return new Command('list')
    .summary('every policy: what is in force, who asks it, how its calls end')
    .description('Lists policies: the version in force, the newest one, which groups ask it and how its calls end.')
    .addHelpText('after', examples('router policies', "router policies --json | jq -r '.data[].id'"))
    .action(async (_options: object, command: Command) => {
      const globals = globalsOf(command);
      const list = await openAdminApi(globals, surroundings).get<PolicyList>('/policies', 'data');
      if (globals.json) return printJson(surroundings, list);
      if (list.data.length === 0) return say(surroundings, 'There is no policy yet: router policies save --help');
      const { stdout, environment } = surroundings;
      const paint = paintFor(stdout, environment);
      const width = stdout.isTTY ? { width: stdout.columns } : {};
      print(surroundings, renderTable(columns(paint), list.data, { paint, ...width }));
    });
}

const columns = (paint: Paint): Column<PolicyRow>[] => [
  { title: 'POLICY', value: (row) => row.id },
  { title: 'IN FORCE', value: (row) => (row.published === null ? '–' : String(row.published)), align: 'right' },
  { title: 'NEWEST', value: (row) => String(row.latest), align: 'right' },
  { title: 'ASKED BY', value: (row) => row.groups.join(',') || '–', mayShrink: true },
  { title: 'CALLS', value: (row) => String(row.standing.calls), align: 'right' },
  {
    title: 'FAILED',
    value: (row) => String(row.standing.failures),
    align: 'right',
    paint: (text, row) => (row.standing.failures > 0 ? paint.yellow(text) : text),
  },
  {
    title: 'SUSPENDED UNTIL',
    value: (row) => renderMoment(row.standing.suspended_until),
    paint: (text, row) => (row.standing.suspended_until === null ? text : paint.red(text)),
  },
  { title: 'BY', value: (row) => row.managed_by },
];
