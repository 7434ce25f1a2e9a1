import { Status, type Tone } from '@/app/_ui/badge';
import type { TargetAnswer } from '@/lib/admin/groups/asked';

const states: Record<TargetAnswer['health'], { tone: Tone; words: string }> = {
  healthy: { tone: 'good', words: 'healthy' },
  unhealthy: { tone: 'bad', words: 'unhealthy' },
  unknown: { tone: 'neutral', words: 'not tried lately' },
};

/** How a target is, in a word and a sign of its own. */
export function HealthStatus({ enabled, health }: Pick<TargetAnswer, 'enabled' | 'health'>) {
  if (!enabled) return <Status tone="neutral">off</Status>;
  const { tone, words } = states[health];
  return <Status tone={tone}>{words}</Status>;
}
