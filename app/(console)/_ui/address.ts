import { withoutSecret } from './without-secret';

/** What a page's address says: its query, each field once. */
export type Query = Readonly<Record<string, string | undefined>>;

/** The query as pages are given it, with the first of what is said twice. Of a whole token its id alone is looked for. */
export async function readQuery(searchParams: Promise<Record<string, string | string[] | undefined>>): Promise<Query> {
  const given = Object.entries(await searchParams).map(([name, value]) => {
    return [name, withoutSecret((Array.isArray(value) ? value[0] : value) ?? '')] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** This page's address with some of its query changed; null and empty take a field out. */
export function addressWith(path: string, query: Query, changes: Record<string, string | null | undefined>): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...changes })) if (value) fields.set(name, value);
  const text = fields.toString();
  return text ? `${path}?${text}` : path;
}
