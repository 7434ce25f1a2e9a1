import { createHash } from 'node:crypto';
import { searchEntries } from './search-entries';

export interface SearchIndex {
  /** The entries as JSON. */
  body: string;
  /** Weak: whatever compresses the body on its way keeps its meaning. */
  etag: string;
}

let indexOnce: Promise<SearchIndex> | undefined;

/** What the browser searches in, made once. Under `next dev` it is made anew each time, as the pages are. */
export function searchIndex(): Promise<SearchIndex> {
  if (process.env.NODE_ENV !== 'production') return makeIndex();
  indexOnce ??= makeIndex();
  // Who comes after a failure tries again.
  indexOnce.catch(() => {
    indexOnce = undefined;
  });
  return indexOnce;
}

async function makeIndex(): Promise<SearchIndex> {
  const body = JSON.stringify(await searchEntries());
  return { body, etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
