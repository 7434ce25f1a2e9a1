import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHead } from '../../../../_ui/page-head';

const pages = [
  { href: '/console/callers', label: 'People' },
  { href: '/console/callers/service-accounts', label: 'Service accounts' },
  { href: '/console/callers/projects', label: 'Projects' },
];

/** The three lists of who calls, each an address of its own. */
export function CallersHead({ here, actions }: { here: string; actions: ReactNode }) {
  return (
    <>
      <PageHead title="Callers" actions={actions}>
        A caller is a person or a service account in a project. What they hold are{' '}
        <Link href="/console/tokens" prefetch={false} className="underline">
          tokens
        </Link>
        .
      </PageHead>
      <nav aria-label="Callers" className="mb-5 flex gap-1 overflow-x-auto border-line border-b text-sm">
        {pages.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={href === here ? 'page' : undefined}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-2 font-medium text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:text-ink"
          >
            {label}
          </Link>
        ))}
      </nav>
    </>
  );
}
