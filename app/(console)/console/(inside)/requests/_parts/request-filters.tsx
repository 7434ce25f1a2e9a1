import type { ReactNode } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { Input, Select } from '@/app/_ui/field';
import type { Query } from '@/app/(console)/_ui/address';
import { statusClasses } from '@/lib/admin/requests/query';

const outcomes = [
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['refused', 'refused'],
  ['cancelled', 'left by the caller'],
] as const;

const rare = ['fault', 'client', 'stream', 'from', 'to'];

/** The filters, each a field of the address: a form that works before and without a script. */
export function RequestFilters({ query, seesCallers }: { query: Query; seesCallers: boolean }) {
  const text = (name: string, label: string, placeholder: string, type = 'text') => (
    <Filter name={name} label={label}>
      <Input
        id={`filter-${name}`}
        name={name}
        type={type}
        defaultValue={query[name]}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
      />
    </Filter>
  );
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <Filter name={name} label={label}>
      <Select id={`filter-${name}`} name={name} defaultValue={query[name] ?? ''}>
        <option value="">any</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </Filter>
  );
  return (
    <form action="/console/requests" className="mb-5 rounded-lg border border-line bg-surface p-4">
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-3 xl:grid-cols-4">
        {text('request_id', 'Request id, or how it begins', 'req_…')}
        {choice('outcome', 'Ended', outcomes)}
        {choice(
          'status',
          'Status',
          statusClasses.map((name) => [name, name] as const),
        )}
        {text('group', 'Group', 'default')}
        {text('target', 'Answered by', 'provider/model')}
        {seesCallers && text('token', 'Token id', 'rtr_…')}
        {seesCallers && text('user', 'User', 'alice')}
        {seesCallers && text('project', 'Project', 'shop')}
      </div>
      <details className="mt-3 text-sm" open={rare.some((name) => query[name])}>
        <summary className="w-fit rounded-sm text-muted transition-colors hover:text-ink">More filters</summary>
        <div className="mt-3 grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-3 xl:grid-cols-4">
          {text('fault', 'Fault', 'upstream-timeout')}
          {text('client', 'Part of the client’s name', 'codex')}
          {choice('stream', 'Streamed', [
            ['true', 'yes'],
            ['false', 'no'],
          ])}
          {text('from', 'From (UTC; 30 days ago)', '2027-01-31')}
          {text('to', 'Before (UTC; now)', '2027-02-01')}
        </div>
      </details>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button type="submit" look="primary">
          Show
        </Button>
        <ButtonLink href="/console/requests" look="quiet" prefetch={false}>
          Clear
        </ButtonLink>
      </div>
    </form>
  );
}

function Filter({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={`filter-${name}`} className="block truncate text-muted text-xs">
        {label}
      </label>
      <div className="mt-1">{children}</div>
    </div>
  );
}
