import { TokenQuery } from '@/lib/admin/contract';
import type { VerbInput } from '@/lib/admin/verbs';
import type { Query } from '../../../../_ui/address';
import { withoutSecret } from './without-secret';

const pageLength = '50';

/** What the page's address asks for. What no list can be narrowed by is left out, so that an old bookmark still shows something. */
export function readTokenQuery(query: Query): {
  input: VerbInput<'tokens.list'>;
  /** As the page's own links say it. */
  shown: Query;
  sort: string;
  isNarrowed: boolean;
} {
  const fields = Object.entries(TokenQuery.shape).filter(([name]) => name !== 'sort' && name !== 'limit');
  const known = fields.flatMap(([name, schema]) => {
    const value = query[name];
    return value !== undefined && schema.safeParse(value).success ? [[name, value] as const] : [];
  });
  const given: Record<string, string> = Object.fromEntries(known.filter(([name]) => name !== 'direction'));
  const { search } = given;
  if (search !== undefined) given.search = withoutSecret(search);
  const sort = readSort(query.sort);
  // A place belongs to the order it was given in.
  if (!isPlaceOf(sort, given.after ?? given.before)) {
    delete given.after;
    delete given.before;
  }
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const input = { ...given, sort: sort.replace('-', ''), direction, limit: pageLength } as VerbInput<'tokens.list'>;
  const isNarrowed = Object.keys(given).some((name) => name !== 'after' && name !== 'before');
  return { input, shown: { ...given, sort: sort === 'token_id' ? undefined : sort }, sort, isNarrowed };
}

function readSort(asked = 'token_id'): string {
  return TokenQuery.shape.sort.safeParse(asked.replace(/^-/, '')).success ? asked : 'token_id';
}

function isPlaceOf(sort: string, place: string | undefined): boolean {
  if (place === undefined) return true;
  return /^-?token_id$/.test(sort) ? !place.includes('.') : /^-?\d{1,19}\./.test(place);
}
