'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';

export function DeletePolicy({ id, groups }: { id: string; groups: readonly string[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, pending, problem, clear } = useAct('policies.delete');
  const isAsked = groups.length > 0;

  async function confirm() {
    if (await run({ policy_id: id }, { refresh: false })) router.push('/console/policies');
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          clear();
          setOpen(next);
        }}
        title={isAsked ? `${id} is asked by groups` : `Delete ${id}?`}
        description={
          isAsked
            ? `Give ${groups.slice(0, 5).join(', ')}${groups.length > 5 ? ' and others' : ''} another strategy or policy first.`
            : 'All its versions go with it, and do not come back.'
        }
        actions={
          <>
            <DialogClose render={<Button>{isAsked ? 'Close' : 'Cancel'}</Button>} />
            {!isAsked && (
              <Button look="danger" pending={pending} onClick={confirm}>
                Delete
              </Button>
            )}
          </>
        }
      >
        {problem ? <ActProblemNote problem={problem} /> : null}
      </Dialog>
    </>
  );
}
