import type { Query } from '@/app/(console)/_ui/address';
import { FilterChoice, FilterForm, FilterText, managerOptions } from '@/app/(console)/_ui/filter-form';

/** What the list of groups is narrowed by. */
export function GroupsFilter({ query }: { query: Query }) {
  const isNarrowed = Boolean(query.search || query.managed_by);
  return (
    <FilterForm path="/console/groups" query={query} label="Model groups" isNarrowed={isNarrowed}>
      <FilterText name="search" label="Name, alias or title" type="search" query={query} maxLength={100} />
      <FilterChoice name="managed_by" label="Owned by" query={query} options={managerOptions} />
    </FilterForm>
  );
}
