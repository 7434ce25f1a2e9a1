'use client';

import { type ReactElement, type ReactNode, useState } from 'react';
import { Button, type ButtonLook } from '@/app/_ui/button';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import type { ApplyAnswer, FieldProblem } from '@/lib/admin/contract';
import type { VerbInput } from '@/lib/admin/verbs';
import { type Act, useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { Difference } from '../../../../_ui/difference';
import type { FieldLabels } from '../../../../_ui/tell-problem';
import { fieldLabels } from './names';

type SavingVerb =
  | 'providers.create'
  | 'providers.update'
  | 'providers.delete'
  | 'providers.add-models'
  | 'providers.update-model'
  | 'providers.delete-model';

interface Props<Name extends SavingVerb> {
  verb: Name;
  /** What is asked for, and what the form finds wrong with it itself. */
  input: () => VerbInput<Name>;
  wrong?: () => FieldProblem[];
  /** How the difference is asked for, where a form marks what is wrong with its fields. */
  preview?: Act<Name>;
  labels?: FieldLabels;
  /** The button that shows the difference. */
  label: string;
  look?: ButtonLook;
  title: string;
  /** The button that saves it: the deed in words. */
  action: string;
  danger?: boolean;
  note?: ReactNode;
  beside?: ReactElement;
  onSaved: () => void;
}

/** Shows what a change would do, by asking the server for it, and makes it once that was looked at. */
export function Review<Name extends SavingVerb>(props: Props<Name>) {
  const {
    verb,
    input,
    wrong,
    labels = fieldLabels,
    label,
    look = 'primary',
    title,
    action,
    danger = false,
    note,
    beside,
    onSaved,
  } = props;
  const own = useAct(verb);
  const preview = props.preview ?? own;
  const saving = useAct(verb);
  const [plan, setPlan] = useState<{ answer: ApplyAnswer; input: VerbInput<Name> } | null>(null);

  async function show() {
    const asked = input();
    saving.clear();
    const answer = await preview.run({ ...asked, dry_run: true }, { refresh: false, wrong: wrong?.() ?? [] });
    if (answer) setPlan({ answer: answer as ApplyAnswer, input: asked });
  }

  async function commit() {
    if (plan === null || !(await saving.run({ ...plan.input, dry_run: false }))) return;
    setPlan(null);
    onSaved();
  }

  const isNothing = plan?.answer.changes.length === 0;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button look={look} pending={preview.pending} onClick={() => void show()}>
          {label}
        </Button>
        {beside}
      </div>
      <ActProblemNote problem={preview.problem} labels={labels} marks={props.preview !== undefined} />
      <Dialog
        open={plan !== null}
        onOpenChange={(isOpen) => !isOpen && setPlan(null)}
        title={title}
        actions={
          <>
            <DialogClose render={<Button>Back</Button>} />
            {!isNothing && (
              <Button look={danger ? 'danger' : 'primary'} pending={saving.pending} onClick={() => void commit()}>
                {action}
              </Button>
            )}
          </>
        }
      >
        <div className="max-h-[60vh] space-y-4 overflow-y-auto">
          {note}
          <Difference changes={plan?.answer.changes ?? []} />
          {plan && plan.answer.notices.length > 0 && (
            <ul className="list-disc space-y-1 pl-5 text-sm text-warn">
              {plan.answer.notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          )}
          <ActProblemNote problem={saving.problem} labels={fieldLabels} />
        </div>
      </Dialog>
    </div>
  );
}
