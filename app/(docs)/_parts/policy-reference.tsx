import { policyType } from '@/lib/docs/policy-reference';

/** One type of a policy's contract, with each of its fields. */
export function PolicyFields({ of }: { of: string }) {
  const { says, fields, form } = policyType(of);
  return (
    <>
      <p>{says}</p>
      {form && (
        <p>
          <code>{form}</code>
        </p>
      )}
      {fields.length > 0 && (
        <dl>
          {fields.map(({ name, takes, isOptional, says: meaning }) => (
            <div key={name} id={`${of}-${name.replace(/\W.*/, '')}`} className="setting">
              <dt>
                <code>{name}</code>
                {isOptional && <span>May be missing</span>}
              </dt>
              <dd>
                {meaning} <code className={meaning ? 'block' : undefined}>{takes}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
