import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CodeBlock } from '@/app/_ui/code-block';
import { ask, mayHere } from '@/app/(console)/_act/ask';
import { readQuery } from '@/app/(console)/_ui/address';
import { PageHead } from '@/app/(console)/_ui/page-head';
import { OutcomeStatus } from '../_parts/outcome-status';
import { Attempts } from './_parts/attempts';
import { PlanView } from './_parts/plan-view';
import { SameId } from './_parts/same-id';
import { StoryFacts } from './_parts/story-facts';
import { storyText } from './_parts/story-text';
import { headline, whatHelps } from './_parts/story-words';
import { WhatHelps } from './_parts/what-helps';

export const metadata: Metadata = { title: 'A request' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const recordForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function RequestPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { record } = await readQuery(searchParams);
  if (!/^req_[0-9a-f]{32}$/.test(id)) notFound();
  const story = await ask('requests.get', {
    request_id: id,
    ...(record && recordForm.test(record) ? { record } : {}),
  });
  return (
    <>
      <PageHead above={[{ href: '/console/requests', label: 'Requests' }]} title={headline(story)}>
        <span className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
          <OutcomeStatus of={story} />
          <code className="break-all text-soft text-sm">{story.request_id}</code>
        </span>
      </PageHead>
      <SameId story={story} />
      <WhatHelps advice={whatHelps(story)} page={story.fault_words?.page ?? null} />
      <StoryFacts story={story} seesAudit={await mayHere('audit:read')} />
      <Attempts story={story} />
      <PlanView story={story} />
      <section aria-labelledby="as-text" className="mt-8">
        <h2 id="as-text" className="mb-3 font-semibold text-base tracking-tight">
          As text
        </h2>
        <CodeBlock title="For a message or a ticket" wrap>
          {storyText(story)}
        </CodeBlock>
      </section>
    </>
  );
}
