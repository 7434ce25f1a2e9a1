import { Status, type Tone } from '@/app/_ui/badge';
import type { RequestRow } from '@/lib/admin/requests/list';

export const outcomeTones: Record<RequestRow['outcome'], Tone> = {
  completed: 'good',
  refused: 'warn',
  failed: 'bad',
  cancelled: 'neutral',
};

/** How a request ended, in a word with its HTTP status; of a caller who left there is none that anybody read. */
export function OutcomeStatus({ of }: { of: Pick<RequestRow, 'outcome' | 'status' | 'broke_off'> }) {
  const { outcome, status, broke_off } = of;
  const words = broke_off ? 'broke off' : outcome;
  return (
    <Status tone={outcomeTones[outcome]}>
      {outcome === 'cancelled' ? 'left by the caller' : `${status} ${words}`}
    </Status>
  );
}
