import { FilterChoice, FilterForm, FilterText } from '@/app/(console)/_ui/filter-form';
import { holderStatuses } from './holder-status';
import type { HolderQuery } from './read-holder-query';

/** What a list of callers is narrowed by. */
export function HolderFilters({ path, query, what }: { path: string; query: HolderQuery; what: string }) {
  const isNarrowed = query.search !== undefined || query.status !== undefined;
  const fields = { search: query.search, status: query.status };
  return (
    <FilterForm path={path} query={fields} label={what} isNarrowed={isNarrowed}>
      <FilterText name="search" label="Search" type="search" query={fields} />
      <FilterChoice name="status" label="Status" query={fields} options={holderStatuses.map((each) => [each, each])} />
    </FilterForm>
  );
}
