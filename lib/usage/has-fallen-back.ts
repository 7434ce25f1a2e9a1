import type { UsageRecord } from './usage-record';

type Tried = Pick<UsageRecord, 'outcome' | 'provider_id' | 'model_id' | 'tries'>;

/** A later target answered after an earlier one had failed: no caller saw it. */
export function hasFallenBack({ outcome, provider_id, model_id, tries }: Tried): boolean {
  const first = tries[0];
  if (outcome !== 'completed' || tries.length < 2 || first === undefined) return false;
  return first.model_id !== model_id || first.provider_id !== provider_id;
}
