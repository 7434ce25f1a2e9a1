import type { Target } from '../snapshot/snapshot';

/**
 * Weighted random order without replacement: the first is drawn with a chance in proportion to its weight, then the next
 * from those left, so that a fallback is weighted as well. A weight of 0 draws no traffic and stands last, as a spare.
 */
export function orderByWeight(targets: readonly Target[], random: () => number): Target[] {
  if (targets.length < 2) return [...targets];
  const left = targets.filter((target) => target.weight > 0);
  const order: Target[] = [];
  let total = left.reduce((sum, target) => sum + target.weight, 0);
  while (left.length > 0) {
    const [drawn] = left.splice(drawIndex(left, random() * total), 1);
    if (!drawn) break;
    total -= drawn.weight;
    order.push(drawn);
  }
  return [...order, ...targets.filter((target) => target.weight === 0)];
}

function drawIndex(targets: readonly Target[], point: number): number {
  let passed = 0;
  const index = targets.findIndex((target) => {
    passed += target.weight;
    return point < passed;
  });
  return index === -1 ? targets.length - 1 : index;
}
