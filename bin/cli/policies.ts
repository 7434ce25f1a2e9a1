import { Command } from 'commander';
import { policiesListCommand } from './policies-list';
import { policiesPublishCommand } from './policies-publish';
import { policiesResumeCommand } from './policies-resume';
import { policiesSaveCommand } from './policies-save';
import { policiesShowCommand } from './policies-show';
import type { Surroundings } from './surroundings';

export function policiesCommand(surroundings: Surroundings): Command {
  return new Command('policies')
    .summary('list, show, save and publish TypeScript policies')
    .description('TypeScript policies: what orders the targets of groups whose strategy is script.')
    .addCommand(policiesListCommand(surroundings), { isDefault: true })
    .addCommand(policiesShowCommand(surroundings))
    .addCommand(policiesSaveCommand(surroundings))
    .addCommand(policiesPublishCommand(surroundings))
    .addCommand(policiesResumeCommand(surroundings));
}
