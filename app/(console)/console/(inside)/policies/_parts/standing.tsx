import { Status } from '@/app/_ui/badge';
import type { PolicyStanding } from '@/lib/admin/contract/policies';

/** How its calls have ended, as this server saw them since it started. */
export function PolicyStandingStatus({ standing }: { standing: PolicyStanding }) {
  const { calls, failures, suspended_until: until } = standing;
  if (until) return <Status tone="bad">suspended until {until.slice(11, 19)} UTC</Status>;
  if (calls === 0) return <span className="text-muted">none yet</span>;
  const counted = `${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'}`;
  if (failures === 0) return <Status tone="good">{counted}, none failed</Status>;
  return (
    <Status tone="warn">
      {failures.toLocaleString('en')} of {counted} failed
    </Status>
  );
}
