import { notTheTargets } from './failure';

/** How a target has done lately, as this process saw it: what callers are told of a group. It decides nothing. */
export interface TargetHealth {
  /** `result` is `answered` or the class of a failure; `now` epoch milliseconds. */
  note(targetId: string, result: string, now: number): void;
  /** What callers are told: a few failures are nobody's business but the deployment's. */
  stateOf(targetId: string, now: number): 'healthy' | 'unhealthy' | 'unknown';
  /** What administrators are told as well: that its last tries failed, though not yet enough of them to call it unhealthy. */
  conditionOf(targetId: string, now: number): TargetCondition;
}

export type TargetCondition = 'healthy' | 'faltering' | 'unhealthy' | 'unknown';

interface Seen {
  failuresInRow: number;
  failedAt: number;
  answeredAt: number;
}

/** The breaker's own figure (design section 7). */
const failuresThatTell = 5;
/** What nobody has tried for so long is known no more. */
const rememberedMs = 10 * 60_000;
/** Targets come and go with the policy; what is left of those that went is little, and has an end. */
const mostTargets = 10_000;

export function createTargetHealth(): TargetHealth {
  const records = new Map<string, Seen>();
  const stateOf: TargetHealth['stateOf'] = (targetId, now) => {
    const record = records.get(targetId);
    const since = now - rememberedMs;
    if (!record) return 'unknown';
    if (record.failuresInRow >= failuresThatTell && record.failedAt > since) return 'unhealthy';
    return record.answeredAt > since ? 'healthy' : 'unknown';
  };
  return {
    note(targetId, result, now) {
      // `internal` is what ended an attempt from the router's own side.
      if (notTheTargets.has(result) || result === 'internal') return;
      let record = records.get(targetId);
      if (!record) {
        if (records.size >= mostTargets) records.clear();
        record = { failuresInRow: 0, failedAt: -Infinity, answeredAt: -Infinity };
        records.set(targetId, record);
      }
      if (result === 'answered') {
        record.failuresInRow = 0;
        record.answeredAt = now;
      } else {
        record.failuresInRow += 1;
        record.failedAt = now;
      }
    },
    stateOf,
    conditionOf(targetId, now) {
      const state = stateOf(targetId, now);
      const record = records.get(targetId);
      const failedLast = record !== undefined && record.failuresInRow > 0 && record.failedAt > now - rememberedMs;
      return failedLast && state !== 'unhealthy' ? 'faltering' : state;
    },
  };
}
