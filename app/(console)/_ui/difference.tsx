import { TextLink } from '@/app/_ui/text-link';
import { pageOf } from '../_nav/links';
import type { FieldLabels } from './tell-problem';
import { ValueDifference } from './value-difference';

/** One object, and what becomes of it. Of the audit, `action` may be any word. */
export interface Changed {
  action: string;
  kind: string;
  id: string;
  difference: Readonly<Record<string, { from: unknown; to: unknown }>>;
}

const words: Readonly<Record<string, string>> = { create: 'new', update: 'changed', delete: 'deleted' };

interface Props {
  changes: readonly Changed[];
  most?: number;
  /** What the page’s form calls the fields. */
  labels?: FieldLabels;
}

/** What a change does, object by object and field by field; lists item by item. */
export function Difference({ changes, most = 200, labels }: Props) {
  if (changes.length === 0) return <p className="text-muted">Nothing changes.</p>;
  const more = changes.length - most;
  return (
    <ul className="space-y-4">
      {changes.slice(0, most).map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a difference is shown whole, and not changed
        <li key={index}>
          <p className="break-words text-sm">
            <span className="text-muted">{change.kind}</span> <ObjectName {...change} />{' '}
            <span className="text-muted">{words[change.action] ?? change.action}</span>
          </p>
          <FieldDifferences difference={change.difference} labels={labels} />
        </li>
      ))}
      {more > 0 && <li className="text-muted">{`and ${more.toLocaleString('en')} objects more`}</li>}
    </ul>
  );
}

/** The fields of one object alone, where the page says already which object it is. */
export function FieldDifferences({
  difference,
  labels = {},
}: Pick<Changed, 'difference'> & { labels?: FieldLabels | undefined }) {
  const fields = Object.entries(difference);
  if (fields.length === 0) return null;
  return (
    <dl className="mt-1.5 space-y-2 border-line border-l-2 pl-3 text-sm">
      {fields.map(([field, { from, to }]) => (
        <div key={field} className="min-w-0">
          <FieldName field={field} labels={labels} />
          <dd className="mt-0.5">
            <ValueDifference from={from} to={to} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** By its label where the form has one, and else as the API has it. */
function FieldName({ field, labels }: { field: string; labels: FieldLabels }) {
  const name = [field, field.replaceAll('.', '_')].find((each) => Object.hasOwn(labels, each));
  if (name !== undefined) return <dt className="text-muted text-xs">{labels[name]}</dt>;
  return <dt className="font-mono text-muted text-xs">{field}</dt>;
}

function ObjectName({ kind, id, action }: Changed) {
  const name = <code className="break-all font-medium">{id}</code>;
  // What is new may be only about to be made; what is deleted has no page any more, but for groups.
  const page = action === 'create' || (action === 'delete' && kind !== 'group') ? null : pageOf(kind, id);
  return page ? <TextLink href={page}>{name}</TextLink> : name;
}
