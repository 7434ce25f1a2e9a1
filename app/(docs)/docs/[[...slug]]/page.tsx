import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { compilePage } from '@/lib/docs/compile-page';
import { resolvePage } from '@/lib/docs/resolve-page';
import { catalogue } from '@/lib/faults/catalogue';
import { FaultPage } from '../../_parts/fault-page';
import { mdxComponents } from '../../_parts/mdx-components';
import { PageTitle } from '../../_parts/page-title';

interface Props {
  params: Promise<{ slug?: string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const resolved = await resolvePage((await params).slug ?? []);
  if (!resolved) return { title: 'Not found' };
  if (resolved.kind === 'fault') {
    return { title: catalogue[resolved.code].title, description: catalogue[resolved.code].message };
  }
  return { title: resolved.page.title, description: resolved.page.description };
}

export default async function Page({ params }: Props) {
  const resolved = await resolvePage((await params).slug ?? []);
  if (!resolved) notFound();
  if (resolved.kind === 'fault') return <FaultPage code={resolved.code} />;

  const { page } = resolved;
  const Content = await compilePage(page);
  return (
    <article>
      <PageTitle title={page.title} description={page.description} />
      <div className="prose">
        <Content components={mdxComponents} />
      </div>
    </article>
  );
}
