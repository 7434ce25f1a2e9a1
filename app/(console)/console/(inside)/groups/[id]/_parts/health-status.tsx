import { Status, type Tone } from '@/app/_ui/badge';
import type { TargetAnswer } from '@/lib/admin/groups/asked';

const states: Record<TargetAnswer['health'], { tone: Tone; words: string }> = {
  healthy: { tone: 'good', words: 'healthy' },
  unhealthy: { tone: 'bad', words: 'unhealthy' },
  unknown: { tone: 'neutral', words: 'not tried lately' },
};

/** How a target is, in a word and a sign of its own. */
export function HealthStatus({ target }: { target: Pick<TargetAnswer, 'enabled' | 'health' | 'last_day'> }) {
  const { enabled, health, last_day: day } = target;
  if (!enabled) return <Status tone="neutral">off</Status>;
  // Too few failures in a row to be called unhealthy, and no answer either.
  const hasOnlyFailed = health === 'unknown' && day.attempts > 0 && day.failed_attempts === day.attempts;
  const { tone, words } = hasOnlyFailed ? { tone: 'warn' as const, words: 'only failures' } : states[health];
  return <Status tone={tone}>{words}</Status>;
}
