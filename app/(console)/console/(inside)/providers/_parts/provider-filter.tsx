import type { z } from 'zod';
import { FilterChoice, FilterForm, FilterText, managerOptions } from '@/app/(console)/_ui/filter-form';
import type { ProviderQuery } from '@/lib/admin/providers/input';
import { dialectIds } from '@/lib/exchange/dialect-ids';
import { dialectNames } from './names';

/** What the list of providers is narrowed by. */
export function ProviderFilter({ query, isNarrowed }: { query: z.output<typeof ProviderQuery>; isNarrowed: boolean }) {
  const { search, dialect, managed_by } = query;
  const fields = { search, dialect, managed_by, sort: query.sort === 'id' ? undefined : query.sort };
  return (
    <FilterForm path="/console/providers" query={fields} label="Providers" isNarrowed={isNarrowed}>
      <FilterText name="search" label="Name or address" type="search" query={fields} />
      <FilterChoice
        name="dialect"
        label="Speaks"
        query={fields}
        options={dialectIds.map((id) => [id, dialectNames[id]])}
      />
      <FilterChoice name="managed_by" label="Owned by" query={fields} options={managerOptions} />
    </FilterForm>
  );
}
