import Link from 'next/link';
import { Icon } from '@/app/_ui/icon';

interface Place {
  path: string;
  title: string;
}

/** The pages before and after this one, in reading order. */
export function Neighbours({ before, after }: { before: Place | null; after: Place | null }) {
  return (
    <nav
      aria-label="Neighbouring pages"
      data-chrome
      className="mt-16 grid gap-3 border-line border-t pt-6 sm:grid-cols-2"
    >
      {before && (
        <Link href={before.path} className={look}>
          <span className="flex items-center gap-1.5 text-muted text-xs">
            <Icon name="arrow-back" className="size-3" /> Before this
          </span>
          <span className="mt-0.5 block font-medium">{before.title}</span>
        </Link>
      )}
      {after && (
        <Link href={after.path} className={`${look} sm:col-start-2 sm:text-right`}>
          <span className="flex items-center gap-1.5 text-muted text-xs sm:justify-end">
            Next <Icon name="arrow" className="size-3" />
          </span>
          <span className="mt-0.5 block font-medium">{after.title}</span>
        </Link>
      )}
    </nav>
  );
}

const look = 'rounded-lg border border-line px-4 py-3 text-sm transition-colors hover:border-field';
