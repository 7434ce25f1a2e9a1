import { FilterChoice, FilterForm, FilterText, managerOptions } from '@/app/(console)/_ui/filter-form';
import type { ListQuery } from '@/app/(console)/_ui/read-list-query';
import { holderStatuses } from './holder-status';

/** What a list of callers is narrowed by. */
export function HolderFilters({ path, list, what }: { path: string; list: ListQuery; what: string }) {
  const { shown: query, isNarrowed } = list;
  return (
    <FilterForm {...{ path, query, isNarrowed }} label={what}>
      <FilterText name="search" label="Search" type="search" query={query} />
      <FilterChoice name="status" label="Status" query={query} options={holderStatuses.map((each) => [each, each])} />
      <FilterChoice name="managed_by" label="Owned by" query={query} options={managerOptions} />
    </FilterForm>
  );
}
