import { Command } from 'commander';
import type { AdministratorRow } from '../../lib/admin/contract/administrators';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { printJson, type Surroundings, say } from './surroundings';

export function adminUnlockCommand(surroundings: Surroundings): Command {
  return new Command('unlock')
    .summary('open an account that wrong passwords have locked')
    .description('They can sign in at once with their password, and the wrong ones that were given count no more.')
    .argument('<name>', 'what they sign in as')
    .addHelpText('after', examples('router admin unlock olga@example.com'))
    .action(async (name: string, _options: object, command: Command) => {
      const globals = globalsOf(command);
      const path = `/administrators/${encodeURIComponent(name)}/unlock`;
      const row = await openAdminApi(globals, surroundings).post<AdministratorRow>(path, 'name', {});
      if (globals.json) return printJson(surroundings, row);
      say(surroundings, `${row.name} is unlocked`);
    });
}
