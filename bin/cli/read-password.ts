import { CommandFailed } from './command-failed';
import type { Surroundings } from './surroundings';

/** More than any password is: what comes after it is not read. */
const mostCharacters = 4096;

/** The first line of standard input. Never a flag: everyone on a machine can read the flags of what runs there. */
export async function readPassword({ stdin }: Pick<Surroundings, 'stdin'>): Promise<string> {
  if (stdin.isTTY) {
    throw new CommandFailed('usage', 'usage', '--password-stdin reads what is piped to it, and this is a terminal', {
      mend: 'Pipe the password, or leave the option out: then you get a link with which they choose one.',
    });
  }
  let text = '';
  for await (const piece of stdin.setEncoding('utf8')) {
    text += piece;
    if (text.includes('\n') || text.length > mostCharacters) break;
  }
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw new CommandFailed('usage', 'usage', 'there is no password on standard input');
  return line;
}
