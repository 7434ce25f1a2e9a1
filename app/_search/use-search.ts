import { useEffect, useState } from 'react';
import { firstPlaces, type Place, waysOut } from './first-places';
import type { Search } from './make-search';

export interface Finding {
  places: readonly Place[];
  /** What stands above the places, where they are no answer to what was typed. */
  heading: string | null;
  /** Said to who cannot see the places. */
  status: string;
}

/** For as long as the page is not loaded anew. */
let loaded: Search | null = null;

/** What a query finds. The index and what searches in it are fetched when this is first used, and kept. */
export function useSearch(query: string): Finding {
  const [search, setSearch] = useState(() => loaded);
  // Who types on after a failure has it tried again.
  const [failedAt, setFailedAt] = useState<string | null>(null);
  const isDue = search === null && failedAt !== query;

  useEffect(() => {
    if (!isDue) return;
    let isWanted = true;
    load().then(
      (made) => isWanted && setSearch(() => made),
      () => isWanted && setFailedAt(query),
    );
    return () => {
      isWanted = false;
    };
  }, [isDue, query]);

  const asked = query.trim();
  if (asked === '') return { places: firstPlaces, heading: 'Good first places', status: '' };
  if (holdsSecret.test(asked))
    return { places: waysOut.slice(0, 1), heading: 'That is read on a page of its own.', status: 'One place' };
  if (search) return answer(search(asked));
  if (!isDue) return { places: waysOut, heading: 'The index could not be loaded. Type on to try again.', status: '' };
  return { places: [], heading: 'Loading the index…', status: '' };
}

/** A caller token, or the id of a request: both are for Check my groups. */
const holdsSecret = /\b(?:rtr|req)_[\w-]{16,}/;

function answer(hits: ReturnType<Search>): Finding {
  if (hits.length === 0) {
    const heading = 'Nothing found. Try fewer words, another name for it, or a code such as 429.';
    return { places: waysOut, heading, status: heading };
  }
  const places = hits.map(({ entry, found }) => ({ ...entry, found }));
  return { places, heading: null, status: hits.length === 1 ? 'One place' : `${hits.length} places` };
}

let loading: Promise<Search> | null = null;

function load(): Promise<Search> {
  loading ??= import('./load-search').then(({ loadSearch }) => loadSearch());
  loading.then(
    (made) => {
      loaded = made;
    },
    () => {
      loading = null;
    },
  );
  return loading;
}
