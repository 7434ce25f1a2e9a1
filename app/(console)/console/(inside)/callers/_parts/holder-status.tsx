import { Status, type Tone } from '@/app/_ui/badge';
import type { UserRow } from '@/lib/admin/contract/callers';

export type HolderStatus = UserRow['status'];
export const holderStatuses: readonly HolderStatus[] = ['active', 'suspended', 'disabled'];

const tones: Record<HolderStatus, Tone> = { active: 'good', suspended: 'warn', disabled: 'warn' };

export function HolderStatusMark({ status }: { status: HolderStatus }) {
  return <Status tone={tones[status]}>{status}</Status>;
}
