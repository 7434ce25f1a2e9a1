'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { ActProblem } from '../../../../_act/done';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';

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
  /** What a refusal calls the name; a title is `title`. */
  field: 'user' | 'project';
  act: { pending: boolean; problem: ActProblem | null; clear(): void };
  /** Makes it; false where it was refused. */
  onName: (name: string, title: string) => Promise<boolean>;
}

/** Asks for the name of something new, or of what something is put into. */
export function NameDialog({
  trigger,
  deed,
  size,
  title,
  description,
  label,
  field,
  asksTitle = false,
  act,
  onName,
}: Props) {
  const labels = { [field]: label, ...(asksTitle && { title: 'Title' }) };
  const wrong = findWrong(act.problem, labels).fields;
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
      <form id={form} onSubmit={submit} noValidate className="space-y-3">
        <Field
          label={label}
          id={`${form}-name`}
          note="Lower-case letters, digits and hyphens."
          problem={wrong.get(field) ?? null}
        >
          <Input
            {...describedBy(`${form}-name`, wrong.get(field))}
            name="name"
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        {asksTitle && (
          <Field
            label={labels.title ?? ''}
            id={`${form}-title`}
            note="What people call it. May be empty."
            problem={wrong.get('title') ?? null}
          >
            <Input
              {...describedBy(`${form}-title`, wrong.get('title'))}
              name="title"
              maxLength={200}
              autoComplete="off"
            />
          </Field>
        )}
        <ActProblemNote problem={act.problem} labels={labels} marks />
      </form>
    </Dialog>
  );
}
