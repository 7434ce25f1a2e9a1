import type { AttemptResult, TargetHealth } from '../target-health';

/** An attempt at a target that ended so, as a test tells it. */
export function noteResult(health: TargetHealth, targetId: string, result: AttemptResult, now: number): void {
  const [provider = ''] = targetId.split('/');
  const target = { id: targetId, provider: { id: provider }, patienceMs: null };
  health.note(health.begin(target, now) ?? { target, begunAt: now, trial: null }, result, now);
}
