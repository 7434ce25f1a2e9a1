'use client';

import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../_act/use-act';
import { ActProblemNote } from './act-problem';

/** A target is left alone for as long as it asked for, or has failed; whoever knows that it is back need not wait. */
export function ResumeTarget({ provider, model }: { provider: string; model: string }) {
  const resume = useAct('targets.resume');
  const toast = useToast();

  async function askAgain() {
    if ((await resume.run({ provider, model })) === null) return;
    toast({ tone: 'good', title: `${provider}/${model} is asked again`, description: 'By every server, from now on' });
  }

  return (
    <>
      <Button
        size="small"
        pending={resume.pending}
        onClick={askAgain}
        aria-label={`Ask it again now: ${provider}/${model}`}
      >
        Ask it again now
      </Button>
      {resume.problem && <ActProblemNote problem={resume.problem} />}
    </>
  );
}
