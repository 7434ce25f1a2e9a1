import { type Command, InvalidArgumentError } from 'commander';
import type { Globals } from './surroundings';
import { parseMoment, parseTimeSpan } from './time-span';

/** The options that every command has. */
export function addGlobals(program: Command): Command {
  return program
    .option('--url <address>', 'the server (default: ROUTER_URL, else this machine’s at PORT, 3000)')
    .option('--insecure', 'send the admin token over plain http to another machine')
    .option('--json', 'for programs: the admin API’s own answers, and errors as JSON');
}

export function globalsOf(command: Command): Globals {
  const { url, insecure = false, json = false } = command.optsWithGlobals<Partial<Globals>>();
  return { ...(url === undefined ? {} : { url }), insecure, json };
}

/** Readers of option values: what is wrong is told beside the option. */
export function readSpan(text: string): number {
  const seconds = parseTimeSpan(text);
  if (seconds === null) throw new InvalidArgumentError('Expected a time span such as 30m, 24h or 7d.');
  return seconds;
}

export const readMoment = (direction: 'ahead' | 'ago') => (text: string) => {
  const moment = parseMoment(text, new Date(), direction);
  if (moment === null) throw new InvalidArgumentError('Expected 90d, 2027-01-31 or 2027-01-31T12:00:00Z.');
  return moment;
};

/** `a,b` and `a, b`, and the option given again. */
export function readList(text: string, before: string[] = []): string[] {
  const names = text.split(/[\s,]+/).filter(Boolean);
  return [...new Set([...before, ...names])];
}

export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
