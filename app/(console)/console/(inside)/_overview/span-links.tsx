import Link from 'next/link';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import type { Span } from '@/lib/admin/usage/spans';

export const spanWords: Record<Span, string> = {
  '1h': '1 hour',
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
};

/** How far back the page looks. Each has an address. */
export function SpanLinks({ span, query }: { span: Span; query: Query }) {
  return (
    <nav
      aria-label="Span"
      className="flex overflow-hidden rounded-md border border-line-strong bg-raised text-sm shadow-low"
    >
      {(Object.keys(spanWords) as Span[]).map((name) => (
        <Link
          key={name}
          href={addressWith('/console', query, { span: name })}
          prefetch={false}
          scroll={false}
          aria-current={name === span ? 'true' : undefined}
          className="border-line border-l px-3 py-1.5 text-soft transition-colors first:border-l-0 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2 aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {spanWords[name]}
        </Link>
      ))}
    </nav>
  );
}
