import type { GroupRow } from '@/lib/admin/groups/asked';
import type { Query } from '../../../../_ui/address';

/** What the address asks to see of the groups, in its order. */
export function chooseGroups(groups: readonly GroupRow[], { q, owner, sort = 'id' }: Query): GroupRow[] {
  const text = q?.trim().toLowerCase();
  const shown = groups.filter(
    ({ id, title, aliases, managed_by }) =>
      (!text || [id, title ?? '', ...aliases].some((name) => name.toLowerCase().includes(text))) &&
      (!owner || managed_by === owner),
  );
  const order = orders[sort.replace(/^-/, '')] ?? orders.id;
  return shown.sort((one, other) => (sort.startsWith('-') ? -1 : 1) * compare(order(one), order(other)));
}

const orders = {
  id: ({ id }) => id,
  strategy: ({ strategy }) => strategy,
  targets: ({ enabled_targets }) => enabled_targets,
  tokens: ({ tokens }) => tokens,
  requests: ({ last_day }) => last_day.requests,
  failed: ({ last_day: { requests, failed } }) => (requests === 0 ? 0 : failed / requests),
  changed: ({ updated_at }) => updated_at,
} satisfies Record<string, (group: GroupRow) => string | number> as Record<
  string,
  (group: GroupRow) => string | number
> & {
  id: (group: GroupRow) => string;
};

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
