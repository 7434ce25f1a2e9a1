import type { GroupState } from '@/lib/admin/groups/group-state';

/** What each strategy does, in the words of the docs. Every one that there is has its words: the type asks for them. */
export const strategyWords: Record<GroupState['strategy'], { label: string; note: string }> = {
  weighted: {
    label: 'Weighted',
    note: 'Each request is drawn for one target by its weight. Where that fails, the others follow, drawn likewise.',
  },
  failover: {
    label: 'Failover',
    note: 'The lowest priority number goes first; weights decide among equals. The next is tried only when all before it failed.',
  },
  'lowest-cost': {
    label: 'Lowest cost',
    note: 'The target that is likely to cost the least for each request goes first. One without a price comes after those that have one.',
  },
  'lowest-latency': {
    label: 'Lowest latency',
    note: 'The target that has lately been the quickest for such a request goes first; one that is not known is tried with a small share.',
  },
  script: {
    label: 'TypeScript policy',
    note: 'A policy of this deployment orders the targets of each request.',
  },
};

export const strategyNames = Object.keys(strategyWords) as GroupState['strategy'][];
