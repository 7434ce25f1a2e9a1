import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import type { SearchEntry } from '@/lib/docs/search-entries';
import { fillers, formsOf, otherNamesOf, stemOf, swapsOf, wordsOf } from './words';

export interface Hit {
  entry: SearchEntry;
  /** The words of the entry that were meant, in lower case. */
  found: ReadonlySet<string>;
}

export type Search = (query: string) => Hit[];

interface Way {
  combineWith: 'AND' | 'OR';
  /** Also with two letters that have changed places: `cluade`. */
  swapped: boolean;
}

/** Each is tried where those before found little: all the words, all of them badly typed, some of them. */
const ways: readonly Way[] = [
  { combineWith: 'AND', swapped: false },
  { combineWith: 'AND', swapped: true },
  { combineWith: 'OR', swapped: false },
];

const enoughHits = 3;
const mostHits = 12;
const mostOfOnePage = 3;

/** Searches in memory: what was typed is not remembered, and goes nowhere. */
export function makeSearch(entries: readonly SearchEntry[]): Search {
  const known = new Set<string>();
  const index = new MiniSearch<SearchEntry & { id: number }>({
    fields: ['codes', 'title', 'trail', 'text', 'code'],
    extractField: (entry, field) => {
      const value = entry[field as keyof typeof entry];
      return Array.isArray(value) ? value.join('\n') : String(value);
    },
    tokenize: (text, field) => (field === 'codes' ? codesOf(text) : wordsOf(text)),
    processTerm(term, field) {
      const forms = field === 'codes' ? term : formsOf(term);
      for (const form of [forms].flat()) known.add(form);
      return forms;
    },
  });
  index.addAll(entries.map((entry, id) => ({ ...entry, id })));
  const look = (words: readonly string[], { combineWith, swapped }: Way): Hit[] =>
    index
      .search({ combineWith, queries: words.map((word) => readingsOf(word, swapped)) }, options(entries, known))
      .flatMap(({ id, terms }) => hitOf(entries[Number(id)], terms));

  return (query) => {
    const words = wordsToLookFor(query);
    const hits: Hit[] = [];
    for (const way of ways) if (words.length > 0 && hits.length < enoughHits) hits.push(...look(words, way));
    return varied(exactFirst(hits, entries, query));
  };
}

/** A code is one word, and is found by its beginning too; its parts are words of the title. */
function codesOf(text: string): string[] {
  return text.toLowerCase().split('\n').filter(Boolean);
}

function options(entries: readonly SearchEntry[], known: ReadonlySet<string>) {
  return {
    boost: { codes: 5, title: 4, trail: 1.5, code: 0.15 },
    tokenize: (term: string) => [term],
    processTerm: stemOf,
    // A single letter is a prefix of everything.
    prefix: (term: string) => term.length > 1,
    // A word that is there is no slip of another, and numbers and short words have no slips: they are others.
    fuzzy: (term: string) => (term.length > 4 && !/\d/.test(term) && !known.has(term) ? 0.2 : false),
    weights: { prefix: 0.4, fuzzy: 0.25 },
    boostDocument: (id: unknown) => weightOf(entries[Number(id)]),
    // Hardly anybody mistypes the first letter: a cost is no host.
    filter: ({ terms, queryTerms }: SearchResult) =>
      terms.some((term) => queryTerms.some((asked) => asked[0] === term[0])),
  };
}

/** Who reads a page from its beginning finds its sections, and what is made of lists is second to what was written. */
function weightOf(entry: SearchEntry | undefined): number {
  if (entry?.kind !== 'docs') return 0.7;
  return entry.address.includes('#') ? 1 : 1.5;
}

function wordsToLookFor(query: string): string[] {
  const words = wordsOf(query);
  const telling = words.filter((word) => !fillers.has(word));
  return telling.length > 0 ? telling : words;
}

function readingsOf(word: string, swapped: boolean): Query {
  const readings = [word, ...otherNamesOf(word), ...(swapped ? swapsOf(word) : [])];
  return readings.length === 1 ? word : { combineWith: 'OR', queries: readings };
}

function hitOf(entry: SearchEntry | undefined, terms: readonly string[]): Hit[] {
  return entry ? [{ entry, found: new Set(terms) }] : [];
}

/** A code that was written out is what was meant, and a status means its codes, in the order of their list. */
function exactFirst(hits: readonly Hit[], entries: readonly SearchEntry[], query: string): Hit[] {
  const code = query.trim().toLowerCase().replace(/\s+/g, '-');
  const isExact = ({ entry }: Hit) => entry.codes.some((each) => each.toLowerCase() === code);
  const place = ({ entry }: Hit) => entries.indexOf(entry);
  const exact = hits.filter(isExact).sort((one, other) => place(one) - place(other));
  return [...exact, ...hits.filter((hit) => !isExact(hit))];
}

/** Each place once, and not all of them on one page. */
function varied(hits: readonly Hit[]): Hit[] {
  const seen = new Set<string>();
  const ofPage = new Map<string, number>();
  const fitting = hits.filter(({ entry }) => {
    const place = `${entry.address} ${entry.title}`;
    const page = entry.kind === 'docs' ? (entry.address.split('#')[0] ?? '') : place;
    const before = ofPage.get(page) ?? 0;
    if (seen.has(place) || before === mostOfOnePage) return false;
    seen.add(place);
    ofPage.set(page, before + 1);
    return true;
  });
  return fitting.slice(0, mostHits);
}
