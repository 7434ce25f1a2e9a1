'use client';

import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import type { VerbInput, VerbName } from '@/lib/admin/verbs';
import { useAct } from '../_act/use-act';
import { ActProblemNote } from './act-problem';

interface Props<Name extends VerbName> {
  verb: Name;
  input: VerbInput<Name>;
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will be so afterwards, and whether it can be undone. */
  description: ReactNode;
  /** The deed in words: “Revoke”. */
  action: string;
  /** What is said when it was done. */
  done: string;
  danger?: boolean;
}

/** A question before a verb; it stays open, with the reason, where the verb is refused. */
export function ConfirmVerb<Name extends VerbName>(props: Props<Name>) {
  const { verb, input, open, onClose, title, description, action, done, danger = false } = props;
  const { run, pending, problem, clear } = useAct(verb);
  const toast = useToast();

  function close() {
    clear();
    onClose();
  }
  async function confirm() {
    if ((await run(input)) === null) return;
    toast({ tone: 'good', title: done });
    close();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || close()}
      title={title}
      description={description}
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button look={danger ? 'danger' : 'primary'} pending={pending} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      {problem ? <ActProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
