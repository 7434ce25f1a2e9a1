'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { TokenRow } from '@/lib/admin/contract';
import type { VerbAnswer } from '@/lib/admin/verbs';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { RadioCard } from '../../_parts/radio-card';
import { ShownTokenDialog } from '../../_parts/shown-token-dialog';
import { type Overlap, overlapSeconds, overlapWords } from './overlap';

/** A new token in the place of this one, which may go on for a while so that its holder can change over in peace. */
export function RotateDialog({ token }: { token: TokenRow }) {
  const router = useRouter();
  const rotate = useAct('tokens.rotate');
  const form = useId();
  const [isOpen, setOpen] = useState(false);
  const [overlap, setOverlap] = useState<Overlap>({ choice: 'day', hours: '48' });
  const [made, setMade] = useState<VerbAnswer<'tokens.rotate'> | null>(null);
  const seconds = overlapSeconds(overlap);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (seconds === null) return;
    const answer = await rotate.run({ token_id: token.token_id, overlap_seconds: seconds }, { refresh: false });
    if (!answer) return;
    setOpen(false);
    setMade(answer);
  }

  function leave() {
    const id = made?.token_id;
    setMade(null);
    router.push(`/console/tokens/${id}`);
  }

  if (made) {
    return (
      <ShownTokenDialog made={made} model={token.allow[0] ?? ''} onClose={leave}>
        <Callout tone="neutral">{sayOld(made, seconds === 0)}</Callout>
      </ShownTokenDialog>
    );
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(isNow) => {
        setOpen(isNow);
        rotate.clear();
      }}
      trigger={<Button>Rotate</Button>}
      title="Rotate this token"
      description="A new token takes its place: the same caller, the same groups, the same end. It is shown once."
      actions={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          <Button type="submit" form={form} look="primary" disabled={seconds === null} pending={rotate.pending}>
            Make the new token
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="space-y-4">
        <fieldset>
          <legend className="font-medium text-sm">The old one ends</legend>
          <div className="mt-3 flex flex-wrap gap-2">
            {overlapWords.map(([choice, label]) => (
              <RadioCard
                key={choice}
                name="overlap"
                label={label}
                checked={overlap.choice === choice}
                onChange={() => setOverlap({ ...overlap, choice })}
              />
            ))}
          </div>
        </fieldset>
        {overlap.choice === 'own' && (
          <Field
            label="Hours"
            id={`${form}-hours`}
            problem={seconds === null ? 'Expected a whole number from 1 to 8,784, which is a year.' : null}
          >
            <Input
              {...describedBy(`${form}-hours`)}
              inputMode="numeric"
              value={overlap.hours}
              onChange={(event) => setOverlap({ ...overlap, hours: event.currentTarget.value })}
            />
          </Field>
        )}
        <p className="text-muted text-sm">
          {overlap.choice === 'now'
            ? 'Its next request is refused: whoever uses it must have the new one at once.'
            : 'Until then both work. Afterwards the old one is refused as rotated, with nothing more to do.'}
        </p>
        <ActProblemNote problem={rotate.problem} />
      </form>
    </Dialog>
  );
}

function sayOld({ replaces, rotates_at }: VerbAnswer<'tokens.rotate'>, isOver: boolean) {
  return (
    <p>
      The old one, <code className="break-all">{replaces}</code>,{' '}
      {isOver ? 'has ended.' : `goes on working until ${rotates_at.slice(0, 10)} ${rotates_at.slice(11, 16)} UTC.`}
    </p>
  );
}
