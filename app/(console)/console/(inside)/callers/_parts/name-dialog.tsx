'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { ActProblem } from '../../../../_act/done';
import { ActProblemNote } from '../../../../_ui/act-problem';

interface Props {
  trigger: string;
  /** What its last button says. */
  deed: string;
  size?: 'small';
  title: string;
  description: string;
  label: string;
  /** Asks for a title beside the name. */
  asksTitle?: boolean;
  act: { pending: boolean; problem: ActProblem | null; clear(): void };
  /** Makes it; false where it was refused. */
  onName: (name: string, title: string) => Promise<boolean>;
}

/** Asks for the name of something new, or of what something is put into. */
export function NameDialog({ trigger, deed, size, title, description, label, asksTitle = false, act, onName }: Props) {
  const form = useId();
  const [isOpen, setOpen] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    if (await onName(text('name'), text('title'))) setOpen(false);
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={(isNow) => {
        setOpen(isNow);
        act.clear();
      }}
      trigger={
        <Button look={size ? 'secondary' : 'primary'} size={size}>
          {trigger}
        </Button>
      }
      title={title}
      description={description}
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button type="submit" form={form} look="primary" pending={act.pending}>
            {deed}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-3">
        <Field label={label} id={`${form}-name`} note="Lower-case letters, digits and hyphens.">
          <Input
            {...describedBy(`${form}-name`)}
            name="name"
            required
            pattern="[a-z0-9\-]{1,64}"
            title="lower-case letters, digits and hyphens, 64 at most"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        {asksTitle && (
          <Field label="Title" id={`${form}-title`} note="What people call it. May be empty.">
            <Input {...describedBy(`${form}-title`)} name="title" maxLength={200} autoComplete="off" />
          </Field>
        )}
        <ActProblemNote problem={act.problem} />
      </form>
    </Dialog>
  );
}
