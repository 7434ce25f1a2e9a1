import { Fragment } from 'react';
import { policyType } from '@/lib/docs/policy-reference';

/** Longer ones stand under what is said of the field. */
const shortType = 32;

/** One type of a policy's contract, with each of its fields. */
export function PolicyFields({ of }: { of: string }) {
  const { says, fields, form } = policyType(of);
  return (
    <>
      <p>
        <WithCode text={says} />
      </p>
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
                <span>
                  {[takes.length > shortType ? '' : takes, isOptional ? 'may be missing' : '']
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </dt>
              <dd>
                <WithCode text={meaning} />
                {takes.length > shortType && (
                  <span className="block font-mono text-[0.8125rem] text-muted">{takes}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** The contract's comments mark code as Markdown does. */
function WithCode({ text }: { text: string }) {
  return text.split('`').map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    place % 2 === 1 ? <code key={place}>{part}</code> : <Fragment key={place}>{part}</Fragment>,
  );
}
