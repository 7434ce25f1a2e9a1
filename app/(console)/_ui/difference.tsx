import type { ApplyAnswer } from '@/lib/admin/contract';

type Change = ApplyAnswer['changes'][number];

const verbs = { create: 'new', update: 'changed', delete: 'deleted' } as const;

/** What a change does, object by object and field by field. */
export function Difference({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-muted">Nothing changes.</p>;
  return (
    <ul className="space-y-4">
      {changes.map(({ kind, id, action, difference }) => (
        <li key={`${kind} ${id}`}>
          <p className="text-sm">
            <span className="font-medium">
              {kind} <code>{id}</code>
            </span>{' '}
            <span className="text-muted">{verbs[action]}</span>
          </p>
          <dl className="mt-1.5 space-y-1.5 border-line border-l-2 pl-3 text-sm">
            {Object.entries(difference).map(([field, { from, to }]) => (
              <div key={field}>
                <dt className="font-mono text-muted text-xs">{field}</dt>
                <dd className="break-words font-mono text-xs">
                  <del className="text-bad">{render(from)}</del> →{' '}
                  <ins className="text-good no-underline">{render(to)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function render(value: unknown): string {
  return value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}
