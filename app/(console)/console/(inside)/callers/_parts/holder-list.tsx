import type { ReactNode } from 'react';
import { EmptyState } from '@/app/_ui/empty-state';
import { Pagination } from '@/app/_ui/pagination';
import { addressWith } from '../../../../_ui/address';
import type { HolderQuery } from './read-holder-query';

interface Props {
  path: string;
  query: HolderQuery;
  found: { data: readonly unknown[]; total: number; previous: string | null; next: string | null };
  nouns: string;
  /** What there is to know while there are none. */
  teaches: string;
  children: ReactNode;
}

/** A page of a list, with the ways to its neighbours; or why there is nothing on it. */
export function HolderList({ path, query, found, nouns, teaches, children }: Props) {
  const { data, total, previous, next } = found;
  const isNarrowed = query.search !== undefined || query.status !== undefined;
  if (data.length === 0) {
    return (
      <div className="mt-5">
        <EmptyState title={isNarrowed ? `No ${nouns} match` : `No ${nouns} yet`}>
          {isNarrowed ? 'Words are looked for in names, and in titles of projects.' : teaches}
        </EmptyState>
      </div>
    );
  }
  const page = (place: { after?: string; before?: string }) =>
    addressWith(path, { ...query }, { after: null, before: null, ...place });
  return (
    <div className="mt-5 space-y-4">
      {children}
      <Pagination
        shown={`${data.length.toLocaleString('en')} of ${total.toLocaleString('en')} ${nouns}`}
        previous={previous && page({ before: previous })}
        next={next && page({ after: next })}
      />
    </div>
  );
}
