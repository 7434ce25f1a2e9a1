'use client';

import { useEffect, useState } from 'react';
import type { PageHeading } from '@/lib/docs/compile-page';
import { currentHeading } from './current-heading';

/** The page's headings; the one being read is marked. */
export function OnThisPage({ headings }: { headings: readonly PageHeading[] }) {
  const [current, setCurrent] = useState<string | null>(null);

  useEffect(() => {
    const elements = headings.flatMap(({ url }) => document.getElementById(url.slice(1)) ?? []);
    const mark = () => {
      const tops = elements.map((element) => ({ url: `#${element.id}`, top: element.getBoundingClientRect().top }));
      const { scrollHeight } = document.documentElement;
      const atEnd = scrollY > 0 && scrollY + innerHeight >= scrollHeight - 2;
      setCurrent(currentHeading(tops, { height: innerHeight, atEnd, asked: location.hash }));
    };
    mark();
    addEventListener('scroll', mark, { passive: true });
    addEventListener('resize', mark);
    addEventListener('hashchange', mark);
    return () => {
      removeEventListener('scroll', mark);
      removeEventListener('resize', mark);
      removeEventListener('hashchange', mark);
    };
  }, [headings]);

  return (
    <ul className="mt-3 space-y-0.5 border-line border-l">
      {headings.map(({ title, url }) => (
        <li key={url}>
          <a
            href={url}
            aria-current={url === current ? 'location' : undefined}
            className="-ml-px block border-transparent border-l py-1 pl-4 text-muted transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}
