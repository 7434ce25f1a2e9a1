'use client';

import { useEffect, useState } from 'react';
import type { PageHeading } from '@/lib/docs/compile-page';

/** The page's headings; the one being read is marked. */
export function OnThisPage({ headings }: { headings: readonly PageHeading[] }) {
  const [current, setCurrent] = useState<string | null>(null);

  useEffect(() => {
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(`#${target.id}`);
          else seen.delete(`#${target.id}`);
        }
        const first = headings.find(({ url }) => seen.has(url));
        // Between two headings the one above stays marked.
        if (first) setCurrent(first.url);
      },
      { rootMargin: '-64px 0px -60% 0px' },
    );
    for (const { url } of headings) {
      const heading = document.getElementById(url.slice(1));
      if (heading) observer.observe(heading);
    }
    return () => observer.disconnect();
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
