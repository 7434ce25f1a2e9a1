import { Command } from 'commander';
import type { DemoReport } from '../../lib/admin/contract';
import { askModel, listModels } from '../../lib/demo/story';
import { openAdminApi } from './admin-api';
import { CommandFailed } from './command-failed';
import { examples, globalsOf } from './globals';
import { paintFor } from './paint';
import { print, printJson, type Surroundings } from './surroundings';
import { renderTable } from './table';

export function demoCommand(surroundings: Surroundings): Command {
  return new Command('demo')
    .summary('the demo’s first two requests, ready to paste')
    .description('Prints the demo’s two requests, its tokens, and what each of its model groups is there to show.')
    .addHelpText('after', examples('router demo'))
    .action(async (_options: unknown, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const report = await api.get<DemoReport>('/demo', 'demo');
      if (report.demo === null) {
        throw new CommandFailed('refused', 'no-demo', `${api.server.origin} is no demo`, {
          mend: 'A server makes one on its first start with nothing configured: ROUTER_DATA_DIR=.demo PORT=3001 npm start. For this server: router token create.',
        });
      }
      if (globals.json) return printJson(surroundings, report);
      show(report.demo, surroundings);
    });
}

function show(demo: NonNullable<DemoReport['demo']>, surroundings: Surroundings): void {
  const { stdout, environment } = surroundings;
  const paint = paintFor(stdout, environment);
  const { origin, tokens, groups } = demo;
  const first = groups.find(({ id }) => id === 'default') ?? groups[0];
  const columns = [
    { title: 'MODEL', value: (group: (typeof groups)[number]) => group.id },
    { title: 'SHOWS', value: (group: (typeof groups)[number]) => group.story, mayShrink: true },
  ];
  print(
    surroundings,
    [
      'What may its token use?',
      '',
      ...listModels(origin, tokens.good),
      '',
      `Ask one${demo.provider === 'mock' ? '' : `, which ${demo.provider} answers`}:`,
      '',
      ...askModel(origin, tokens.good, first?.id),
      '',
      'Then put another name in its place:',
      '',
      renderTable(columns, groups, { paint, ...(stdout.isTTY ? { width: stdout.columns } : {}) }),
      '',
      paint.dim('# further tokens: one that has expired, one that may use nothing'),
      tokens.expired,
      tokens.empty,
    ].join('\n'),
  );
}
