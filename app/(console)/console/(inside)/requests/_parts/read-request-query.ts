import type { Query } from '@/app/(console)/_ui/address';
import { wordsOf } from '@/lib/admin/explain-input';
import { RequestQuery, requestSorts } from '@/lib/admin/requests/query';
import type { VerbInput } from '@/lib/admin/verbs';

type Asked = VerbInput<'requests.list'>;

/** As an address says an order; the list's own, unless it says another. */
export const newestFirst = '-started_at';

const callersOnly = ['token', 'user', 'project'];
const fields = Object.keys(RequestQuery.shape).filter((name) => name !== 'after' && name !== 'limit');

/** What the address asks for, as far as it can be asked; and in words what of it cannot, so that no filter is dropped unseen. */
export function readRequestQuery(query: Query, seesCallers: boolean): { asked: Asked; sort: string; wrong: string[] } {
  const asked: Record<string, string> = {};
  const wrong: string[] = [];
  for (const name of fields) {
    const value = query[name]?.trim();
    if (!value || name === 'sort' || name === 'direction') continue;
    const problem = problemWith(name, value, seesCallers);
    if (problem === null) asked[name] = name === 'request_id' ? value.toLowerCase() : value;
    else wrong.push(problem);
  }
  const sort = readSort(query.sort, wrong);
  const [direction, by] = sort.startsWith('-') ? ['desc', sort.slice(1)] : ['asc', sort];
  const order = sort === newestFirst ? {} : { sort: by, direction };
  return { asked: { ...asked, ...order } as Asked, sort, wrong };
}

function readSort(asked: string | undefined, wrong: string[]): string {
  if (!asked) return newestFirst;
  if (requestSorts.some((name) => name === asked.replace(/^-/, ''))) return asked;
  wrong.push(`sort: expected one of ${requestSorts.join(', ')}, with "-" before it for the other way round.`);
  return newestFirst;
}

function problemWith(name: string, value: string, seesCallers: boolean): string | null {
  if (callersOnly.includes(name) && !seesCallers) return `Your role does not see callers, so “${name}” is left out.`;
  const schema = RequestQuery.shape[name as keyof typeof RequestQuery.shape];
  const text = name === 'request_id' ? value.toLowerCase() : value;
  const parsed = schema.safeParse(text, { error: wordsOf });
  return parsed.success ? null : `${name}: ${parsed.error.issues[0]?.message ?? 'it cannot be used'}.`;
}
