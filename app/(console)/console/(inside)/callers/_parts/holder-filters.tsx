import Form from 'next/form';
import { Button } from '@/app/_ui/button';
import { Field, Input, Select } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import { holderStatuses } from './holder-status';
import type { HolderQuery } from './read-holder-query';

/** What a list of callers is narrowed by: a form that makes an address. */
export function HolderFilters({ path, query, what }: { path: string; query: HolderQuery; what: string }) {
  const isNarrowed = query.search !== undefined || query.status !== undefined;
  return (
    <Form key={JSON.stringify(query)} action={path} prefetch={false} role="search" aria-label={what}>
      <div className="flex flex-wrap items-end gap-x-3">
        <div className="w-full sm:w-72">
          <Field label="Search" id="holder-search">
            <Input
              id="holder-search"
              type="search"
              name="search"
              defaultValue={query.search}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        </div>
        <div className="w-40">
          <Field label="Status" id="holder-status">
            <Select id="holder-status" name="status" defaultValue={query.status ?? ''}>
              <option value="">any</option>
              {holderStatuses.map((status) => (
                <option key={status}>{status}</option>
              ))}
            </Select>
          </Field>
        </div>
        <div className="mb-0 flex h-9 items-center gap-4 text-sm">
          <Button type="submit">Show</Button>
          {isNarrowed && <TextLink href={path}>Show all</TextLink>}
        </div>
      </div>
    </Form>
  );
}
