import { Status, type Tone } from '@/app/_ui/badge';
import type { TokenRow } from '@/lib/admin/contract';

const tones: Record<TokenRow['status'], Tone> = {
  active: 'good',
  suspended: 'warn',
  disabled: 'warn',
  expired: 'neutral',
  rotated: 'neutral',
  revoked: 'bad',
};

/** What a request with the token meets now. */
export function TokenStatusMark({ status }: { status: TokenRow['status'] }) {
  return <Status tone={tones[status]}>{status}</Status>;
}
