'use client';

import { useId } from 'react';
import { Checkbox } from '@/app/_ui/choices';
import { strategyNames, strategyWords } from '../strategy-words';
import { PolicyChoice } from './policy-choice';
import { Section, type SectionProps } from './section';

export function StrategySection({ draft, change, problems, policies }: SectionProps & { policies: readonly string[] }) {
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
      {draft.strategy === 'script' && <PolicyChoice {...{ draft, change, problems, policies }} />}
      <div className="mt-5 border-line border-t pt-4 md:max-w-2xl">
        <Checkbox
          label="Keep a conversation on its target"
          note="So that its prompt cache is hit: by the session that Codex and Claude Code name, a prompt_cache_key, or the conversation’s beginning. Where that target cannot be used, the others follow as ever."
          checked={draft.affinity}
          onChange={(event) => change({ affinity: event.target.checked })}
        />
      </div>
    </Section>
  );
}
