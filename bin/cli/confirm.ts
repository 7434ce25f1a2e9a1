import { createInterface } from 'node:readline/promises';
import { CommandFailed } from './command-failed';
import type { Surroundings } from './surroundings';

/** Asks at the terminal, and takes anything but a yes for a no. */
export async function confirm(question: string, { stdin, stderr }: Surroundings): Promise<void> {
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new CommandFailed('usage', 'not-confirmed', 'there is no terminal to ask at', {
      mend: 'Say it beforehand: --yes',
    });
  }
  const asked = createInterface({ input: stdin, output: stderr });
  const answer = await new Promise<string>((resolve) => {
    // Ctrl-C and Ctrl-D close it without an answer.
    asked.once('close', () => resolve(''));
    asked.question(`${question} [y/N] `).then(resolve, () => resolve(''));
  });
  asked.close();
  if (!/^\s*y(es)?\s*$/i.test(answer)) throw new CommandFailed('refused', 'not-confirmed', 'Nothing was changed.');
}
