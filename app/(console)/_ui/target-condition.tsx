import { Status, type Tone } from '@/app/_ui/badge';
import type { TargetState } from '@/lib/admin/overview/read-attention';

export type Condition = TargetState['state'];

/** How a target is, in the same words wherever it is told. */
export const conditions: Record<Condition, { tone: Tone; words: string }> = {
  healthy: { tone: 'good', words: 'healthy' },
  faltering: { tone: 'warn', words: 'failed last' },
  unhealthy: { tone: 'bad', words: 'unhealthy' },
  unknown: { tone: 'neutral', words: 'not tried lately' },
};

export function TargetCondition({ condition }: { condition: Condition }) {
  const { tone, words } = conditions[condition];
  return (
    <span className="whitespace-nowrap">
      <Status tone={tone}>{words}</Status>
    </span>
  );
}
