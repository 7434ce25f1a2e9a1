import type { ComponentProps } from 'react';
import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { SampleBlock } from './sample-block';

interface Props extends ComponentProps<'pre'> {
  /** As lib/docs/samples.ts marks it: it shows something of the reader's own, or can be run. */
  fills?: 'token' | 'model';
  runs?: string;
}

/** Fenced code of a page. */
export async function SampleCode({ fills, runs, ...props }: Props) {
  const origin = runs && pageSettings().docsRun === 'on' ? await requestOrigin() : null;
  return <SampleBlock {...props} fills={fills ?? null} runsAt={origin} />;
}
