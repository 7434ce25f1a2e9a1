import { describe, expect, it } from 'vitest';
import type { GroupState } from '@/lib/admin/groups/group-state';
import { draftOf, isChanged, shareOfDraft, stateOfDraft } from './draft';

const target = (model: string, weight: number, priority = 0, enabled = true) => {
  return { provider: 'local', model, weight, priority, enabled };
};
const state: GroupState = {
  ...{ id: 'fast', title: 'Fast', aliases: ['quick'], discoverable: true, strategy: 'failover' },
  ...{ policy_reads_text: false, affinity: false },
  retry: { attempts: 2 },
  limits: { concurrency: 4, usd: { month: 12.5 } },
  targets: [target('a', 3), target('b', 1), target('c', 1, 1), target('d', 9, 0, false)],
};

describe('a group that is edited', () => {
  it('and not changed is saved as it was', () => {
    expect(stateOfDraft(state, draftOf(state))).toEqual(state);
    expect(isChanged(state, draftOf(state))).toBe(false);
  });

  it('loses what was emptied, and keeps what has no field', () => {
    const draft = {
      ...draftOf(state),
      title: ' ',
      retry: { attempts: '', attempt_timeout_ms: '500', total_timeout_ms: '' },
      limits: {},
    };
    const later = { ...state, later: 'kept' };
    const { title: _, limits: __, ...rest } = later;
    expect(stateOfDraft(later, draft)).toEqual({ ...rest, retry: { attempt_timeout_ms: 500 } });
    expect(isChanged(state, draft)).toBe(true);
  });

  it('says what each target is meant to get, of the enabled ones beside it', () => {
    const draft = draftOf(state);
    const shares = (strategy: GroupState['strategy']) =>
      draft.targets.map((one) => shareOfDraft(one, { ...draft, strategy }));
    expect(shares('failover')).toEqual([0.75, 0.25, null, null]);
    expect(shares('weighted')).toEqual([0.6, 0.2, 0.2, null]);
    expect(shareOfDraft(target('x', 0) as never, { ...draft, targets: [] })).toBeNull();
  });
});
