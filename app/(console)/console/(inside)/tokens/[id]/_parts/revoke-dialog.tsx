'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import type { TokenRow } from '@/lib/admin/contract';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';

/** Ends a token for good. Whose it is has to be typed: nothing brings it back. */
export function RevokeDialog({ token }: { token: TokenRow }) {
  const say = useToast();
  const revoke = useAct('tokens.revoke');
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const word = `${token.user}/${token.project}`;

  function open(isNow: boolean) {
    setOpen(isNow);
    setTyped('');
    revoke.clear();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (typed !== word || !(await revoke.run({ token_id: token.token_id }))) return;
    open(false);
    say({ tone: 'good', title: 'Revoked', description: 'Its next request is refused, for good.' });
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      trigger={<Button look="danger">Revoke</Button>}
      title="Revoke this token"
      description={
        <>
          <code className="break-all">{token.token_id}</code> is refused from its next request on, and nothing makes it
          active again{token.managed_by === 'file' && ', the file neither'}.{' '}
          {token.managed_by === 'console' && 'To hold it back for a while, suspend it instead.'}
        </>
      }
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button type="submit" form={form} look="danger" disabled={typed !== word} pending={revoke.pending}>
            Revoke for good
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-3">
        <Field label={`To go on, type ${word}`} id={`${form}-word`}>
          <Input
            {...describedBy(`${form}-word`)}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Field>
        <ActProblemNote problem={revoke.problem} />
      </form>
    </Dialog>
  );
}
