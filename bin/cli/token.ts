import { Command } from 'commander';
import type { Surroundings } from './surroundings';
import { tokenCreateCommand } from './token-create';
import { tokenListCommand } from './token-list';
import { tokenRevokeCommand } from './token-revoke';
import { tokenRotateCommand } from './token-rotate';

export function tokenCommand(surroundings: Surroundings): Command {
  return new Command('token')
    .summary('create, list, rotate and revoke caller tokens')
    .description('Caller tokens: what people and programs show to the router.')
    .addCommand(tokenCreateCommand(surroundings))
    .addCommand(tokenListCommand(surroundings))
    .addCommand(tokenRotateCommand(surroundings))
    .addCommand(tokenRevokeCommand(surroundings));
}
