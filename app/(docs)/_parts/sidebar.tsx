'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

interface Section {
  title: string;
  /** The section's own page, when it has one. */
  path: string | null;
  links: { path: string; label: string }[];
}

/** The docs' navigation; on a narrow screen it folds away above the page. It is a client component only to know where the reader is. */
export function Sidebar({ sections }: { sections: Section[] }) {
  const here = usePathname();
  const list = sections.map((section) => (
    <li key={section.title}>
      <SectionTitle section={section} here={here} />
      {section.links.length > 0 && (
        <ul className="mt-1.5 border-line border-l">
          {section.links.map(({ path, label }) => (
            <li key={path}>
              <Link
                href={path}
                aria-current={path === here ? 'page' : undefined}
                className="-ml-px block border-transparent border-l py-1 pl-4 text-muted transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:text-accent"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  ));
  return (
    <nav aria-label="Docs" className="border-line border-b py-3 text-sm lg:border-0 lg:py-12">
      {/* The key closes the list again when the reader has chosen a page. */}
      <details key={here} className="lg:hidden">
        <summary className="cursor-pointer py-1 font-medium">All pages</summary>
        <ul className="mt-4 space-y-5 pb-3">{list}</ul>
      </details>
      <ul className="sticky top-8 hidden space-y-6 lg:block">{list}</ul>
    </nav>
  );
}

function SectionTitle({ section: { title, path }, here }: { section: Section; here: string }) {
  if (path === null) return <p className="font-medium">{title}</p>;
  return (
    <Link
      href={path}
      aria-current={path === here ? 'page' : undefined}
      className="font-medium transition-colors hover:text-accent aria-[current]:text-accent"
    >
      {title}
    </Link>
  );
}
