import { type Command, CommanderError } from 'commander';
import { CommandFailed } from './command-failed';
import { exitCodes } from './exit-codes';
import { createProgram } from './program';
import { sayFailure } from './say-failure';
import type { Surroundings } from './surroundings';

/** Runs one command of the command line and gives the exit code. */
export async function run(
  args: readonly string[],
  { typedIn, home }: Pick<Surroundings, 'typedIn' | 'home'>,
): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  for (const screen of [stdout, stderr]) screen.on('error', endQuietly);
  return await runIn(args, { environment: env, typedIn, home, stdin, stdout, stderr, exitCode: exitCodes.done });
}

export async function runIn(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const program = createProgram(surroundings);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return surroundings.exitCode;
  } catch (error) {
    // Help and version come as errors too. Where help was not asked for, it has been printed in the place of an answer.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
    const failure = error instanceof CommanderError ? wrongUsage(error, program, args) : error;
    if (!(failure instanceof CommandFailed)) throw failure;
    sayFailure(failure, args.includes('--json'), surroundings);
    return exitCodes[failure.exit];
  }
}

function wrongUsage(error: CommanderError, program: Command, args: readonly string[]): CommandFailed {
  const message = error.message.replace(/^error: /, '');
  return new CommandFailed('usage', 'usage', message, { mend: `See: ${nameCommand(program, args)} --help` });
}

/** The command that was meant, as far as its words are known: `router token create`. */
function nameCommand(command: Command, args: readonly string[]): string {
  for (const [index, word] of args.entries()) {
    const next = command.commands.find((one) => one.name() === word);
    if (next) return `${command.name()} ${nameCommand(next, args.slice(index + 1))}`;
  }
  return command.name();
}

/** Whoever read us has read enough (`| head`): no failure. */
function endQuietly(error: Error & { code?: string }): void {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
}
