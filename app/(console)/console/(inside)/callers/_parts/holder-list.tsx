import type { ComponentProps, ReactNode } from 'react';
import { EmptyState } from '@/app/_ui/empty-state';
import { PagesOf } from '../../../../_ui/pages-of';
import type { ListQuery } from '../../../../_ui/read-list-query';

interface Props extends Omit<ComponentProps<typeof PagesOf>, 'query'> {
  list: ListQuery;
  /** What there is to know while there are none. */
  teaches: string;
  children: ReactNode;
}

/** A page of a list, with the ways to its neighbours; or why there is nothing on it. */
export function HolderList({ list: { shown, isNarrowed }, teaches, children, ...page }: Props) {
  const { found, nouns } = page;
  if (found.data.length === 0) {
    return (
      <div className="mt-5">
        <EmptyState title={isNarrowed ? `No ${nouns} match` : `No ${nouns} yet`}>
          {isNarrowed ? 'Words are looked for in names, and in titles of projects.' : teaches}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="mt-5 space-y-4">
      {children}
      <PagesOf {...page} query={shown} />
    </div>
  );
}
