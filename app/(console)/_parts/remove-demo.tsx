'use client';

import { AlertDialog } from '@/app/_ui/alert-dialog';
import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../_act/use-act';
import { ActProblemNote } from '../_ui/act-problem';

/** One press, and a question before it. */
export function RemoveDemo() {
  const { run, pending, problem } = useAct('demo.remove');
  const toast = useToast();

  async function remove() {
    const answer = await run({});
    if (!answer) return;
    const [, ...consequences] = answer.notices;
    toast({ tone: 'good', title: 'The demo was removed', description: consequences.join('\n') });
  }

  return (
    <>
      <AlertDialog
        trigger={
          <Button size="small" pending={pending}>
            Remove the demo
          </Button>
        }
        title="Remove the demo?"
        description={
          <>
            <p>
              Its groups, its tokens and its mock provider go, now and for good: requests with its tokens are answered
              401 from then on. Usage records stay.
            </p>
            <p className="mt-2">What was made in the console stays, and you stay signed in.</p>
          </>
        }
        action="Remove the demo"
        onConfirm={remove}
      />
      <ActProblemNote problem={problem} />
    </>
  );
}
