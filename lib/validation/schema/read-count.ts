import type { Reader } from './reader';

/** A length or a number of things, as a schema states it. */
export function readCount(value: unknown, reader: Reader, at: string): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? value
    : reader.refuse(at, 'must be a whole number, 0 or more');
}
