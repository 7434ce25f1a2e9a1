import { Command } from 'commander';
import type { AdminTokenRow } from '../../lib/admin/contract/admin-tokens';
import { openAdminApi } from './admin-api';
import { CommandFailed } from './command-failed';
import { confirm } from './confirm';
import { examples, globalsOf } from './globals';
import { tidyPasted } from './pasted-text';
import { printJson, type Surroundings, say } from './surroundings';

export function adminTokenRevokeCommand(surroundings: Surroundings): Command {
  return new Command('revoke')
    .summary('end an admin token for good')
    .description('Ends an admin token for good, and those that were made with it: their next request is refused.')
    .argument('<admin-token-id>', 'rtradmin_ and the twelve letters and digits after it')
    .option('-y, --yes', 'do not ask; needed where there is no terminal to ask at')
    .addHelpText('after', examples('router admin token revoke rtradmin_0123456789ab --yes'))
    .action(async (given: string, { yes = false }: { yes?: boolean }, command: Command) => {
      const globals = globalsOf(command);
      const id = readId(given, surroundings);
      const api = openAdminApi(globals, surroundings);
      if (!yes) await confirm(`Revoke ${id} at ${api.server.origin} for good?`, surroundings);
      const path = `/admin-tokens/${id}/revoke`;
      const row = await api.post<AdminTokenRow & { also_revoked: string[] }>(path, 'admin_token_id', {});
      if (globals.json) return printJson(surroundings, row);
      say(surroundings, `${[row.admin_token_id, ...row.also_revoked].join(', ')}: revoked`);
    });
}

/** Someone who pastes a whole token means that one; its secret goes no further. */
function readId(given: string, surroundings: Surroundings): string {
  const [, id, secret] = /^(rtradmin_[0-9a-z]{12})(_[\w-]+)?$/.exec(tidyPasted(given)) ?? [];
  if (!id) {
    throw new CommandFailed('usage', 'usage', 'that is no id of an admin token', {
      mend: 'It is rtradmin_ and twelve letters and digits; router admin token list shows them all.',
    });
  }
  if (secret)
    say(
      surroundings,
      'That was a whole token. Only its id is used, but its secret is now in the history of this shell.',
    );
  return id;
}
