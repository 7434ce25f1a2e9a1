import type { Query } from '@/app/(console)/_ui/address';
import { FilterChoice, FilterForm, FilterText } from '@/app/(console)/_ui/filter-form';
import { statusClasses } from '@/lib/admin/requests/query';

const outcomes = [
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['refused', 'refused'],
  ['cancelled', 'left by the caller'],
] as const;

const yesOrNo = [
  ['true', 'yes'],
  ['false', 'no'],
] as const;

const common = ['request_id', 'outcome', 'status', 'group', 'model', 'target', 'token', 'user', 'project'];
const rare = ['failed_at', 'fell_back', 'fault', 'client', 'stream', 'from', 'to'];

/** What the list of requests is narrowed by. */
export function RequestFilters({ query, seesCallers }: { query: Query; seesCallers: boolean }) {
  const text = (name: string, label: string, placeholder: string) => (
    <FilterText {...{ name, label, placeholder, query }} />
  );
  const isNarrowed = [...common, ...rare].some((name) => query[name]);
  return (
    <FilterForm path="/console/requests" query={query} label="Requests" isNarrowed={isNarrowed}>
      {text('request_id', 'Request id', 'req_… or how it begins')}
      <FilterChoice isClosed name="outcome" label="Ended" query={query} options={outcomes} />
      <FilterChoice
        isClosed
        name="status"
        label="Status"
        query={query}
        options={statusClasses.map((name) => [name, name])}
      />
      {text('group', 'Group', 'default')}
      {text('model', 'Asked for', 'as “model” says')}
      {text('target', 'Answered by', 'provider/model')}
      {seesCallers && text('token', 'Token id', 'rtr_…')}
      {seesCallers && text('user', 'User', 'alice')}
      {seesCallers && text('project', 'Project', 'shop')}
      <details className="mt-1 w-full text-sm" open={rare.some((name) => query[name])}>
        <summary className="w-fit rounded-sm text-muted transition-colors hover:text-ink">More filters</summary>
        <div className="mt-3 flex flex-wrap gap-x-3 gap-y-2.5">
          {text('failed_at', 'Tried in vain', 'provider/model')}
          <FilterChoice isClosed name="fell_back" label="Answered by a fallback" query={query} options={yesOrNo} />
          {text('fault', 'Fault', 'upstream-timeout')}
          {text('client', 'Part of the client’s name', 'codex')}
          <FilterChoice isClosed name="stream" label="Streamed" query={query} options={yesOrNo} />
          {text('from', 'From (UTC; 30 days ago)', '2027-01-31')}
          {text('to', 'Before (UTC; now)', '2027-02-01')}
        </div>
      </details>
    </FilterForm>
  );
}
