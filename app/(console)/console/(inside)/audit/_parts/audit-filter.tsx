import Form from 'next/form';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import type { Query } from '../../../../_ui/address';

interface Props {
  query: Query;
  /** Every kind of object that the audit knows. */
  kinds: readonly string[];
  problems: ReadonlyMap<string, string>;
  isFiltered: boolean;
}

/** A form whose answer is an address. */
export function AuditFilterForm({ query, kinds, problems, isFiltered }: Props) {
  const field = (name: string) => ({ ...describedBy(name, problems.get(name)), name, defaultValue: query[name] });
  const around = (name: string, label: string) => ({ id: name, label, problem: problems.get(name) ?? null });
  return (
    <Form
      action="/console/audit"
      prefetch={false}
      className="grid grid-cols-2 items-start gap-x-3 gap-y-4 sm:grid-cols-3 xl:grid-cols-4"
    >
      <Field {...around('text', 'Text anywhere')}>
        <Input {...field('text')} type="search" maxLength={100} />
      </Field>
      <Field {...around('actor', 'By whom')}>
        <Input {...field('actor')} maxLength={100} placeholder="a part of the name" />
      </Field>
      <Field {...around('kind', 'Kind')}>
        <Select {...field('kind')} defaultValue={query.kind ?? ''}>
          <option value="">anything</option>
          {kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
          {query.kind && !kinds.includes(query.kind) && <option>{query.kind}</option>}
        </Select>
      </Field>
      <Field {...around('id', 'Object begins with')}>
        <Input {...field('id')} maxLength={400} />
      </Field>
      <Field {...around('action', 'What was done')}>
        <Input {...field('action')} maxLength={100} placeholder="create, update, delete…" />
      </Field>
      <Field {...around('via', 'Through')}>
        <Select {...field('via')} defaultValue={query.via ?? ''}>
          <option value="">any door</option>
          <option value="console">the console</option>
          <option value="api">the admin API</option>
          <option value="server">the server itself</option>
        </Select>
      </Field>
      <Field {...around('from', 'From, UTC')}>
        <Input {...field('from')} type="date" />
      </Field>
      <Field {...around('to', 'Until and with, UTC')}>
        <Input {...field('to')} type="date" />
      </Field>
      <div className="col-span-full flex items-center gap-4">
        <Button type="submit">Filter</Button>
        {isFiltered && (
          <span className="text-sm">
            <TextLink href="/console/audit">Show everything</TextLink>
          </span>
        )}
      </div>
    </Form>
  );
}
