import { fillers, formsOf, stemOf } from './words';

export interface TextPart {
  part: string;
  /** Is it one of the words that were looked for? */
  isMeant: boolean;
}

/** A text cut where what was looked for begins and ends. */
export function partsOf(text: string, found: ReadonlySet<string>): TextPart[] {
  const meant = singleWords(found);
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(anyWord)) {
    if (!isMeant(word, meant)) continue;
    if (index > end) parts.push({ part: text.slice(end, index), isMeant: false });
    parts.push({ part: word, isMeant: true });
    end = index + word.length;
  }
  if (end < text.length) parts.push({ part: text.slice(end), isMeant: false });
  return parts;
}

const length = 180;
const before = 50;

/** A part of a text as long as two lines, where most of what was looked for stands together; its beginning where nothing does. */
export function snippetOf(text: string, found: ReadonlySet<string>): string {
  if (text.length <= length) return text;
  const first = densestPlace(text, singleWords(found));
  const from = first <= before ? 0 : text.indexOf(' ', first - before) + 1;
  const rest = text.slice(from, from + length);
  const shown =
    from + length < text.length ? `${rest.slice(0, rest.lastIndexOf(' ')).replace(/[\s·;,:]+$/, '')} …` : rest;
  return from > 0 ? `… ${shown}` : shown;
}

/** Where the word begins from which on the most different words follow within a snippet. */
function densestPlace(text: string, meant: ReadonlySet<string>): number {
  const places = [...text.matchAll(anyWord)].filter(([word]) => isMeant(word, meant));
  let best = { place: 0, count: 0 };
  for (const { index } of places) {
    const near = places.filter((other) => other.index >= index && other.index < index + length - before);
    const count = new Set(near.map(([word]) => stemOf(word.toLowerCase()))).size;
    if (count > best.count) best = { place: index, count };
  }
  return best.place;
}

const anyWord = /[\p{L}\p{N}]+/gu;

/** A name of several parts is marked by its parts, but for those that say nothing: the `at` of `expires_at`. */
function singleWords(found: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...found].flatMap((word) => word.split(/[-_./]/)).filter((word) => !fillers.has(word)));
}

function isMeant(word: string, meant: ReadonlySet<string>): boolean {
  return formsOf(word.toLowerCase()).some((form) => meant.has(form));
}
