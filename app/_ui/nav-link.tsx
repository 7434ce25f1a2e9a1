'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A link of the header; it is a client component only to know whether the reader is there. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const here = usePathname();
  return (
    <Link
      href={href}
      aria-current={here === href ? 'page' : here.startsWith(`${href}/`) ? 'true' : undefined}
      className="rounded-md px-2.5 py-1.5 text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current]:font-medium aria-[current]:text-ink"
    >
      {children}
    </Link>
  );
}
