import type { Target } from '../snapshot/snapshot';
import { orderByFailover } from './failover';
import type { Strategy } from './strategies';
import { orderByWeight } from './weighted';

/** In what order are these targets tried? `random` gives numbers from 0 up to but not including 1. */
export type OrderTargets = (targets: readonly Target[], random: () => number) => Target[];

const orders: Record<Strategy, OrderTargets> = {
  weighted: orderByWeight,
  failover: orderByFailover,
};

export function orderTargets(strategy: Strategy, targets: readonly Target[], random: () => number): Target[] {
  return orders[strategy](targets, random);
}
