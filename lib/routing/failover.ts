import type { Target } from '../snapshot/snapshot';
import { orderByWeight } from './weighted';

/** Tiers by priority, lower numbers first; weights decide inside a tier. */
export function orderByFailover(targets: readonly Target[], random: () => number): Target[] {
  const tiers = [...new Set(targets.map((target) => target.priority))].sort((a, b) => a - b);
  return tiers.flatMap((priority) =>
    orderByWeight(
      targets.filter((target) => target.priority === priority),
      random,
    ),
  );
}
