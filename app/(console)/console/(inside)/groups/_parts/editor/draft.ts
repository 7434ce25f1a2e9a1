import type { GroupState } from '@/lib/admin/groups/group-state';

/** A group while it is edited: numbers are what was typed, texts may be empty. What has no field here is kept as it is. */
export interface Draft {
  id: string;
  title: string;
  description: string;
  aliases: string[];
  discoverable: boolean;
  strategy: GroupState['strategy'];
  retry: Record<'attempts' | 'attempt_timeout_ms' | 'total_timeout_ms', string>;
  targets: DraftTarget[];
}

export interface DraftTarget {
  provider: string;
  model: string;
  weight: string;
  priority: string;
  enabled: boolean;
}

export const emptyGroup: GroupState = {
  ...{ id: '', aliases: [], discoverable: false, strategy: 'weighted', retry: {}, targets: [] },
  ...{ policy_reads_text: false, affinity: false },
};

export function draftOf({
  id,
  title,
  description,
  aliases,
  discoverable,
  strategy,
  retry,
  targets,
}: GroupState): Draft {
  return {
    ...{ id, title: title ?? '', description: description ?? '', aliases, discoverable, strategy },
    retry: {
      attempts: retry.attempts?.toString() ?? '',
      attempt_timeout_ms: retry.attempt_timeout_ms?.toString() ?? '',
      total_timeout_ms: retry.total_timeout_ms?.toString() ?? '',
    },
    targets: targets.map(({ weight, priority, ...target }) => {
      return { ...target, weight: weight.toString(), priority: priority.toString() };
    }),
  };
}

/** What would be saved: the group as it was with what was typed in its place. */
export function stateOfDraft(base: GroupState, draft: Draft): GroupState {
  const { title: _, description: __, ...rest } = base;
  const title = draft.title.trim();
  const description = draft.description.trim();
  return {
    ...rest,
    id: draft.id.trim(),
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...{ aliases: draft.aliases, discoverable: draft.discoverable, strategy: draft.strategy },
    retry: Object.fromEntries(
      Object.entries(draft.retry).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, Number(text)]])),
    ),
    targets: draft.targets.map(({ weight, priority, ...target }) => {
      return { ...target, weight: Number(weight), priority: Number(priority) };
    }),
  };
}

/** Whether there is anything to save. */
export function isChanged(base: GroupState, draft: Draft): boolean {
  return JSON.stringify(draftOf(base)) !== JSON.stringify(draft);
}

/** What part of the requests each target is meant to get, live: of the enabled ones, and under failover of its own priority's. */
export function shareOfDraft(target: DraftTarget, { strategy, targets }: Draft): number | null {
  if (!target.enabled) return null;
  const beside = targets.filter(
    ({ enabled, priority }) => enabled && (strategy !== 'failover' || Number(priority) === Number(target.priority)),
  );
  const sum = beside.reduce((all, { weight }) => all + (Number(weight) || 0), 0);
  return sum === 0 ? null : (Number(target.weight) || 0) / sum;
}
