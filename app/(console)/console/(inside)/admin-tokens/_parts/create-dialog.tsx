'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import type { Role } from '@/lib/admin/roles';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { ShownOnce } from '../../../../_ui/shown-once';
import { findWrong } from '../../../../_ui/wrong-fields';
import { RoleSelect } from '../../administrators/_parts/role-select';
import { readAdminTokenForm } from './read-form';
import { ScopeChoice } from './scope-choice';

const labels = { title: 'What it is for', expires_at: 'Ends' };

/** A new token: what it is for, what it may, how long; then the token, this once. */
export function CreateDialog({ among }: { among: readonly Role[] }) {
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>('viewer');
  const [token, setToken] = useState<string | null>(null);
  const { run, pending, problem, clear } = useAct('admin-tokens.create');
  const wrong = findWrong(problem, labels).fields;

  function turn(next: boolean) {
    setOpen(next);
    if (!next) return;
    clear();
    setToken(null);
    setRole('viewer');
  }
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = await run({ ...readAdminTokenForm(new FormData(event.currentTarget), new Date()), role });
    if (answer) setToken(answer.token);
  }

  return (
    <Dialog
      trigger={<Button look="primary">Make an admin token</Button>}
      open={open}
      onOpenChange={turn}
      title={token ? 'The token' : 'Make an admin token'}
      description={
        token
          ? undefined
          : 'It may no more than you may, and ends when you change your password or sign out everywhere.'
      }
      actions={
        token ? (
          <DialogClose render={<Button look="primary">Done</Button>} />
        ) : (
          <>
            <DialogClose render={<Button>Cancel</Button>} />
            <Button type="submit" form="new-admin-token" look="primary" pending={pending}>
              Make the token
            </Button>
          </>
        )
      }
    >
      {token ? (
        <ShownOnce title="Admin token" secret={token}>
          It is shown only here and only now. Keep it as you keep the key of a database: as ROUTER_ADMIN_TOKEN of
          whoever uses it.
        </ShownOnce>
      ) : (
        <form id="new-admin-token" onSubmit={send} noValidate className="space-y-5">
          <Field label={labels.title} id="title" problem={wrong.get('title') ?? null}>
            <Input
              name="title"
              required
              maxLength={100}
              placeholder="the pipeline of team A"
              {...describedBy('title', wrong.get('title'))}
            />
          </Field>
          <RoleSelect value={role} onChange={setRole} among={among} />
          <ScopeChoice role={role} />
          <Field
            label={labels.expires_at}
            id="ends"
            note="Make another before it does: a year is the longest."
            problem={wrong.get('expires_at') ?? null}
          >
            <Select name="days" defaultValue="90" {...describedBy('ends', wrong.get('expires_at'))}>
              <option value="1">in a day</option>
              <option value="30">in 30 days</option>
              <option value="90">in 90 days</option>
              <option value="365">in a year</option>
            </Select>
          </Field>
          <ActProblemNote problem={problem} labels={labels} marks />
        </form>
      )}
    </Dialog>
  );
}
