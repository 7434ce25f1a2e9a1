import type { Readable, Writable } from 'node:stream';

/** Everything a command meets of the machine it runs on. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  /** The folder in which the command was typed: files are named from there. */
  typedIn: string;
  /** The folder that a relative ROUTER_DATA_DIR counts from, as it does for the server: a clone's own, else `typedIn`. */
  home: string;
  stdin: Readable & { isTTY?: boolean };
  stdout: Screen;
  stderr: Screen;
  /** What the process ends with when nothing throws. */
  exitCode: number;
}

/** A stream that may be a terminal. */
export type Screen = Writable & { isTTY?: boolean; columns?: number };

export interface Globals {
  url?: string;
  insecure: boolean;
  json: boolean;
}

/** The words for the person; stdout is for what was asked. */
export function say(surroundings: Surroundings, text: string): void {
  surroundings.stderr.write(`${text}\n`);
}

export function print(surroundings: Surroundings, text: string): void {
  surroundings.stdout.write(`${text}\n`);
}

export function printJson(surroundings: Surroundings, value: unknown): void {
  print(surroundings, JSON.stringify(value, null, surroundings.stdout.isTTY ? 2 : 0));
}
