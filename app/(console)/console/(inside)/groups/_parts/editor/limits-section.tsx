'use client';

import { LimitsFields } from '../../../../../_ui/limits/limits-fields';
import { problemWithin } from './problems-by-field';
import { Section, type SectionProps } from './section';

export function LimitsSection({ draft, change, problems }: SectionProps) {
  return (
    <Section title="Limits" about="What all requests to the group may use together.">
      <LimitsFields
        draft={draft.limits}
        problemOf={(path) => problemWithin(problems, `limits.${path}`)}
        onChange={(limits) => change({ limits })}
      />
    </Section>
  );
}
