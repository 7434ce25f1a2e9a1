import type { Query } from '@/app/(console)/_ui/address';
import { FilterChoice, FilterForm, FilterText, managerOptions } from '@/app/(console)/_ui/filter-form';
import { tokenStatuses } from '@/lib/exchange/statuses';

interface Props {
  path: string;
  query: Query;
  groups: readonly { id: string }[];
  isNarrowed: boolean;
}

/** What the list of tokens is narrowed by. */
export function TokenFilters({ path, query, groups, isNarrowed }: Props) {
  return (
    <FilterForm
      {...{ path, query, isNarrowed }}
      label="Tokens"
      keep={['sort', 'user', 'environment']}
      note={<Also query={query} />}
    >
      <FilterText name="search" label="Search" type="search" placeholder="alice, shop, or a token id" query={query} />
      <FilterChoice name="status" label="Status" query={query} options={tokenStatuses.map((each) => [each, each])} />
      <FilterChoice name="group" label="May use" query={query} options={groups.map(({ id }) => [id, id])} />
      <FilterChoice name="expires_within" label="Expires within" query={query} options={spans} />
      <FilterChoice name="unused_days" label="No model request for" query={query} options={spans} />
      <FilterText name="project" label="Project" query={query} />
      <FilterChoice name="managed_by" label="Owned by" query={query} options={managerOptions} />
    </FilterForm>
  );
}

const spans = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
] as const;

/** What an address may say and no field does. */
function Also({ query }: { query: Query }) {
  const also = [query.user && `of ${query.user}`, query.environment && `for ${query.environment}`].filter(Boolean);
  return also.length > 0 ? <span className="text-muted">Only those {also.join(', ')}.</span> : null;
}
