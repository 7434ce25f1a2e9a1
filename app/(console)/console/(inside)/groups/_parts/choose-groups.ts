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
  const column = sort.replace(/^-/, '');
  const order = isColumn(column) ? orders[column] : orders.id;
  return shown.sort((one, other) => (sort.startsWith('-') ? -1 : 1) * compare(order(one), order(other)));
}

const orders = {
  id: ({ id }: GroupRow) => id,
  strategy: ({ strategy }: GroupRow) => strategy,
  targets: ({ enabled_targets }: GroupRow) => enabled_targets,
  tokens: ({ tokens }: GroupRow) => tokens,
  requests: ({ last_day }: GroupRow) => last_day.requests,
  failed: ({ last_day: { requests, failed } }: GroupRow) => (requests === 0 ? 0 : failed / requests),
  changed: ({ updated_at }: GroupRow) => updated_at,
};

function isColumn(name: string): name is keyof typeof orders {
  return Object.hasOwn(orders, name);
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
