import { Command } from 'commander';
import { adminTokenCreateCommand } from './admin-token-create';
import { adminTokenListCommand } from './admin-token-list';
import { adminTokenRevokeCommand } from './admin-token-revoke';
import type { Surroundings } from './surroundings';

export function adminTokenCommand(surroundings: Surroundings): Command {
  return new Command('token')
    .summary('create, list and revoke admin tokens')
    .description('Admin tokens: what programs show to the admin API. Each may what its role may, or less.')
    .addCommand(adminTokenCreateCommand(surroundings))
    .addCommand(adminTokenListCommand(surroundings))
    .addCommand(adminTokenRevokeCommand(surroundings));
}
