import { Command, InvalidArgumentError, Option } from 'commander';
import type { PolicyChange, PolicyList } from '../../lib/admin/contract/policies';
import { readUtf8 } from '../../lib/config/utf8-text';
import { type OnError, onErrors } from '../../lib/exchange/on-error';
import { type OwnStrategy, ownStrategies } from '../../lib/routing/strategies';
import { openAdminApi } from './admin-api';
import { CommandFailed } from './command-failed';
import { examples, globalsOf } from './globals';
import { readBytes } from './read-configuration';
import { printJson, type Surroundings, say } from './surroundings';

interface Options {
  publish?: boolean;
  onError?: OnError;
  fallback?: OwnStrategy;
  deadline?: number | 'default';
}

export function policiesSaveCommand(surroundings: Surroundings): Command {
  return new Command('save')
    .summary('keep a file as a new version of a policy')
    .description(
      'Checks a TypeScript file and keeps it as a new version of a policy: a draft, or in force with --publish.',
    )
    .argument('<policy>', 'the policy’s id; a new one is made')
    .argument('<file>', 'the TypeScript; - reads it from stdin')
    .option('--publish', 'put it in force at once')
    .addOption(
      new Option(
        '--on-error <what>',
        'what a request whose call fails meets: the fallback’s order, or a refusal (default: as it is; of a new policy, fallback)',
      ).choices(onErrors),
    )
    .addOption(
      new Option(
        '--fallback <strategy>',
        'orders the targets where the policy does not (default: as it is; of a new policy, weighted)',
      ).choices(ownStrategies),
    )
    .option(
      '--deadline <ms>',
      'how long a call may compute, 1 to 1000 ms; default for 20 ms (default: as it is)',
      readDeadline,
    )
    .addHelpText(
      'after',
      examples(
        'router policies save mine mine.ts',
        'router policies save mine mine.ts --publish',
        'router policies save mine mine.ts --on-error fail --deadline 50',
      ),
    )
    .action(async (id: string, name: string, options: Options, command: Command) => {
      const { publish = false, onError, fallback, deadline } = options;
      const globals = globalsOf(command);
      const source = await readSource(name, surroundings);
      const api = openAdminApi(globals, surroundings);
      const { data } = await api.get<PolicyList>('/policies', 'data');
      const body = {
        source,
        publish,
        based_on: data.find((row) => row.id === id)?.latest ?? null,
        ...(onError === undefined ? {} : { on_error: onError }),
        ...(fallback === undefined ? {} : { fallback }),
        ...(deadline === undefined ? {} : { deadline_ms: deadline === 'default' ? null : deadline }),
      };
      const path = `/policies/${encodeURIComponent(id)}/versions`;
      const done = await api.post<PolicyChange>(path, 'number', body).catch((error: unknown) => {
        throw inFile(error, name === '-' ? 'stdin' : name);
      });
      if (globals.json) return printJson(surroundings, done);
      const isInForce = done.published === done.number;
      const kept = done.changed ? 'is kept' : 'has this source already';
      say(surroundings, `${id}: version ${done.number} ${kept}, ${isInForce ? 'and in force' : 'and not published'}`);
    });
}

/** Not null for the default: of an option that is what commander takes for no value. */
function readDeadline(text: string): number | 'default' {
  if (text === 'default') return text;
  const ms = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (ms >= 1 && ms <= 1_000) return ms;
  throw new InvalidArgumentError('expected milliseconds from 1 to 1000, or default.');
}

async function readSource(name: string, surroundings: Surroundings): Promise<string> {
  const { text } = { text: undefined, ...readUtf8(await readBytes(name, surroundings)) };
  if (text === undefined) throw new CommandFailed('refused', 'file', `${name} is not UTF-8`);
  return text;
}

/** The lines are those of the file. */
function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof CommandFailed) || error.problems.length === 0) return error;
  const { exit, code, requestId, problems } = error;
  const told = problems.map((problem) => ({ ...problem, path: '' }));
  return new CommandFailed(exit, code, `${file} cannot be saved`, {
    problems: told,
    file,
    ...(requestId ? { requestId } : {}),
  });
}
