'use client';

import { useCallback } from 'react';
import type { SavedGroup } from '@/lib/admin/groups/asked';
import type { GroupState } from '@/lib/admin/groups/group-state';
import type { ActProblem } from '../../../../../_act/done';
import { useAct } from '../../../../../_act/use-act';

interface SaveGroup {
  run(state: GroupState, basedOn: number | null, dryRun: boolean): Promise<SavedGroup | null>;
  pending: boolean;
  problem: ActProblem | null;
  clear(): void;
}

/** Saves the group, or its targets alone, for those whose role has no more. */
export function useSaveGroup(only: 'all' | 'targets'): SaveGroup {
  const whole = useAct('groups.save');
  const part = useAct('groups.set-targets');
  const { pending, problem, clear } = only === 'targets' ? part : whole;
  const { run: saveWhole } = whole;
  const { run: saveTargets } = part;
  const run = useCallback(
    (state: GroupState, basedOn: number | null, dryRun: boolean) => {
      const how = { based_on: basedOn, dry_run: dryRun };
      const options = { refresh: !dryRun };
      if (only === 'all') return saveWhole({ ...state, ...how }, options);
      return saveTargets({ id: state.id, targets: state.targets, ...how }, options);
    },
    [only, saveWhole, saveTargets],
  );
  return { run, pending, problem, clear };
}
