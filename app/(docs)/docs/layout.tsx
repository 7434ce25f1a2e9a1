import type { ReactNode } from 'react';
import { sectionsOf } from '@/lib/docs/navigation';
import { readPages } from '@/lib/docs/read-pages';
import { Sidebar } from '../_parts/sidebar';
import '../_parts/prose.css';

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const sections = sectionsOf(await readPages()).map(({ title, index, pages }) => ({
    title,
    path: index?.path ?? null,
    links: pages.map((page) => ({ path: page.path, label: page.title })),
  }));
  return (
    <div className="mx-auto grid w-full max-w-6xl grow gap-x-12 px-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <Sidebar sections={sections} />
      <main id="content" className="min-w-0 max-w-3xl pt-8 pb-24 lg:pt-12">
        {children}
      </main>
    </div>
  );
}
