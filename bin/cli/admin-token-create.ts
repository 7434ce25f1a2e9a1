import { Command, Option } from 'commander';
import {
  adminTokenDays,
  type CreateAdminTokenRequest,
  type CreatedAdminToken,
} from '../../lib/admin/contract/admin-tokens';
import { adminScopes, type Role, roles } from '../../lib/exchange/roles';
import { openAdminApi } from './admin-api';
import { examples, globalsOf, readList, readMoment } from './globals';
import { paintFor, plain } from './paint';
import { print, type Surroundings, say } from './surroundings';

interface Options {
  role: Role;
  for: string;
  only?: string[];
  expires?: string;
}

export function adminTokenCreateCommand(surroundings: Surroundings): Command {
  return new Command('create')
    .summary('a new admin token, shown once')
    .description(
      'Makes a token of the admin API and prints it, this once: the server keeps only its hash. Alone on stdout, words on stderr. It may no more than the token that makes it.',
    )
    .addOption(new Option('--role <role>', 'what it may').choices(roles).makeOptionMandatory())
    .requiredOption('--for <title>', 'what it is for, in your words')
    .option('--only <scopes>', `narrow it to some of: ${adminScopes.join(', ')}`, readList)
    .option(
      '--expires <when>',
      `30d, 2027-01-31 (its first moment, UTC), or a moment with its zone; ${adminTokenDays.most} days at most, ${adminTokenDays.usual} when left out`,
      readMoment('ahead'),
    )
    .addHelpText(
      'after',
      examples(
        'router admin token create --role viewer --only usage --for dashboard --expires 90d',
        'ROUTER_ADMIN_TOKEN=$(router admin token create --role admin --only configuration --for "the pipeline")',
      ),
    )
    .action(async (options: Options, command: Command) => {
      const globals = globalsOf(command);
      const { role, for: title, only, expires } = options;
      const body: CreateAdminTokenRequest = {
        ...{ role, title },
        // What is no scope is told by the server, which may be of another version.
        ...(only === undefined ? {} : { scopes: only as NonNullable<CreateAdminTokenRequest['scopes']> }),
        ...(expires === undefined ? {} : { expires_at: expires }),
      };
      const made = await openAdminApi(globals, surroundings).post<CreatedAdminToken>('/admin-tokens', 'token', body);
      if (globals.json) return print(surroundings, JSON.stringify(made));
      const paint = paintFor(surroundings.stderr, surroundings.environment);
      say(surroundings, plain(`Admin token id  ${made.admin_token_id}`));
      say(surroundings, plain(`May             ${made.role}${made.scopes ? `, only ${made.scopes.join(', ')}` : ''}`));
      say(surroundings, plain(`Expires         ${made.expires_at ?? 'never'}`));
      say(surroundings, `\n${paint.bold('The admin token. It is shown this once; store it now:')}`);
      print(surroundings, made.token);
    });
}
