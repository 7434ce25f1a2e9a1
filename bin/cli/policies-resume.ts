import { Command } from 'commander';
import type { PolicyAnswer } from '../../lib/admin/contract/policies';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { printJson, type Surroundings, say } from './surroundings';

export function policiesResumeCommand(surroundings: Surroundings): Command {
  return new Command('resume')
    .summary('let a policy run again that was suspended for overrunning')
    .description('Lets a policy run again at once that the server suspended because it overran again and again.')
    .argument('<policy>', 'the policy’s id')
    .addHelpText('after', examples('router policies resume mine'))
    .action(async (id: string, _options: object, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const row = await api.post<PolicyAnswer>(`/policies/${encodeURIComponent(id)}/resume`, 'versions', {});
      if (globals.json) return printJson(surroundings, row);
      say(surroundings, `${row.id} runs again`);
    });
}
