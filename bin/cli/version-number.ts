import { InvalidArgumentError } from 'commander';

/** The number of a version, as it is typed. */
export function readNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected the number of a version.');
}
