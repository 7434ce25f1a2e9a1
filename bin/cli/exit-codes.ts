/** What a program reads of how a command ended. `--help` and the docs page tell the same. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  unauthorized: 4,
  wouldChange: 5,
} as const;
export type ExitName = keyof typeof exitCodes;

export const exitCodeWords: Record<ExitName, string> = {
  done: 'done',
  refused: 'refused: by the server, by a file with a mistake, or doctor found something failed',
  usage: 'wrong usage of the command line',
  unreachable: 'the server cannot be reached, or cannot answer now',
  unauthorized: 'no admin token, or the server does not take it',
  wouldChange: 'apply --dry-run: it would change something',
};
