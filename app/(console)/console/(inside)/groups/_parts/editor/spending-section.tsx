'use client';

import { useId } from 'react';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { problemWithin } from './problems-by-field';
import { Section, type SectionProps } from './section';

export function SpendingSection({ draft, change, problems }: SectionProps) {
  const id = useId();
  const problem = problemWithin(problems, 'ceiling');
  return (
    <Section title="Spending" about="What one request may cost, as it is estimated before it is sent.">
      <div className="md:max-w-sm">
        <Field
          id={id}
          label="Ceiling for one request, US dollars"
          problem={problem}
          note="The estimate is at its highest: the whole input, and as much output as is asked for. Targets above it, and those without a price, are not used. Empty: no ceiling."
        >
          <Input
            {...describedBy(id, problem)}
            inputMode="decimal"
            autoComplete="off"
            value={draft.ceiling}
            onChange={(event) => change({ ceiling: event.target.value })}
          />
        </Field>
      </div>
    </Section>
  );
}
