import { Command } from 'commander';
import type { AdministratorWithLink } from '../../lib/admin/contract/administrators';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { sayLinkWords } from './link-words';
import { print, type Surroundings } from './surroundings';

export function adminResetCommand(surroundings: Surroundings): Command {
  return new Command('reset')
    .summary('a new link for somebody to choose a password')
    .description(
      'For a password that was forgotten, or a link that is over. The present password works until the link is used; using it ends their sessions.',
    )
    .argument('<name>', 'what they sign in as')
    .addHelpText('after', examples('router admin reset olga@example.com'))
    .action(async (name: string, _options: object, command: Command) => {
      const globals = globalsOf(command);
      const path = `/administrators/${encodeURIComponent(name)}/reset`;
      const answer = await openAdminApi(globals, surroundings).post<AdministratorWithLink>(path, 'link', {});
      if (globals.json) return print(surroundings, JSON.stringify(answer));
      sayLinkWords(surroundings, `${answer.name}, ${answer.role}`, answer.link);
      print(surroundings, answer.link.url);
    });
}
