'use client';

import { useId } from 'react';
import { strategyNames, strategyWords } from '../strategy-words';
import { Section, type SectionProps } from './section';

export function StrategySection({ draft, change }: SectionProps) {
  const name = useId();
  return (
    <Section title="Strategy" about="In which order the targets that can carry a request are tried.">
      <fieldset className="space-y-3 md:max-w-2xl">
        <legend className="sr-only">Strategy</legend>
        {strategyNames.map((strategy) => (
          <label key={strategy} className="flex items-start gap-2.5 text-sm">
            <input
              type="radio"
              name={name}
              checked={draft.strategy === strategy}
              onChange={() => change({ strategy })}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="font-medium">{strategyWords[strategy].label}</span>
              <span className="block text-muted">{strategyWords[strategy].note}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
