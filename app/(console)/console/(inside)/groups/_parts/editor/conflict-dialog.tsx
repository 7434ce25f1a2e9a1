'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog } from '@/app/_ui/dialog';
import type { GroupVersion, SavedGroup } from '@/lib/admin/groups/asked';
import type { GroupState } from '@/lib/admin/groups/group-state';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { Difference } from '../../../../../_ui/difference';
import { Moment } from '../../../../../_ui/moment';
import { useSaveGroup } from './use-save-group';

interface Props {
  mine: GroupState;
  /** The version that this editor began with. */
  basedOn: number | null;
  only: 'all' | 'targets';
  onClose(): void;
  onTakeTheirs(theirs: GroupState, version: number): void;
  onSaveMine(over: number | null): void;
}

/** Somebody saved the group while it was edited here: what they changed, what mine would change now, and the two ways on. */
export function ConflictDialog({ mine, basedOn, only, onClose, onTakeTheirs, onSaveMine }: Props) {
  const { run: readVersions, problem } = useAct('groups.versions');
  const { run: plan, problem: planProblem, pending } = useSaveGroup(only);
  const [since, setSince] = useState<GroupVersion[] | null>(null);
  const [over, setOver] = useState<SavedGroup | null>(null);
  const theirs = since?.[0];
  const name = mine.id;

  // Once, when it opens: what is edited cannot change under the dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    (async () => {
      const versions = await readVersions({ id: name, limit: 20 }, { refresh: false });
      if (!versions) return;
      setSince(versions.data.filter(({ number }) => number > (basedOn ?? 0)));
      const last = versions.data[0];
      setOver(await plan(mine, last?.state ? last.number : null, true));
    })();
  }, []);

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={basedOn === null ? `There is a group ${name} already` : `${name} has changed meanwhile`}
      description="Nothing of yours is saved, and nothing of theirs is lost: every version is in the history."
      actions={
        <>
          <Button onClick={onClose}>Go on editing</Button>
          {theirs?.state && (
            <Button onClick={() => theirs.state && onTakeTheirs({ id: name, ...theirs.state }, theirs.number)}>
              Load theirs
            </Button>
          )}
          <Button
            look="primary"
            disabled={!over}
            pending={pending}
            onClick={() => onSaveMine(theirs?.state ? theirs.number : null)}
          >
            {theirs?.state === null ? 'Make it again with mine' : 'Save mine over it'}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {since === null && !problem && <p className="text-muted">Looking…</p>}
        {since?.map(({ number, actor, at, changes }) => (
          <section key={number} className="space-y-2">
            <h3 className="font-medium text-sm">
              {actor} saved version {number}, <Moment at={at} /> UTC
            </h3>
            <Difference changes={changes} />
          </section>
        ))}
        {over && (
          <section className="space-y-2 border-line border-t pt-4">
            <h3 className="font-medium text-sm">Saving yours over it would change</h3>
            <Difference changes={over.changes} />
          </section>
        )}
        <ActProblemNote problem={problem ?? planProblem} />
      </div>
    </Dialog>
  );
}
