'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import type { SavedGroup, TargetChoice } from '@/lib/admin/groups/asked';
import type { GroupState } from '@/lib/admin/groups/group-state';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { useLeaveWarning } from '../../../../../_ui/use-leave-warning';
import { AboutSection } from './about-section';
import { AnswersSection } from './answers-section';
import { type Draft, draftOf, emptyGroup, isChanged, stateOfDraft } from './draft';
import { GroupConflict } from './group-conflict';
import { LimitsSection } from './limits-section';
import { NamesSection } from './names-section';
import { groupLabels, problemsByField } from './problems-by-field';
import { RetrySection } from './retry-section';
import { ReviewDialog } from './review-dialog';
import { SpendingSection } from './spending-section';
import { StrategySection } from './strategy-section';
import { TargetsSection } from './targets-section';
import { useSaveGroup } from './use-save-group';

interface Props {
  /** Null for a new one. */
  group: { state: GroupState; version: number } | null;
  choices: readonly TargetChoice[];
  /** Ids of the policies that have a version in force. */
  policies: readonly string[];
  only: 'all' | 'targets';
}

/** A group is changed as a whole: look at the difference, then save it as one version. A section is a file; more may come. */
export function GroupEditor({ group, choices, policies, only }: Props) {
  const [base, setBase] = useState(group?.state ?? emptyGroup);
  const [basedOn, setBasedOn] = useState(group?.version ?? null);
  const [draft, setDraft] = useState(() => draftOf(base));
  const [plan, setPlan] = useState<SavedGroup | null>(null);
  const [isDone, setDone] = useState(false);
  const save = useSaveGroup(only);
  const router = useRouter();
  const toast = useToast();
  const hasUnsaved = !isDone && isChanged(base, draft);
  useLeaveWarning(hasUnsaved);

  const change = (some: Partial<Draft>) => setDraft((before) => ({ ...before, ...some }));
  const state = stateOfDraft(base, draft);
  const isConflict = save.problem?.code === 'conflict';
  const problems = problemsByField(save.problem);
  const shared = { draft, change, problems };

  async function review(event: FormEvent) {
    event.preventDefault();
    setPlan(await save.run(state, basedOn, true));
  }

  async function confirm(over = basedOn) {
    const saved = await save.run(state, over, false);
    setPlan(null);
    if (!saved) return;
    toast({ tone: 'good', title: `${state.id} is saved`, description: `Version ${saved.version}, in force now` });
    setBase(state);
    setDraft(draftOf(state));
    setBasedOn(saved.version);
    if (group !== null) return;
    setDone(true);
    router.push(`/console/groups/${state.id}`);
  }

  function takeTheirs(theirs: GroupState, version: number) {
    setBase(theirs);
    setDraft(draftOf(theirs));
    setBasedOn(version);
    save.clear();
    router.refresh();
  }

  return (
    <form onSubmit={review} noValidate className="space-y-6" aria-label={group ? `Group ${base.id}` : 'New group'}>
      {only === 'all' && <AboutSection {...shared} isNew={group === null} />}
      {only === 'all' && <NamesSection {...shared} />}
      {only === 'all' && <StrategySection {...shared} policies={policies} />}
      <TargetsSection {...shared} choices={choices} />
      {only === 'all' && <RetrySection {...shared} />}
      {only === 'all' && <AnswersSection {...shared} />}
      {only === 'all' && <SpendingSection {...shared} />}
      {only === 'all' && <LimitsSection {...shared} />}
      <div className="sticky bottom-0 space-y-3 border-line border-t bg-paper py-4">
        {!isConflict && <ActProblemNote problem={save.problem} labels={groupLabels} marks />}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={!hasUnsaved} pending={save.pending}>
            Review changes
          </Button>
          {hasUnsaved && group !== null && (
            <Button look="quiet" onClick={() => setDraft(draftOf(base))}>
              Discard changes
            </Button>
          )}
          <p role="status" className="text-muted text-sm">
            {hasUnsaved ? 'Not saved yet.' : group === null ? '' : `As saved in version ${basedOn}.`}
          </p>
        </div>
      </div>
      <ReviewDialog plan={plan} pending={save.pending} onClose={() => setPlan(null)} onSave={() => confirm()} />
      {isConflict && (
        <GroupConflict
          {...{ mine: state, basedOn, only }}
          onClose={save.clear}
          onTakeTheirs={takeTheirs}
          onSaveMine={(over) => {
            setBasedOn(over);
            confirm(over);
          }}
        />
      )}
    </form>
  );
}
