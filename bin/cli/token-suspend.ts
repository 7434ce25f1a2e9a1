import { Command } from 'commander';
import type { TokenRow } from '../../lib/admin/contract';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { printJson, type Surroundings, say } from './surroundings';
import { tokenIdArgument } from './token-id-argument';

export function tokenSuspendCommand(surroundings: Surroundings): Command {
  return statusCommand(surroundings, 'suspend')
    .summary('have a token refused until it is resumed')
    .description('Suspends a token: its requests are refused from the next one on, until `token resume`.')
    .addHelpText('after', examples('router token suspend rtr_metrum_alice_demo_dev_k1'));
}

export function tokenResumeCommand(surroundings: Surroundings): Command {
  return statusCommand(surroundings, 'resume')
    .summary('make a suspended token active again')
    .description('Makes a suspended or disabled token active again, from its next request on.')
    .addHelpText('after', examples('router token resume rtr_metrum_alice_demo_dev_k1'));
}

function statusCommand(surroundings: Surroundings, verb: 'suspend' | 'resume'): Command {
  return new Command(verb)
    .argument('<token-id>', 'the part before the secret: rtr_metrum_alice_demo_dev_k1')
    .action(async (given: string, _options: object, command: Command) => {
      const globals = globalsOf(command);
      const tokenId = tokenIdArgument(given, surroundings);
      const api = openAdminApi(globals, surroundings);
      const row = await api.post<TokenRow>(`/tokens/${encodeURIComponent(tokenId)}/${verb}`, 'token_id', {});
      if (globals.json) return printJson(surroundings, row);
      // A resumed token may still be held up by its caller, its user or its project.
      say(surroundings, `${row.token_id} is ${row.status}`);
    });
}
