'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import type { HolderChange } from '@/lib/admin/contract/callers';
import { ActProblemNote } from '../../../../_ui/act-problem';
import type { HolderStatus } from './holder-status';
import { type Holder, nameOf, useHolder } from './use-holder';

interface Props {
  holder: Holder;
  /** What it becomes. */
  to: HolderStatus;
  size?: 'small';
}

const deeds: Record<HolderStatus, string> = { active: 'Make active', suspended: 'Suspend', disabled: 'Disable' };

/** Changes a status, after it was said how many tokens that reaches. */
export function StatusButton({ holder, to, size }: Props) {
  const say = useToast();
  const { change, pending, problem, clear } = useHolder(holder);
  const [told, setTold] = useState<HolderChange | null>(null);
  const [isOpen, setOpen] = useState(false);

  async function open(isNow: boolean) {
    setOpen(isNow);
    clear();
    setTold(null);
    if (isNow) setTold(await change({ status: to }, true));
  }

  async function confirm() {
    if (!(await change({ status: to }))) return;
    setOpen(false);
    say({ tone: 'good', title: `${nameOf(holder)} is ${to}`, description: 'It holds from the next request on.' });
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      trigger={<Button size={size}>{deeds[to]}</Button>}
      title={`${deeds[to]}: ${nameOf(holder)}`}
      description={meanings[to]}
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button look={to === 'active' ? 'primary' : 'danger'} pending={pending} disabled={!told} onClick={confirm}>
            {deeds[to]}
          </Button>
        </>
      }
    >
      <p aria-live="polite">{told ? sayReach(told) : pending ? 'Counting the tokens…' : ''}</p>
      <ActProblemNote problem={problem} />
    </Dialog>
  );
}

const meanings: Record<HolderStatus, string> = {
  active: 'Its tokens work again, unless something else holds them.',
  suspended: 'For a while: its tokens are refused as suspended until it is made active again.',
  disabled: 'Its tokens are refused as disabled until it is made active again. Nothing is deleted.',
};

function sayReach({ tokens_stopped: stopped, tokens_started: started }: HolderChange): string {
  if (stopped > 0) return `${count(stopped)} ${stopped === 1 ? 'stops' : 'stop'} working with the next request.`;
  if (started > 0) return `${count(started)} ${started === 1 ? 'works' : 'work'} again from the next request on.`;
  return 'No token that works now is reached, and none works again by it.';
}

function count(number: number): string {
  return `${number.toLocaleString('en')} ${number === 1 ? 'token' : 'tokens'}`;
}
