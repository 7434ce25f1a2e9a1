'use client';

import { useId } from 'react';
import { Checkbox } from '@/app/_ui/choices';
import { describedBy, Field, Select } from '@/app/_ui/field';
import { TextLink } from '@/app/_ui/text-link';
import { problemWithin } from './problems-by-field';
import type { SectionProps } from './section';

/** Which policy orders the targets, and whether it may read what the messages say. */
export function PolicyChoice({ draft, change, problems, policies }: SectionProps & { policies: readonly string[] }) {
  const id = useId();
  const problem = problemWithin(problems, 'policy');
  const known = draft.policy === '' || policies.includes(draft.policy) ? policies : [draft.policy, ...policies];
  return (
    <div className="mt-4 ml-6.5 space-y-3 md:max-w-2xl">
      <Field
        id={id}
        label="Policy"
        problem={problem}
        note={
          policies.length === 0 ? (
            <>
              No policy is published yet. <TextLink href="/console/policies">Write one</TextLink> first.
            </>
          ) : (
            'Those that have a published version. A new version is in force here as soon as it is published.'
          )
        }
      >
        <Select
          {...describedBy(id, problem)}
          value={draft.policy}
          onChange={(event) => change({ policy: event.target.value })}
        >
          <option value="">Choose a policy</option>
          {known.map((policy) => (
            <option key={policy} value={policy}>
              {policy}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        label="It may read what the messages say"
        note="Without this it is told the request’s shape and size, and not its text."
        checked={draft.policyReadsText}
        onChange={(event) => change({ policyReadsText: event.target.checked })}
      />
    </div>
  );
}
