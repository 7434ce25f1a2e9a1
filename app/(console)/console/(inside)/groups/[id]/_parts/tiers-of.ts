import type { GroupAnswer, TargetAnswer } from '@/lib/admin/groups/asked';

export interface Tier {
  name: string;
  /** Null where the strategy has no tiers: the target stands alone. */
  title: string | null;
  targets: TargetAnswer[];
  isOff: boolean;
}

/** Under failover the targets of each priority together, lowest number first; else each by itself. */
export function tiersOf(targets: readonly TargetAnswer[], strategy: GroupAnswer['state']['strategy']): Tier[] {
  if (strategy !== 'failover') {
    return targets.map((target) => ({
      ...{ name: `${target.provider}/${target.model}`, title: null },
      ...{ targets: [target], isOff: !target.enabled },
    }));
  }
  const priorities = [...new Set(targets.map(({ priority }) => priority))].sort((one, other) => one - other);
  return priorities.map((priority, index) => {
    const own = targets.filter((target) => target.priority === priority);
    const when = index === 0 ? 'tried first' : 'tried when all above failed';
    return {
      ...{ name: `priority ${priority}`, title: `Priority ${priority}: ${when}`, targets: own },
      isOff: own.every(({ enabled }) => !enabled),
    };
  });
}
