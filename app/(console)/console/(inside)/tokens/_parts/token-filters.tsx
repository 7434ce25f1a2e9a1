import Form from 'next/form';
import { Button } from '@/app/_ui/button';
import { Field, Input, Select } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import type { TokenRow } from '@/lib/admin/contract';
import type { Query } from '../../../../_ui/address';
import { SearchField } from './search-field';

interface Props {
  path: string;
  query: Query;
  groups: readonly { id: string }[];
  isNarrowed: boolean;
}

/** What the list is narrowed by: a form that makes an address. */
export function TokenFilters({ path, query, groups, isNarrowed }: Props) {
  return (
    // A form of another address is another form: what stands in its fields is what the list shows.
    <Form key={JSON.stringify(query)} action={path} prefetch={false} role="search" aria-label="Tokens">
      {query.sort && <input type="hidden" name="sort" value={query.sort} />}
      <div className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-3 xl:grid-cols-[minmax(14rem,2fr)_repeat(5,minmax(7rem,1fr))]">
        <div className="col-span-2 sm:col-span-1">
          <Field label="Search" id="token-search">
            <SearchField id="token-search" value={query.search ?? ''} />
          </Field>
        </div>
        <Choice name="status" label="Status" value={query.status} options={statuses.map((each) => [each, each])} />
        <Choice name="group" label="May use" value={query.group} options={groups.map(({ id }) => [id, id])} />
        <Choice name="expires_within" label="Expires within" value={query.expires_within} options={spans} />
        <Choice name="unused_days" label="Not used for" value={query.unused_days} options={spans} />
        <Field label="Project" id="token-project">
          <Input id="token-project" name="project" defaultValue={query.project} autoComplete="off" spellCheck={false} />
        </Field>
        {query.user && <input type="hidden" name="user" value={query.user} />}
        {query.environment && <input type="hidden" name="environment" value={query.environment} />}
        {query.managed_by && <input type="hidden" name="managed_by" value={query.managed_by} />}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <Button type="submit" size="small">
          Show
        </Button>
        {isNarrowed && <TextLink href={path}>Show all</TextLink>}
        <Also query={query} />
      </div>
    </Form>
  );
}

const statuses: readonly TokenRow['status'][] = ['active', 'suspended', 'disabled', 'expired', 'rotated', 'revoked'];

const spans = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
] as const;

interface ChoiceProps {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
}

function Choice({ name, label, value = '', options }: ChoiceProps) {
  const isOther = value !== '' && !options.some(([each]) => each === value);
  return (
    <Field label={label} id={`token-${name}`}>
      <Select id={`token-${name}`} name={name} defaultValue={value}>
        <option value="">any</option>
        {isOther && <option value={value}>{value}</option>}
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** What an address may say and no field does. */
function Also({ query }: { query: Query }) {
  const also = [
    query.user && `of ${query.user}`,
    query.environment && `for ${query.environment}`,
    query.managed_by && `managed by ${query.managed_by}`,
  ].filter(Boolean);
  return also.length > 0 ? <span className="text-muted">Only those {also.join(', ')}.</span> : null;
}
