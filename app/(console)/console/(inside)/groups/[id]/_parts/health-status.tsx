import { Status } from '@/app/_ui/badge';
import { TargetCondition } from '@/app/(console)/_ui/target-condition';
import type { TargetAnswer } from '@/lib/admin/groups/asked';

/** How a target is, in a word and a sign of its own. */
export function HealthStatus({
  target,
}: {
  target: Pick<TargetAnswer, 'enabled' | 'health' | 'circuit' | 'last_day'>;
}) {
  const { enabled, health, circuit, last_day: day } = target;
  if (!enabled) return <Status tone="neutral">off</Status>;
  if (circuit === 'open') return <Status tone="bad">left alone</Status>;
  if (circuit === 'half-open') return <Status tone="warn">on trial</Status>;
  // Too long ago for what this process remembers, and no answer since: the day's figures know better.
  const hasOnlyFailed = health === 'unknown' && day.attempts > 0 && day.failed_attempts === day.attempts;
  return hasOnlyFailed ? <Status tone="warn">only failures</Status> : <TargetCondition condition={health} />;
}
