import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { VisitBar } from '@/app/_visit/visit-bar';
import { compilePage } from '@/lib/docs/compile-page';
import { neighboursOf } from '@/lib/docs/navigation';
import { pageSettings } from '@/lib/docs/page-settings';
import { readPages } from '@/lib/docs/read-pages';
import { resolvePage } from '@/lib/docs/resolve-page';
import { catalogue, faultPagePath } from '@/lib/faults/catalogue';
import { DocsPageFrame } from '../../_parts/docs-page';
import { FaultPage } from '../../_parts/fault-page';
import { isDemoPage } from '../../_parts/is-demo-page';
import { mdxComponents } from '../../_parts/mdx-components';
import { Neighbours } from '../../_parts/neighbours';
import { PageTitle } from '../../_parts/page-title';

interface Props {
  params: Promise<{ slug?: string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const resolved = await resolvePage((await params).slug ?? []);
  if (!resolved) return { title: 'Not found' };
  if (resolved.kind === 'fault') {
    return {
      title: catalogue[resolved.code].title,
      description: catalogue[resolved.code].message,
      alternates: asMarkdown(faultPagePath(resolved.code)),
    };
  }
  const { title, description, path } = resolved.page;
  return { title, description, alternates: asMarkdown(path) };
}

/** Said in the page's head, for programs that would rather read text. */
function asMarkdown(path: string): Metadata['alternates'] {
  return { types: { 'text/markdown': `${path}.md` } };
}

export default async function Page({ params }: Props) {
  const resolved = await resolvePage((await params).slug ?? []);
  if (!resolved) notFound();
  if (resolved.kind === 'fault') return <FaultPage code={resolved.code} />;

  const { page } = resolved;
  const { Content, headings, usesToken } = await compilePage(page);
  const { before, after } = neighboursOf(page, await readPages());
  return (
    <DocsPageFrame headings={headings}>
      <PageTitle title={page.title} description={page.description} />
      {usesToken && <VisitBar isDemo={await isDemoPage()} supportContact={pageSettings().supportContact} />}
      <div className="prose">
        <Content components={mdxComponents} />
      </div>
      <Neighbours before={before} after={after} />
    </DocsPageFrame>
  );
}
