import type { z } from 'zod';
import type { ProviderQuery } from './input';
import type { ProviderRow } from './rows';

/** The rows that a query asks for, in its order. Pure. */
export function arrange(
  rows: readonly ProviderRow[],
  { search = '', dialect, managed_by, sort }: z.output<typeof ProviderQuery>,
): ProviderRow[] {
  const wanted = search.toLowerCase();
  const found = rows.filter((row) => {
    const isFound = [row.id, row.base_url].some((text) => text.toLowerCase().includes(wanted));
    return isFound && (!dialect || row.dialect === dialect) && (!managed_by || row.managed_by === managed_by);
  });
  const key = keys[sort.replace('-', '') as keyof typeof keys];
  const turn = sort.startsWith('-') ? -1 : 1;
  return found.sort((one, other) => turn * compare(key(one), key(other)) || compare(one.id, other.id));
}

const keys = {
  id: ({ id }: ProviderRow) => id,
  models: ({ models }: ProviderRow) => models,
  groups: ({ groups }: ProviderRow) => groups.length,
  updated: ({ updated_at }: ProviderRow) => updated_at,
};

function compare(one: string | number, other: string | number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
