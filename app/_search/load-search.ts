import type { SearchEntry } from '@/lib/docs/search-entries';
import { makeSearch, type Search } from './make-search';

/** Fetches everything there is to find and makes it searchable; what is then typed needs no server. */
export async function loadSearch(): Promise<Search> {
  const answer = await fetch('/docs-search.json');
  if (!answer.ok) throw new Error(`the index was answered with ${answer.status}`);
  const entries: SearchEntry[] = await answer.json();
  return makeSearch(entries);
}
