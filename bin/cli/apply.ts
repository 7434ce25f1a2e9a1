import { Command } from 'commander';
import type { ApplyAnswer, ApplyRequest } from '../../lib/admin/contract';
import { openAdminApi } from './admin-api';
import { CommandFailed } from './command-failed';
import { renderChanges } from './difference';
import { exitCodes } from './exit-codes';
import { examples, globalsOf } from './globals';
import { paintFor, plain } from './paint';
import { readConfiguration } from './read-configuration';
import { print, printJson, type Surroundings, say } from './surroundings';

export function applyCommand(surroundings: Surroundings): Command {
  return new Command('apply')
    .summary('make the server what a file declares')
    .description('Makes the server what a file declares, all of it or nothing. Applied twice, it changes nothing.')
    .argument('<file>', 'the declared configuration; - reads it from stdin')
    .option('--dry-run', 'only show what would change; ends with 5 when something would, else with 0')
    .option('--prune', 'also take away what a file declared before and this one does not')
    .addHelpText(
      'after',
      `\nSecrets: \${NAME} in api_key and token is filled in from the environment of this command.${examples(
        'router apply router.yaml --dry-run',
        'router apply router.yaml',
        'router export --url https://old.example.com | router apply -',
      )}`,
    )
    .action(async (name: string, options: { dryRun?: boolean; prune?: boolean }, command: Command) => {
      const globals = globalsOf(command);
      const { file, text, secrets, policyFiles } = await readConfiguration(name, surroundings);
      const body: ApplyRequest = {
        file,
        text,
        secrets,
        policy_files: policyFiles,
        dry_run: options.dryRun ?? false,
        prune: options.prune ?? false,
      };
      const api = openAdminApi(globals, surroundings);
      const answer = await api.post<ApplyAnswer>('/config/apply', 'changes', body).catch((error: unknown) => {
        throw inFile(error, file);
      });
      if (globals.json) printJson(surroundings, answer);
      else show(answer, file, surroundings);
      if (answer.dry_run && answer.changes.length > 0) surroundings.exitCode = exitCodes.wouldChange;
    });
}

function show({ changes, notices, dry_run, version }: ApplyAnswer, file: string, surroundings: Surroundings): void {
  const paint = paintFor(surroundings.stdout, surroundings.environment);
  if (changes.length > 0) print(surroundings, renderChanges(changes, paint));
  const warning = paintFor(surroundings.stderr, surroundings.environment).yellow('!');
  for (const notice of notices) say(surroundings, `${warning} ${plain(notice)}`);
  const count = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  if (changes.length === 0) print(surroundings, `${file}: nothing to change`);
  else if (dry_run) print(surroundings, `\n${file}: ${count} to make; nothing was changed (--dry-run)`);
  else print(surroundings, `\n${file}: ${count} made, policy version ${version}`);
}

/** The server tells the mistakes; which file they are in, this end knows. */
function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof CommandFailed) || error.problems.length === 0) return error;
  const { exit, code, requestId, problems } = error;
  const message = `${file} cannot be used`;
  return new CommandFailed(exit, code, message, { problems, file, ...(requestId ? { requestId } : {}) });
}
