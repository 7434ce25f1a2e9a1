import type { Target } from '../snapshot/snapshot';
import { digest } from './digest';

/** May a conversation stand at this target instead of at the strategy's first? Each strategy says where it does not care. */
export type IsAsGood = (target: Target, first: Target) => boolean;

/**
 * Puts the target a conversation is bound to before the strategy's order, and leaves the rest of that order alone.
 *
 * Rendezvous hashing by weight: each target draws a number of its own for the conversation and the highest has it. Nothing is
 * remembered, so every replica binds alike; a target that leaves moves its own conversations and no other, each to the one
 * it always would have gone to next; one that comes takes its share and moves nothing between the others.
 *
 * `order` holds only what can be tried now, so that a bound target that is not eligible or not healthy is not in it. A
 * weight of 0 draws no conversations, as it draws no traffic.
 */
export function orderByAffinity(order: readonly Target[], isAsGood: IsAsGood, key: string): Target[] {
  const [first] = order;
  if (!first) return [];
  let bound = first;
  let highest = Number.NEGATIVE_INFINITY;
  for (const target of order) {
    if (target.weight <= 0 || !isAsGood(target, first)) continue;
    const score = drawOf(target, key);
    if (score > highest) [bound, highest] = [target, score];
  }
  return bound === first ? [...order] : [bound, ...order.filter((target) => target !== bound)];
}

/** By weight alone any of them will do. */
export const asGoodByWeight: IsAsGood = () => true;

/** Tiers stay tiers. */
export const asGoodInTier: IsAsGood = (target, first) => target.priority === first.priority;

/** -weight / ln u: the highest of such draws falls to each in proportion to its weight. */
function drawOf(target: Target, key: string): number {
  const chance = (digest(`${key}\n${target.id}`) + 0.5) / 2 ** 53;
  return -target.weight / Math.log(chance);
}
