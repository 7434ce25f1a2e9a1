import type { Budget } from '../budget';

/** Where a value does not match a schema, and what it would have to be: words that a caller may read. */
export interface Mismatch {
  /** From the outside in. */
  path: (string | number)[];
  /** Goes on after the place: `must be a string`. */
  words: string;
}

/** Judges one value; spends of the budget what it looks at. */
export type Check = (value: unknown, budget: Budget) => Mismatch | null;

/** Why a schema cannot be read. */
export class SchemaProblem extends Error {
  /** What is wrong, as a sentence of its own: `it …` of the whole, else the place and what it does. */
  readonly sentence: string;
  constructor(at: string, words: string) {
    const place = shorten(at, 120);
    super(`${at === '' ? '' : `at ${place}: `}${words}`);
    this.name = 'SchemaProblem';
    this.sentence = `${at === '' ? 'it' : place} ${words}`;
  }
}

/** Steps of the budget for one look at one value by one word of a schema: about 100 ns. */
export const LOOK = 8;

export function mismatch(words: string): Mismatch {
  return { path: [], words };
}

/** The same, one level further out. */
export function within(key: string | number, found: Mismatch | null): Mismatch | null {
  if (found) found.path.unshift(key);
  return found;
}

/** The place and the words as one sentence's end. */
export function renderMismatch({ path, words }: Mismatch, whole: string): string {
  const place = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return `${place === '' ? whole : shorten(place, 120)} ${words}`;
}

export function shorten(text: string, most = 64): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
