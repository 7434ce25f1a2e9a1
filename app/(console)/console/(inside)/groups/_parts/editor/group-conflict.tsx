'use client';

import { useEffect, useState } from 'react';
import type { GroupVersion, SavedGroup } from '@/lib/admin/groups/asked';
import type { GroupState } from '@/lib/admin/groups/group-state';
import { useAct } from '../../../../../_act/use-act';
import { ConflictDialog } from '../../../../../_ui/conflict-dialog';
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

/** Somebody saved the group while it was edited here. */
export function GroupConflict({ mine, basedOn, only, onClose, onTakeTheirs, onSaveMine }: Props) {
  const { run: readVersions, problem } = useAct('groups.versions');
  const { run: plan, problem: planProblem, pending } = useSaveGroup(only);
  const [since, setSince] = useState<GroupVersion[] | null>(null);
  const [over, setOver] = useState<SavedGroup | null>(null);
  const theirs = since?.[0];
  const state = theirs?.state;
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
    <ConflictDialog
      title={basedOn === null ? `There is a group ${name} already` : `${name} has changed meanwhile`}
      kept="every version is in the history."
      since={
        since?.map(({ number, ...version }) => ({ key: number, did: `saved version ${number}`, ...version })) ?? null
      }
      over={over?.changes ?? null}
      problem={problem ?? planProblem}
      pending={pending}
      onClose={onClose}
      onTakeTheirs={theirs && state ? () => onTakeTheirs({ id: name, ...state }, theirs.number) : undefined}
      saveMine={state === null ? 'Make it again with mine' : 'Save mine over it'}
      onSaveMine={() => onSaveMine(state ? (theirs?.number ?? null) : null)}
    />
  );
}
