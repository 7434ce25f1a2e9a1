import { Command } from 'commander';
import type { PolicyAnswer, PolicyVersion, PolicyVersionAnswer } from '../../lib/admin/contract/policies';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { renderMoment } from './moment';
import { paintFor, plain } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';
import { readNumber } from './version-number';

export function policiesShowCommand(surroundings: Surroundings): Command {
  return new Command('show')
    .summary('a policy’s source, and on stderr its versions')
    .description(
      'Prints the source of a policy: the version in force, or the newest where none is, or the one asked for.',
    )
    .argument('<policy>', 'the policy’s id')
    .argument('[number]', 'which version', readNumber)
    .addHelpText('after', examples('router policies show by-prompt-size', 'router policies show mine 3 > mine.ts'))
    .action(async (id: string, asked: number | undefined, _options: object, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const path = `/policies/${encodeURIComponent(id)}`;
      const policy = await api.get<PolicyAnswer>(path, 'versions');
      const number = asked ?? policy.published ?? policy.latest;
      const version = await api.get<PolicyVersionAnswer>(`${path}/versions/${number}`, 'source');
      if (globals.json) return printJson(surroundings, { ...policy, number, source: version.source });
      const paint = paintFor(surroundings.stderr, surroundings.environment);
      say(surroundings, renderTable(columns, policy.versions, { paint }));
      say(surroundings, `\n${paint.bold(plain(policy.id))}, version ${number} (${version.status}):`);
      print(surroundings, plainLines(version.source.replace(/\n$/, '')));
    });
}

const columns: Column<PolicyVersion>[] = [
  { title: 'VERSION', value: (row) => String(row.number), align: 'right' },
  { title: 'STATUS', value: (row) => row.status },
  { title: 'SAVED', value: (row) => renderMoment(row.at) },
  { title: 'BY', value: (row) => row.actor },
];

/** A source keeps its lines and tabs, and nothing else that a terminal would obey. */
function plainLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(plain).join('\t'))
    .join('\n');
}
