'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLayoutEffect, useRef } from 'react';
import { Icon } from '@/app/_ui/icon';
import { bringCurrentIntoView } from './bring-into-view';

interface Section {
  title: string;
  /** The section's own page, when it has one. */
  path: string | null;
  links: { path: string; label: string }[];
}

/**
 * The docs' navigation; on a narrow screen it folds away above the page. It is a client component only to know
 * where the reader is, and to show that place of a long list.
 */
export function Sidebar({ sections }: { sections: Section[] }) {
  const here = usePathname();
  const aside = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another place
  useLayoutEffect(() => bringCurrentIntoView(aside.current), [here]);

  const list = sections.map((section) => (
    <li key={section.title}>
      <SectionTitle section={section} here={here} />
      {section.links.length > 0 && (
        <ul className="mt-1.5 space-y-px">
          {section.links.map(({ path, label }) => (
            <li key={path}>
              <Link href={path} aria-current={path === here ? 'page' : undefined} className={linkLook}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  ));
  return (
    <nav
      aria-label="Docs"
      data-chrome
      className="-mx-5 border-line border-b px-5 text-sm sm:-mx-8 sm:px-8 lg:mx-0 lg:border-0 lg:px-0"
    >
      {/* The key closes the list again when the reader has chosen a page. */}
      <details
        key={here}
        className="group lg:hidden"
        onToggle={(event) => bringCurrentIntoView(event.currentTarget.querySelector('ul'))}
      >
        <summary className="flex items-center gap-2 py-3 font-medium [&::-webkit-details-marker]:hidden">
          <Icon name="menu" className="size-4 text-muted" />
          All pages
          <Icon name="chevron" className="ml-auto size-4 text-muted transition-transform group-open:rotate-180" />
        </summary>
        <ul className="max-h-[70dvh] space-y-5 overflow-y-auto pt-1 pb-5">{list}</ul>
      </details>
      <div
        ref={aside}
        className="sticky top-14 -ml-3 hidden max-h-[calc(100dvh-3.5rem)] overflow-y-auto py-10 lg:block"
      >
        <ul className="space-y-6">{list}</ul>
      </div>
    </nav>
  );
}

const linkLook =
  'block rounded-md px-3 py-1.5 text-muted transition-colors hover:bg-surface hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-accent';

function SectionTitle({ section: { title, path }, here }: { section: Section; here: string }) {
  if (path === null) return <p className="px-3 font-medium">{title}</p>;
  return (
    <Link
      href={path}
      aria-current={path === here ? 'page' : undefined}
      className="block rounded-md px-3 py-1 font-medium transition-colors hover:text-accent aria-[current]:bg-accent-wash aria-[current]:text-accent"
    >
      {title}
    </Link>
  );
}
