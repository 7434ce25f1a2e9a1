'use client';

import { useId } from 'react';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { defaultAttempts } from '@/lib/exchange/default-attempts';
import type { Draft } from './draft';
import { problemWithin } from './problems-by-field';
import { Section, type SectionProps } from './section';

const fields: { name: keyof Draft['retry']; label: string; note: string }[] = [
  {
    name: 'attempts',
    label: 'Targets tried at most',
    note: `From 1 to 20. Empty: ${defaultAttempts}, the default.`,
  },
  {
    name: 'attempt_timeout_ms',
    label: 'Time for each target, ms',
    note: 'Until its first content. Empty: the provider’s own.',
  },
  {
    name: 'total_timeout_ms',
    label: 'Time for all together, ms',
    note: 'Until the first content. Empty: no limit of its own.',
  },
];

export function RetrySection({ draft, change, problems }: SectionProps) {
  const id = useId();
  return (
    <Section title="Fallback" about="How far a request goes from one target to the next before it is given up.">
      <div className="grid gap-5 md:grid-cols-3">
        {fields.map(({ name, label, note }) => {
          const problem = problemWithin(problems, `retry.${name}`);
          const field = `${id}-${name}`;
          return (
            <Field key={name} id={field} label={label} note={note} problem={problem}>
              <Input
                {...describedBy(field, problem)}
                inputMode="numeric"
                autoComplete="off"
                value={draft.retry[name]}
                onChange={(event) => change({ retry: { ...draft.retry, [name]: event.target.value } })}
              />
            </Field>
          );
        })}
      </div>
    </Section>
  );
}
