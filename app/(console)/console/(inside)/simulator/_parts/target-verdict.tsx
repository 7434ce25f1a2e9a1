import { Status } from '@/app/_ui/badge';
import type { AdminExplanation } from '@/lib/gateway/contract';
import { dollars } from './plan-view';

type Target = AdminExplanation['targets'][number];

export function TargetVerdict({ target }: { target: Target }) {
  const { number, lacks, undeclared, degraded, estimated_usd: usd, latency, error_rate: errors } = target;
  return (
    <li className="space-y-1 px-5 py-3 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="text-muted">{number}</span>
        <code className="break-all font-medium">{target.target}</code>
        <Verdict target={target} />
      </div>
      {lacks.length > 0 && <p>It lacks {names(lacks)}.</p>}
      {lacks.length === 0 && undeclared.length > 0 && <p>Nobody has declared whether it has {names(undeclared)}.</p>}
      {lacks.length === 0 && degraded.length > 0 && <p>It would not be told {names(degraded)}.</p>}
      <p className="text-muted text-xs tabular-nums">
        {usd ? `${dollars(usd.likely)} likely, ${dollars(usd.at_most)} at most` : 'no price'}
        {latency?.first_token_ms != null &&
          `; first token ${Math.round(latency.first_token_ms).toLocaleString('en')} ms`}
        {latency?.tokens_per_second != null &&
          `; ${Math.round(latency.tokens_per_second).toLocaleString('en')} tokens a second`}
        {errors > 0 && `; ${Math.round(errors * 100)} % of the last half minute failed`}
      </p>
    </li>
  );
}

function Verdict({ target: { eligible, circuit, left_alone, undeclared } }: { target: Target }) {
  if (!eligible) return <Status tone="bad">cannot carry it</Status>;
  if (circuit === 'open') return <Status tone="bad">left alone</Status>;
  if (circuit === 'half-open') return <Status tone="warn">on trial</Status>;
  if (left_alone) return <Status tone="warn">asked for a pause</Status>;
  return undeclared.length > 0 ? <Status tone="warn">may carry it</Status> : <Status tone="good">can carry it</Status>;
}

function names(needs: Target['lacks']): string {
  return needs.map(({ words }) => words).join(', ');
}
