import type { GroupRow } from '@/lib/admin/groups/asked';
import type { Query } from '../../../../_ui/address';

const pageLength = 50;

/** What the address asks to see of the groups: a page of those it narrows them to, in its order. */
export function chooseGroups(groups: readonly GroupRow[], query: Query) {
  const chosen = sortChosen(groups, query);
  const lastPage = Math.floor(Math.max(0, chosen.length - 1) / pageLength) * pageLength;
  const place = readPlace(query.after) ?? (readPlace(query.before) ?? 0) - pageLength;
  const start = Math.min(Math.max(0, place), lastPage);
  const end = start + pageLength;
  return {
    data: chosen.slice(start, end),
    total: chosen.length,
    previous: start > 0 ? String(start) : null,
    next: end < chosen.length ? String(end) : null,
  };
}

/** How many groups stand before the page (or before the end of it). */
function readPlace(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function sortChosen(groups: readonly GroupRow[], { search, managed_by: owner, sort = 'id' }: Query): GroupRow[] {
  const text = search?.trim().toLowerCase();
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
