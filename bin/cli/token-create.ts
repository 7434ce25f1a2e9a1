import { Command, InvalidArgumentError, Option } from 'commander';
import type { CreatedToken, CreateTokenRequest } from '../../lib/admin/contract';
import { userKinds } from '../../lib/exchange/statuses';
import { tidyLimits } from '../../lib/exchange/tidy-limits';
import { openAdminApi } from './admin-api';
import { examples, globalsOf, readList, readMoment } from './globals';
import { print, type Surroundings } from './surroundings';
import { sayTokenWords } from './token-words';

interface Options {
  user: string;
  project: string;
  env?: string;
  key?: string;
  kind?: CreateTokenRequest['kind'];
  allow: string[];
  expires?: string;
  tier?: number;
  requestsPerMinute?: number;
  concurrency?: number;
  usdPerDay?: number;
  usdPerMonth?: number;
}

export function tokenCreateCommand(surroundings: Surroundings): Command {
  return new Command('create')
    .summary('a new token, shown once')
    .description(
      'Makes a token and prints it, this once: the server keeps only its hash. Alone on stdout, words on stderr.',
    )
    .requiredOption('--user <name>', 'who holds it: a person or a service account; made where it is not there')
    .requiredOption('--project <name>', 'the project they call from; made where it is not there')
    .requiredOption('--allow <groups>', 'the model groups it may use: default,fast', readList)
    .option('--env <name>', 'where it is used (default: dev)')
    .option('--key <name>', 'tells tokens of one environment apart (default: k and today’s date)')
    .addOption(new Option('--kind <kind>', 'of a user who is new (default: person)').choices(userKinds))
    .option(
      '--expires <when>',
      '90d, 2027-01-31 (its first moment, UTC), or a moment with its zone',
      readMoment('ahead'),
    )
    .option('--tier <tier>', 'the highest tier of a model it may use, 0 to 9 (default: all)', readTier)
    .option('--requests-per-minute <number>', 'limit: requests in any 60 seconds (default: none)', readCount)
    .option('--concurrency <number>', 'limit: requests under way at once (default: none)', readCount)
    .option('--usd-per-day <dollars>', 'limit: US dollars in a day, UTC (default: none)', readDollars)
    .option('--usd-per-month <dollars>', 'limit: US dollars in a month, UTC (default: none)', readDollars)
    .addHelpText(
      'after',
      examples(
        'router token create --user alice --project demo --allow default,fast --expires 90d',
        'ROUTER_TOKEN=$(router token create --user ci --kind service --project build --allow default)',
        'router token create --user alice --project demo --allow default --requests-per-minute 60 --usd-per-month 50',
        'router token create --user alice --project demo --allow default --json',
      ),
    )
    .action(async (options: Options, command: Command) => {
      const globals = globalsOf(command);
      const { user, project, env, key, kind, allow, expires, tier } = options;
      const limits = limitsOf(options);
      const body: CreateTokenRequest = {
        user,
        project,
        allow,
        ...(env === undefined ? {} : { env }),
        ...(key === undefined ? {} : { key }),
        ...(kind === undefined ? {} : { kind }),
        ...(expires === undefined ? {} : { expires_at: expires }),
        ...(tier === undefined ? {} : { tier }),
        ...(limits === null ? {} : { limits }),
      };
      const api = openAdminApi(globals, surroundings);
      const { token, token_id } = await api.post<CreatedToken>('/tokens', 'token', body);
      if (globals.json) return print(surroundings, JSON.stringify({ token, token_id }));
      const facts = [`Token id  ${token_id}`, `May use   ${allow.join(', ') || 'nothing yet'}`];
      sayTokenWords(surroundings, api.server.origin, [...facts, `Expires   ${expires ?? 'never'}`]);
      print(surroundings, token);
    });
}

function readTier(text: string): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number from 0 to 9.');
}

function limitsOf({ requestsPerMinute, concurrency, usdPerDay, usdPerMonth }: Options) {
  const usd = { day: usdPerDay, month: usdPerMonth };
  return tidyLimits({ requests_per_minute: requestsPerMinute, concurrency, usd });
}

/** How large it may be is the server's to say. */
function readCount(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number from 1.');
}

function readDollars(text: string): number {
  if (/^\d{1,10}(\.\d{1,6})?$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('expected US dollars above 0, such as 12.50.');
}
