'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Place } from './places';

interface Props {
  sections: readonly { title: string; places: readonly Pick<Place, 'href' | 'label'>[] }[];
}

/** Where one can go in the console. A column beside the page, or, on a narrow screen, rows above it. */
export function SideNav({ sections }: Props) {
  const path = usePathname();
  return (
    <nav
      aria-label="Console"
      className="flex flex-wrap gap-x-5 gap-y-5 text-sm max-lg:gap-x-3 max-lg:gap-y-0 lg:flex-col"
    >
      {sections.map(({ title, places }) => (
        <div key={title}>
          <p className="px-2.5 font-medium text-muted text-xs max-lg:sr-only">{title}</p>
          <ul className="flex flex-wrap gap-0.5 lg:mt-1 lg:flex-col">
            {places.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  prefetch={false}
                  aria-current={isHere(path, href) ? 'page' : undefined}
                  className="block whitespace-nowrap rounded-md px-2.5 py-1.5 text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function isHere(path: string, href: string): boolean {
  return path === href || (href !== '/console' && path.startsWith(`${href}/`));
}
