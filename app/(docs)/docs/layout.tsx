import type { ReactNode } from 'react';
import { TokenDialog } from '@/app/_visit/token-dialog';
import { sectionsOf } from '@/lib/docs/navigation';
import { readPages } from '@/lib/docs/read-pages';
import { isDemoPage } from '../_parts/is-demo-page';
import { Sidebar } from '../_parts/sidebar';
import '../_parts/prose.css';

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const sections = sectionsOf(await readPages()).map(({ title, index, pages }) => ({
    title,
    path: index?.path ?? null,
    links: pages.map((page) => ({ path: page.path, label: page.title })),
  }));
  return (
    <div className="mx-auto grid w-full max-w-[88rem] grow grid-rows-[auto_1fr] gap-x-14 px-5 sm:px-8 lg:grid-cols-[14rem_minmax(0,1fr)] lg:grid-rows-1 print:block">
      <Sidebar sections={sections} />
      <main id="content" tabIndex={-1} className="outline-none min-w-0 pt-8 pb-24 lg:pt-12">
        {children}
      </main>
      <TokenDialog isDemo={await isDemoPage()} />
      <noscript>
        <style>{withoutScript}</style>
      </noscript>
    </div>
  );
}

/** Where nothing can be pressed, everything is shown. */
const withoutScript =
  '[data-tab],[data-tab-name]{display:block!important}[data-sample-tabs],[data-visit],[data-needs-script]{display:none!important}';
