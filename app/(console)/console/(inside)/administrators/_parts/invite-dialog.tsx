'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { Role } from '@/lib/admin/roles';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';
import { LinkOnce } from './link-once';
import { RoleSelect } from './role-select';

const labels = { name: 'Name or e-mail address' };

/** Somebody more: a name and a role, and then the link to give them. */
export function InviteDialog() {
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>('viewer');
  const [made, setMade] = useState<{ name: string; url: string } | null>(null);
  const { run, pending, problem, clear } = useAct('administrators.create');
  const wrong = findWrong(problem, labels).fields.get('name');

  function turn(next: boolean) {
    setOpen(next);
    if (!next) return;
    clear();
    setMade(null);
    setRole('viewer');
  }
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = await run({ name: String(new FormData(event.currentTarget).get('name')), role });
    if (answer?.link) setMade({ name: answer.name, url: answer.link.url });
  }

  return (
    <Dialog
      trigger={<Button look="primary">Invite an administrator</Button>}
      open={open}
      onOpenChange={turn}
      title={made ? `${made.name} is invited` : 'Invite an administrator'}
      description={made ? undefined : 'You get a link to give them. With it they choose a password.'}
      actions={
        made ? (
          <DialogClose render={<Button look="primary">Done</Button>} />
        ) : (
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button type="submit" form="invite" look="primary" pending={pending}>
              Invite
            </Button>
          </>
        )
      }
    >
      {made ? (
        <LinkOnce url={made.url} />
      ) : (
        <form id="invite" onSubmit={send} noValidate className="space-y-5">
          <Field
            label={labels.name}
            id="invited"
            note="What they sign in with. Nothing is sent there."
            problem={wrong ?? null}
          >
            <Input
              name="name"
              required
              maxLength={254}
              autoComplete="off"
              spellCheck={false}
              {...describedBy('invited', wrong)}
            />
          </Field>
          <RoleSelect value={role} onChange={setRole} />
          <ActProblemNote problem={problem} labels={labels} marks />
        </form>
      )}
    </Dialog>
  );
}
