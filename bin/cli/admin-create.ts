import { Command, Option } from 'commander';
import type { CreateAdministratorRequest, CreatedAdministrator } from '../../lib/admin/contract/administrators';
import { type Role, roles } from '../../lib/exchange/roles';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { sayLinkWords } from './link-words';
import { readPassword } from './read-password';
import { print, type Surroundings, say } from './surroundings';

export function adminCreateCommand(surroundings: Surroundings): Command {
  return new Command('create')
    .summary('somebody more who may open the console')
    .description(
      'Prints a link with which they choose a password: it works once, within 24 hours. Alone on stdout, words on stderr.',
    )
    .argument('<name>', 'what they sign in as: a name or an e-mail address')
    .addOption(new Option('--role <role>', 'what they may').choices(roles).makeOptionMandatory())
    .option('--password-stdin', 'no link: the password is the first line of standard input')
    .addHelpText(
      'after',
      examples(
        'router admin create olga@example.com --role owner',
        'pass show router/olga | router admin create olga --role owner --password-stdin',
      ),
    )
    .action(async (name: string, options: { role: Role; passwordStdin?: boolean }, command: Command) => {
      const globals = globalsOf(command);
      const password = options.passwordStdin ? await readPassword(surroundings) : undefined;
      const api = openAdminApi(globals, surroundings);
      const body: CreateAdministratorRequest = {
        name,
        role: options.role,
        ...(password === undefined ? {} : { password }),
      };
      const made = await api.post<CreatedAdministrator>('/administrators', 'name', body);
      if (globals.json) return print(surroundings, JSON.stringify(made));
      if (made.link === null) return say(surroundings, `${made.name} may sign in now, as ${made.role}`);
      sayLinkWords(surroundings, `${made.name}, ${made.role}`, made.link);
      print(surroundings, made.link.url);
    });
}
