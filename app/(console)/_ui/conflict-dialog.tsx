'use client';

import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import type { ActProblem } from '../_act/done';
import { ActProblemNote } from './act-problem';
import { type Changed, Difference } from './difference';
import { Moment } from './moment';

/** One change that somebody else made in the meantime. */
export interface Since {
  key: number;
  actor: string;
  /** `saved version 4`, `changed it`. */
  did: string;
  at: string;
  changes: readonly Changed[];
}

interface Props {
  title: string;
  /** Where what they did can be found afterwards. */
  kept: ReactNode;
  /** Newest first; null while it is looked up. */
  since: readonly Since[] | null;
  /** What mine would change of what is now; null where that is not known yet, or cannot be saved. */
  over: readonly Changed[] | null;
  problem: ActProblem | null;
  pending: boolean;
  onClose(): void;
  /** Left out where there is nothing of theirs to go on from. */
  onTakeTheirs?: (() => void) | undefined;
  saveMine: string;
  onSaveMine(): void;
}

/** Somebody saved what is edited here: who, when and what, what mine would change now, and the two ways on. */
export function ConflictDialog({ title, kept, since, over, problem, pending, ...ways }: Props) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) ways.onClose();
      }}
      title={title}
      description={<>Nothing of yours is saved, and nothing of theirs is lost: {kept}</>}
      actions={
        <>
          <Button onClick={ways.onClose}>Go on editing</Button>
          {ways.onTakeTheirs && <Button onClick={ways.onTakeTheirs}>Load theirs</Button>}
          <Button look="primary" disabled={!over} pending={pending} onClick={ways.onSaveMine}>
            {ways.saveMine}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {since === null && !problem && <p className="text-muted">Looking…</p>}
        {since?.map(({ key, actor, did, at, changes }) => (
          <section key={key} className="space-y-2">
            <h3 className="font-medium text-sm">
              {actor} {did}, <Moment at={at} /> UTC
            </h3>
            <Difference changes={changes} />
          </section>
        ))}
        {over && (
          <section className="space-y-2 border-line border-t pt-4">
            <h3 className="font-medium text-sm">Saving yours over it would change</h3>
            <Difference changes={over} />
          </section>
        )}
        <ActProblemNote problem={problem} />
      </div>
    </Dialog>
  );
}
