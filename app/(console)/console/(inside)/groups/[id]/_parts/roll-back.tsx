'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import type { SavedGroup } from '@/lib/admin/groups/asked';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { Difference } from '../../../../../_ui/difference';
import { differenceLabels } from '../../_parts/editor/problems-by-field';

interface Props {
  id: string;
  number: number;
  /** The version that whoever presses has seen; null of a deleted group. */
  basedOn: number | null;
  /** The whole group, or its targets alone: the verb of whose role has no more. */
  what: 'all' | 'targets';
}

/** One press goes back, after the difference was shown. */
export function RollBack({ id, number, basedOn, what }: Props) {
  const [plan, setPlan] = useState<SavedGroup | null>(null);
  const [open, setOpen] = useState(false);
  const verb = what === 'all' ? 'groups.roll-back' : 'groups.roll-back-targets';
  const look = useAct(verb);
  const save = useAct(verb);
  const toast = useToast();
  const way = basedOn === null ? 'Bring back' : 'Roll back';

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
      <Button size="small" onClick={begin} aria-label={`${way} to version ${number}`}>
        {way}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`${way} to version ${number}?`}
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
              {way}
            </Button>
          </>
        }
      >
        <div className="space-y-4">
          {plan ? (
            <Difference changes={plan.changes} labels={differenceLabels} />
          ) : (
            look.pending && <p className="text-muted">Comparing…</p>
          )}
          <ActProblemNote problem={save.problem ?? look.problem} />
        </div>
      </Dialog>
    </>
  );
}
