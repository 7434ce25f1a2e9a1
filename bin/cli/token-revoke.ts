import { Command } from 'commander';
import type { TokenRow } from '../../lib/admin/contract';
import { openAdminApi } from './admin-api';
import { confirm } from './confirm';
import { examples, globalsOf } from './globals';
import { printJson, type Surroundings, say } from './surroundings';
import { tokenIdArgument } from './token-id-argument';

export function tokenRevokeCommand(surroundings: Surroundings): Command {
  return new Command('revoke')
    .summary('end a token for good')
    .description('Ends a token for good: its next request is refused, and nothing makes it active again.')
    .argument('<token-id>', 'the part before the secret: rtr_metrum_alice_demo_dev_k1')
    .option('-y, --yes', 'do not ask; needed where there is no terminal to ask at')
    .addHelpText('after', examples('router token revoke rtr_metrum_alice_demo_dev_k1 --yes'))
    .action(async (given: string, { yes = false }: { yes?: boolean }, command: Command) => {
      const globals = globalsOf(command);
      const tokenId = tokenIdArgument(given, surroundings);
      const api = openAdminApi(globals, surroundings);
      if (!yes) await confirm(`Revoke ${tokenId} at ${api.server.origin} for good?`, surroundings);
      const row = await api.post<TokenRow>(`/tokens/${encodeURIComponent(tokenId)}/revoke`, 'token_id', {});
      if (globals.json) return printJson(surroundings, row);
      say(surroundings, `${row.token_id} is revoked`);
    });
}
