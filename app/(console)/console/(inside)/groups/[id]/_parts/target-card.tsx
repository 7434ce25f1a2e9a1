import { CountLink } from '@/app/(console)/_ui/count-link';
import { TargetPauses } from '@/app/(console)/_ui/target-pauses';
import type { TargetAnswer } from '@/lib/admin/groups/asked';
import { count, duration, share } from '../../_parts/figures';
import { HealthStatus } from './health-status';
import { answeredBy, failedAt } from './target-requests';

interface Props {
  target: TargetAnswer;
  these: Readonly<Record<string, string>>;
  /** Whose role may have a target asked again that is left alone. */
  mayResume: boolean;
}

/** One target of the drawing; dashed where it is switched off. */
export function TargetCard({ target, these, mayResume }: Props) {
  const { provider, model, enabled, last_day: day } = target;
  return (
    <div
      className={`rounded-lg border bg-raised px-3.5 py-2.5 ${enabled ? 'border-line-strong' : 'border-field border-dashed text-muted'}`}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <p className="min-w-0 break-all font-mono font-medium text-sm">
          {provider}/{model}
        </p>
        <HealthStatus target={target} />
      </div>
      <p className="mt-0.5 text-muted text-xs tabular-nums">
        {meant(target)}
        {day.requests > 0 && (
          <>
            {`; answered ${share(day.share)} (`}
            <CountLink count={day.requests} requests={answeredBy(target, these)} />)
          </>
        )}
      </p>
      {day.attempts > 0 && (
        <p className="text-muted text-xs tabular-nums">
          median {duration(day.p50_latency_ms)}, first token {duration(day.p50_first_token_ms)};{' '}
          <CountLink count={day.failed_attempts} requests={failedAt(target, these)}>
            {day.failed_attempts === 0
              ? `no failure in ${count(day.attempts, 'attempt')}`
              : `${share(day.failed_attempts / day.attempts)} of ${count(day.attempts, 'attempt')} failed`}
          </CountLink>
          {day.broke_rules > 0 && `; ${count(day.broke_rules, 'answer')} broke the group’s rules`}
        </p>
      )}
      {enabled && <TargetPauses target={target} mayResume={mayResume} />}
    </div>
  );
}

/** What its weight comes to: a part of the requests where the strategy goes by it. */
function meant({ weight, share: part }: TargetAnswer): string {
  const weighs = weight === 0 ? 'a spare, weight 0' : `weight ${weight.toLocaleString('en')}`;
  return part === null ? weighs : `${weighs}, ${share(part)} meant`;
}
