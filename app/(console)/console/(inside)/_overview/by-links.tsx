import Link from 'next/link';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import { type SeriesDimension, seriesDimensions } from '@/lib/admin/usage/series';

const callersOnly: readonly SeriesDimension[] = ['token', 'user', 'project'];

interface Props {
  by: SeriesDimension | null;
  query: Query;
  seesCallers: boolean;
  bucketSeconds: number;
}

function lengthOf(seconds: number): string {
  if (seconds >= 86_400) return 'a day';
  if (seconds >= 3_600) return `${seconds / 3_600} hours`;
  return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`;
}

/** Together, or apart by what. */
export function ByLinks({ by, query, seesCallers, bucketSeconds }: Props) {
  const open = seriesDimensions.filter((name) => seesCallers || !callersOnly.includes(name));
  return (
    <nav aria-label="Charts" className="mt-8 mb-4 flex flex-wrap items-center gap-x-1 gap-y-1 text-sm">
      {[null, ...open].map((name) => (
        <Link
          key={name}
          href={addressWith('/console', query, { by: name })}
          prefetch={false}
          scroll={false}
          aria-current={name === by ? 'true' : undefined}
          className="rounded-md px-2.5 py-1.5 text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {name === null ? 'All together' : `By ${name}`}
        </Link>
      ))}
      <span className="ml-auto px-2.5 text-muted text-xs">
        A point is {lengthOf(bucketSeconds)}; the last one is still filling.
      </span>
    </nav>
  );
}
