import { isObject } from '../json-values';

/** What a body says that the neutral form does not hold, by name: nothing is dropped in silence (design rule 3). */
export interface Notes {
  /** No target of another dialect can be sent it. */
  foreign(name: string): void;
  /** It can be left out without harm. */
  unread(name: string): void;
  /** Notes every member beside those named as unread, but for those that say nothing. */
  rest(value: Record<string, unknown>, known: ReadonlySet<string>, where: string): void;
  all(): { foreign: readonly string[]; unread: readonly string[] };
}

export function openNotes(): Notes {
  const foreign = new Set<string>();
  const unread = new Set<string>();
  return {
    foreign: (name) => foreign.add(name),
    unread: (name) => unread.add(name),
    rest(value, known, where) {
      for (const name in value) if (!known.has(name) && saysSomething(value[name])) unread.add(where + name);
    },
    all: () => ({ foreign: [...foreign], unread: [...unread] }),
  };
}

/** SDKs write out what is not set: nulls, and lists and objects with nothing in them. */
function saysSomething(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}
