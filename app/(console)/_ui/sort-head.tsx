import Link from 'next/link';
import { HeadCell } from '@/app/_ui/table';
import { addressWith, type Query } from './address';

interface Props {
  path: string;
  query: Query;
  /** What `?sort=` says of this column; `-<name>` is the other way round. */
  name: string;
  /** The order in force. */
  sort: string;
  /** Which way a first press sorts. */
  first?: 'up' | 'down';
  numeric?: boolean;
  /** What the column counts, where its name alone does not say it. */
  title?: string;
  children: string;
}

/** The head of a column that the table can be sorted by: a link, so that an order has an address. */
export function SortHead({ path, query, name, sort, first = 'up', numeric = false, title, children }: Props) {
  const isUp = sort === name;
  const isDown = sort === `-${name}`;
  const next = isUp ? `-${name}` : isDown ? name : first === 'up' ? name : `-${name}`;
  return (
    <HeadCell numeric={numeric} title={title} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}>
      <Link
        href={addressWith(path, query, { sort: next, after: null, before: null })}
        prefetch={false}
        className="inline-flex items-center gap-1 hover:text-ink"
      >
        {children}
        <span aria-hidden="true" className={numeric ? 'order-first w-2' : 'w-2'}>
          {/* Never empty: what stands first gives the line that the head is set on. */}
          {isUp ? '↑' : isDown ? '↓' : '\u00a0'}
        </span>
      </Link>
    </HeadCell>
  );
}
