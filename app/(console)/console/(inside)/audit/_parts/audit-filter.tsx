import { TextLink } from '@/app/_ui/text-link';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import { FilterChoice, FilterForm, FilterText } from '@/app/(console)/_ui/filter-form';

interface Props {
  query: Query;
  /** Every kind of object that the audit knows. */
  kinds: readonly string[];
  problems: ReadonlyMap<string, string>;
  isFiltered: boolean;
}

/** What the audit is narrowed by. */
export function AuditFilterForm({ query, kinds, problems, isFiltered }: Props) {
  const field = (name: string, label: string) => ({ name, label, query, problem: problems.get(name) });
  return (
    <FilterForm
      path="/console/audit"
      query={query}
      label="Audit"
      isNarrowed={isFiltered}
      keep={problems.has('object') ? [] : ['object']}
      note={<Notes query={query} problems={problems} />}
    >
      <FilterText {...field('text', 'Text anywhere')} type="search" maxLength={100} />
      <FilterText {...field('actor', 'By whom')} maxLength={100} placeholder="a part of the name" />
      <FilterChoice {...field('kind', 'Kind')} options={kinds.map((kind) => [kind, kind])} />
      <FilterText {...field('id', 'Object begins with')} maxLength={400} />
      <FilterText {...field('action', 'What was done')} maxLength={100} placeholder="create, update, delete…" />
      <FilterChoice {...field('via', 'Through')} options={doors} />
      <FilterText {...field('from', 'From, UTC')} type="date" />
      <FilterText {...field('to', 'Until and with, UTC')} type="date" />
    </FilterForm>
  );
}

/** What the list is narrowed by and has no field for, how one gets rid of that, and how far a text is looked for. */
function Notes({ query, problems }: Pick<Props, 'query' | 'problems'>) {
  const [kind, ...id] = (query.object ?? '').split(':');
  const wrong = ['object', 'before'].flatMap((name) => problems.get(name) ?? []);
  return (
    <>
      {query.object && !problems.has('object') && (
        <span>
          Only {kind} <code className="break-all">{id.join(':')}</code>.{' '}
          <TextLink href={addressWith('/console/audit', query, { object: null, before: null })}>
            Every object<span className="sr-only">, not {query.object} alone</span>
          </TextLink>
        </span>
      )}
      {query.text && !query.from && (
        <span className="text-muted">A text is looked for in the newest 50,000 events; “From” looks further back.</span>
      )}
      {wrong.map((words) => (
        <span key={words} role="alert" className="text-bad">
          The address of this page cannot be used whole: {words}.
        </span>
      ))}
    </>
  );
}

const doors = [
  ['console', 'the console'],
  ['api', 'the admin API'],
  ['server', 'the server itself'],
] as const;
