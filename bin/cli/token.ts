import { Command } from 'commander';
import type { Surroundings } from './surroundings';
import { tokenCreateCommand } from './token-create';
import { tokenListCommand } from './token-list';
import { tokenRevokeCommand } from './token-revoke';
import { tokenRotateCommand } from './token-rotate';
import { tokenResumeCommand, tokenSuspendCommand } from './token-suspend';

export function tokenCommand(surroundings: Surroundings): Command {
  return new Command('token')
    .summary('create, list, rotate, suspend and revoke caller tokens')
    .description('Caller tokens: what people and programs show to the router.')
    .addCommand(tokenCreateCommand(surroundings))
    .addCommand(tokenListCommand(surroundings))
    .addCommand(tokenRotateCommand(surroundings))
    .addCommand(tokenSuspendCommand(surroundings))
    .addCommand(tokenResumeCommand(surroundings))
    .addCommand(tokenRevokeCommand(surroundings));
}
