import type { z } from 'zod';
import type { Query } from './address';

export interface ListQuery {
  /** What the list's verb is asked. */
  input: Readonly<Record<string, string>>;
  /** As the page's own links say it. */
  shown: Query;
  /** The order in force; `-<name>` is the other way round. */
  sort: string;
  isNarrowed: boolean;
}

const pageLength = '50';
const noFilter = ['sort', 'direction', 'after', 'before', 'limit'];

/**
 * What a page's address asks of a list that the server sorts and pages: the fields of the verb's own input, and the order as one
 * word. What no list can be narrowed by is left out, so that an old bookmark still shows something.
 */
export function readListQuery(query: Query, { shape }: z.ZodObject, byName: string): ListQuery {
  const known = Object.entries(shape).flatMap(([name, schema]) => {
    const value = query[name];
    const isSaid = value !== undefined && !['sort', 'direction', 'limit'].includes(name);
    return isSaid && (schema as z.ZodType).safeParse(value).success ? [[name, value] as const] : [];
  });
  const given: Record<string, string> = Object.fromEntries(known);
  const asked = query.sort ?? byName;
  const sort = (shape.sort as z.ZodType).safeParse(asked.replace(/^-/, '')).success ? asked : byName;
  // A place belongs to the order it was given in.
  const place = given.after ?? given.before;
  if (place !== undefined && isOfName(place) !== (sort.replace(/^-/, '') === byName)) {
    delete given.after;
    delete given.before;
  }
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  return {
    input: { ...given, sort: sort.replace(/^-/, ''), direction, limit: pageLength },
    shown: { ...given, sort: sort === byName ? undefined : sort },
    sort,
    isNarrowed: Object.keys(given).some((name) => !noFilter.includes(name)),
  };
}

/** The place of a row in the order of names is its name; in any other there is a number before it. */
function isOfName(place: string): boolean {
  return !/^-?\d{1,19}\./.test(place);
}
