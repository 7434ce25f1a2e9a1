import { Command } from 'commander';
import { adminCreateCommand } from './admin-create';
import { adminListCommand } from './admin-list';
import { adminResetCommand } from './admin-reset';
import { adminTokenCommand } from './admin-token';
import { adminUnlockCommand } from './admin-unlock';
import type { Surroundings } from './surroundings';

export function adminCommand(surroundings: Surroundings): Command {
  return new Command('admin')
    .summary('who may open the console, and admin tokens')
    .description('Administrators: who may open the console. Admin tokens: what programs show to the admin API.')
    .addCommand(adminCreateCommand(surroundings))
    .addCommand(adminListCommand(surroundings))
    .addCommand(adminResetCommand(surroundings))
    .addCommand(adminUnlockCommand(surroundings))
    .addCommand(adminTokenCommand(surroundings));
}
