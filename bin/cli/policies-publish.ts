import { Command } from 'commander';
import type { PolicyAnswer, PolicyChange } from '../../lib/admin/contract/policies';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { printJson, type Surroundings, say } from './surroundings';
import { readNumber } from './version-number';

export function policiesPublishCommand(surroundings: Surroundings): Command {
  return new Command('publish')
    .summary('put a version in force; an older one goes back to it')
    .description('Puts a version of a policy in force for every group that asks it, from the next request on.')
    .argument('<policy>', 'the policy’s id')
    .argument('[number]', 'which version; the newest when left out', readNumber)
    .addHelpText('after', examples('router policies publish mine', 'router policies publish mine 3'))
    .action(async (id: string, asked: number | undefined, _options: object, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const path = `/policies/${encodeURIComponent(id)}`;
      const { published, latest } = await api.get<PolicyAnswer>(path, 'versions');
      const body = { number: asked ?? latest, based_on: published };
      const done = await api.post<PolicyChange>(`${path}/publish`, 'published', body);
      if (globals.json) return printJson(surroundings, done);
      const was = published === null ? '' : `, in place of version ${published}`;
      say(
        surroundings,
        done.changed
          ? `${id}: version ${done.number} is in force${was}`
          : `${id}: version ${done.number} is in force already`,
      );
    });
}
