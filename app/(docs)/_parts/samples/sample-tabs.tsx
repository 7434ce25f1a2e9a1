import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { readSampleChoice, sampleCookie } from './sample-cookie';
import { SampleTabGroup } from './sample-tab-group';

interface Props {
  /** Their names with `|` between them, as lib/docs/samples.ts writes them. */
  tabs: string;
  /** The tab whose code can be sent from here, if there is one. */
  runs?: string;
  children: ReactNode;
}

/** One example in several languages, as <Sample>s. */
export async function SampleTabs({ tabs, runs, children }: Props) {
  const remembered = readSampleChoice((await cookies()).get(sampleCookie)?.value);
  const runsAt = runs && pageSettings().docsRun === 'on' ? await requestOrigin() : null;
  return (
    <SampleTabGroup tabs={tabs.split('|')} remembered={remembered} runs={runs ?? null} runsAt={runsAt}>
      {children}
    </SampleTabGroup>
  );
}
