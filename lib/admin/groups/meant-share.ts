import type { Strategy } from '../../routing/strategies';

interface Weighed {
  weight: number;
  priority: number;
  enabled: boolean;
}

/** Strategies by which a target is meant to get a part of the requests at all; the others look at each request, or at what was seen. */
export function sharesByWeight(strategy: Strategy): boolean {
  return strategy === 'weighted' || strategy === 'failover';
}

/**
 * What part of the requests a target is meant to get while all do well: of the weights of the enabled ones, under failover of those
 * of the first priority. Null where its weight says nothing of it: later priorities get what fails before them.
 */
export function meantShare(target: Weighed, strategy: Strategy, targets: readonly Weighed[]): number | null {
  if (!target.enabled || !sharesByWeight(strategy)) return null;
  const enabled = targets.filter((each) => each.enabled);
  const first = Math.min(...enabled.map(({ priority }) => priority));
  if (strategy === 'failover' && target.priority !== first) return null;
  const beside = enabled.filter(({ priority }) => strategy !== 'failover' || priority === first);
  const sum = beside.reduce((all, { weight }) => all + weight, 0);
  return sum === 0 ? null : target.weight / sum;
}
