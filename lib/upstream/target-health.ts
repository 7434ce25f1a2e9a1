import { createLatencyBook, type LatencyBook, type LatencyFigures } from '../routing/latency-figures';
import {
  type AttemptResult,
  type CircuitBreaker,
  createCircuitBreaker,
  type Seen,
  type Ticket,
} from './circuit-breaker';

/**
 * How the targets have done lately, as this process saw it: whether each may be tried (circuit-breaker.ts), how quick it is
 * (lib/routing/latency-figures.ts), and what people are told of it. To ask changes nothing; times are epoch milliseconds.
 */
export interface TargetHealth
  extends Pick<
    CircuitBreaker,
    | 'mayTry'
    | 'begin'
    | 'findLastResort'
    | 'beginLastResort'
    | 'note'
    | 'retryAfterMs'
    | 'errorRate'
    | 'pausesOf'
    | 'reset'
  > {
  measure: LatencyBook['add'];
  figuresOf(targetId: string, now: number): LatencyFigures | null;
  /** What callers are told: a few failures are nobody's business but the deployment's. */
  stateOf(target: Seen, now: number): 'healthy' | 'unhealthy' | 'unknown';
  /** What administrators are told as well: that its last tries failed, though not yet enough of them to call it unhealthy. */
  conditionOf(target: Seen, now: number): TargetCondition;
  /** `open`: it is left alone; `half-open`: one request sees how it is. */
  circuitOf: CircuitBreaker['stateOf'];
}

export type TargetCondition = 'healthy' | 'faltering' | 'unhealthy' | 'unknown';

export type { AttemptResult, Ticket };

/** `random` gives numbers from 0 up to but not including 1: waits of many processes must not end at once. */
export function createTargetHealth(random: () => number = Math.random): TargetHealth {
  const breaker = createCircuitBreaker(random);
  const latencies = createLatencyBook();
  const { healthOf, stateOf: circuitOf, failuresInRow, ...tries } = breaker;
  return {
    ...tries,
    circuitOf,
    measure: latencies.add,
    figuresOf: latencies.read,
    stateOf: healthOf,
    conditionOf(target, now) {
      const state = healthOf(target, now);
      return state !== 'unhealthy' && failuresInRow(target, now) > 0 ? 'faltering' : state;
    },
  };
}
