import { Pagination } from '@/app/_ui/pagination';
import { addressWith, type Query } from './address';

interface Props {
  path: string;
  query: Query;
  found: { data: readonly unknown[]; total: number; previous: string | null; next: string | null };
  nouns: string;
}

/** How much of a list is shown, and the ways to its neighbouring pages. */
export function PagesOf({ path, query, found: { data, total, previous, next }, nouns }: Props) {
  const page = (place: { after?: string; before?: string }) =>
    addressWith(path, query, { after: null, before: null, ...place });
  return (
    <Pagination
      shown={`${data.length.toLocaleString('en')} of ${total.toLocaleString('en')} ${nouns}`}
      previous={previous && page({ before: previous })}
      next={next && page({ after: next })}
    />
  );
}
