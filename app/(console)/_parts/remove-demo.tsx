'use client';

import { useState } from 'react';
import { AlertDialog } from '@/app/_ui/alert-dialog';
import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import type { DemoRemoval } from '@/lib/admin/demo/tell-removal';
import { useAct } from '../_act/use-act';
import { ActProblemNote } from '../_ui/act-problem';
import { RemovalPlan } from './removal-plan';
import { tellRemoved } from './tell-removed';

/** One press, and a question before it that tells what else it takes. */
export function RemoveDemo() {
  const plan = useAct('demo.plan-removal');
  const { run, pending, problem, clear } = useAct('demo.remove');
  const [planned, setPlanned] = useState<DemoRemoval | null>(null);
  const toast = useToast();

  async function look() {
    clear();
    setPlanned(null);
    setPlanned(await plan.run({}, { refresh: false }));
  }

  async function remove() {
    const answer = await run(planned ? { based_on: planned.version } : {});
    if (!answer) return;
    toast({ tone: 'good', title: 'The demo was removed', description: tellRemoved(answer) });
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
            <RemovalPlan plan={planned} pending={plan.pending} />
            <ActProblemNote problem={plan.problem} />
          </>
        }
        action="Remove the demo"
        ready={planned !== null}
        onOpen={look}
        onConfirm={remove}
      />
      <ActProblemNote problem={problem} />
    </>
  );
}
