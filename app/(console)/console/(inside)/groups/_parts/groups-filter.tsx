import Form from 'next/form';
import { Button } from '@/app/_ui/button';
import { Field, Input, Select } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import type { Query } from '../../../../_ui/address';

/** A form whose answer is an address: what is chosen can be kept and sent on. */
export function GroupsFilter({ query }: { query: Query }) {
  return (
    <Form action="/console/groups" prefetch={false} className="flex flex-wrap items-end gap-3">
      {query.sort && <input type="hidden" name="sort" value={query.sort} />}
      <div className="min-w-40 max-w-64 grow">
        <Field id="q" label="Name, alias or title">
          <Input type="search" id="q" name="q" defaultValue={query.q} maxLength={100} />
        </Field>
      </div>
      <div className="w-40">
        <Field id="owner" label="Owned by">
          <Select id="owner" name="owner" defaultValue={query.owner ?? ''}>
            <option value="">anyone</option>
            <option value="console">the console</option>
            <option value="file">a file</option>
            <option value="demo">the demo</option>
          </Select>
        </Field>
      </div>
      <Button type="submit">Filter</Button>
      {(query.q || query.owner) && (
        <span className="py-1.5 text-sm">
          <TextLink href="/console/groups">Show all</TextLink>
        </span>
      )}
    </Form>
  );
}
