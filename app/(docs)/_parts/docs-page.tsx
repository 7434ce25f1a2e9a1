import type { ReactNode } from 'react';
import type { PageHeading } from '@/lib/docs/compile-page';
import { OnThisPage } from './on-this-page';

/** A page's text, and beside it, where there is room, what it has to say at a glance. */
export function DocsPageFrame({ headings, children }: { headings: readonly PageHeading[]; children: ReactNode }) {
  const sections = headings.filter(({ depth }) => depth === 2);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 xl:grid-cols-[minmax(0,46rem)_13rem] xl:justify-between print:block">
      <article className="min-w-0 max-w-[46rem]">{children}</article>
      {sections.length > 1 && (
        <nav aria-labelledby="on-this-page" data-chrome className="hidden text-sm xl:block">
          <div className="sticky top-24">
            <p id="on-this-page" className="font-medium">
              On this page
            </p>
            <OnThisPage headings={sections} />
          </div>
        </nav>
      )}
    </div>
  );
}
