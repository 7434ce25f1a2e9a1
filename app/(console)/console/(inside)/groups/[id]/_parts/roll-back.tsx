'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import type { SavedGroup } from '@/lib/admin/groups/asked';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { Difference } from '../../../../../_ui/difference';

interface Props {
  id: string;
  number: number;
  /** The version that whoever presses has seen; null of a deleted group. */
  basedOn: number | null;
}

/** One press goes back, after the difference was shown. */
export function RollBack({ id, number, basedOn }: Props) {
  const [plan, setPlan] = useState<SavedGroup | null>(null);
  const [open, setOpen] = useState(false);
  const look = useAct('groups.roll-back');
  const save = useAct('groups.roll-back');
  const toast = useToast();
  const what = basedOn === null ? 'Bring back' : 'Roll back';

  async function begin() {
    save.clear();
    setPlan(null);
    setOpen(true);
    setPlan(await look.run({ id, number, based_on: basedOn, dry_run: true }, { refresh: false }));
  }

  async function goBack() {
    const done = await save.run({ id, number, based_on: basedOn });
    if (!done) return;
    setOpen(false);
    toast({ tone: 'good', title: `${id} is as in version ${number}`, description: `Saved as version ${done.version}` });
  }

  return (
    <>
      <Button size="small" onClick={begin} aria-label={`${what} to version ${number}`}>
        {what}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`${what} to version ${number}?`}
        description="It is saved as a new version, so that this can be undone as well. Requests under way go on as they began."
        actions={
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button
              look="primary"
              pending={save.pending}
              disabled={!plan || plan.changes.length === 0}
              onClick={goBack}
            >
              {what}
            </Button>
          </>
        }
      >
        <div className="space-y-4">
          {plan ? <Difference changes={plan.changes} /> : look.pending && <p className="text-muted">Comparing…</p>}
          <ActProblemNote problem={save.problem ?? look.problem} />
        </div>
      </Dialog>
    </>
  );
}
