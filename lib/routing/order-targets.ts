import type { Target } from '../snapshot/snapshot';
import { asGoodByWeight, asGoodInTier, type IsAsGood, orderByAffinity } from './affinity';
import { randomOf } from './digest';
import { orderByFailover } from './failover';
import { asGoodByCost, type CostContext, orderByLowestCost } from './lowest-cost';
import { asGoodByLatency, type LatencyContext, orderByLowestLatency } from './lowest-latency';
import type { OwnStrategy } from './strategies';
import { orderByWeight } from './weighted';

/** What a strategy may go by, beside the targets themselves. */
export interface OrderContext {
  /** Gives numbers from 0 up to but not including 1. */
  random: () => number;
  cost: CostContext;
  latency: LatencyContext;
  /** Which conversation the request belongs to, where its group keeps conversations on their targets. */
  conversation: string | null;
}

interface Ordering {
  order(targets: readonly Target[], context: OrderContext, random: () => number): Target[];
  isAsGood(context: OrderContext): IsAsGood;
}

const orderings: Record<OwnStrategy, Ordering> = {
  weighted: {
    order: (targets, _, random) => orderByWeight(targets, random),
    isAsGood: () => asGoodByWeight,
  },
  failover: {
    order: (targets, _, random) => orderByFailover(targets, random),
    isAsGood: () => asGoodInTier,
  },
  'lowest-cost': {
    order: (targets, { cost }, random) => orderByLowestCost(targets, cost, random),
    isAsGood: ({ cost }) => asGoodByCost(cost),
  },
  'lowest-latency': {
    order: (targets, { latency }, random) => orderByLowestLatency(targets, latency, random),
    isAsGood: ({ latency }) => asGoodByLatency(latency),
  },
};

/** In what order are these targets tried? The same context gives the same order. */
export function orderTargets(strategy: OwnStrategy, targets: readonly Target[], context: OrderContext): Target[] {
  const { order, isAsGood } = orderings[strategy];
  const { conversation, random } = context;
  if (conversation === null) return order(targets, context, random);
  // What is left to chance falls alike for every turn of one conversation.
  const drawn = order(targets, context, randomOf(conversation));
  return orderByAffinity(drawn, isAsGood(context), conversation);
}
