import { configFields } from '@/lib/docs/config-reference';

/** Every field of one of the lists of the declared configuration. */
export function ConfigFields({ of = '' }: { of?: string }) {
  return (
    <dl>
      {configFields(of).map(({ path, name, takes, leftOut, says }) => (
        <div key={path} id={`field-${path}`} className="setting">
          <dt>
            <code>{name}</code>
            <span>{leftOut === 'required' ? 'Required' : `When left out: ${leftOut}`}</span>
          </dt>
          <dd>
            {says} <span className="block text-muted">Takes: {takes}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
