'use client';

import { useId } from 'react';
import { Button } from '@/app/_ui/button';
import { Checkbox } from '@/app/_ui/choices';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { type RuleName, ruleNames } from '@/lib/exchange/answer-rules';
import type { DraftRule, DraftValidation } from './draft';
import { problemWithin } from './problems-by-field';
import { RuleRow } from './rule-row';
import { ruleWords } from './rule-words';
import { Section, type SectionProps } from './section';

/** What answers are held to, and what becomes of one that is not good enough. */
export function AnswersSection({ draft, change, problems }: SectionProps) {
  const id = useId();
  const { validation } = draft;
  const set = (some: Partial<DraftValidation>) => change({ validation: { ...validation, ...some } });
  const setRule = (place: number, some: Partial<DraftRule>) =>
    set({ rules: validation.rules.map((rule, index) => (index === place ? { ...rule, ...some } : rule)) });
  const attemptsProblem = problemWithin(problems, 'validation.attempts');
  const listProblem = problems.get('validation.rules') ?? problems.get('validation') ?? null;

  function add(rule: RuleName) {
    const key = `${Date.now()}-${validation.rules.length}`;
    set({ rules: [...validation.rules, { key, rule, schema: '', pattern: '', must: 'match' }] });
  }

  return (
    <Section
      title="Answers"
      about="Rules that every answer is held to. One that breaks a rule is asked of the next target."
    >
      <div className="space-y-5">
        {validation.rules.length > 0 && (
          <ul aria-label="Rules" className="space-y-3">
            {validation.rules.map((rule, place) => (
              <RuleRow
                key={rule.key}
                rule={rule}
                problem={problemWithin(problems, `validation.rules[${place}]`)}
                onChange={(some) => setRule(place, some)}
                onRemove={() => set({ rules: validation.rules.filter((_, index) => index !== place) })}
              />
            ))}
          </ul>
        )}
        <AddRule rules={validation.rules} isScript={draft.strategy === 'script'} onAdd={add} problem={listProblem} />
        {validation.rules.length > 0 && (
          <div className="grid gap-5 border-line border-t pt-5 md:grid-cols-2">
            <Field
              id={`${id}-attempts`}
              label="Next targets asked at most"
              problem={attemptsProblem}
              note="For an answer that breaks a rule. Empty: 1. Each answer that was not good enough is paid for."
            >
              <Input
                {...describedBy(`${id}-attempts`, attemptsProblem)}
                inputMode="numeric"
                autoComplete="off"
                value={validation.attempts}
                onChange={(event) => set({ attempts: event.target.value })}
              />
            </Field>
            <Field id={`${id}-failure`} label="When none is good enough">
              <Select
                {...describedBy(`${id}-failure`)}
                value={validation.onFailure}
                onChange={(event) => set({ onFailure: event.target.value === 'pass' ? 'pass' : 'error' })}
              >
                <option value="error">Refuse with validation-failed</option>
                <option value="pass">Let the last one pass, with a warning in a header</option>
              </Select>
            </Field>
            <div className="md:col-span-2 md:max-w-2xl">
              <Checkbox
                label="Hold streams back until their end"
                note="Only then can they be held to every rule; callers wait for the whole answer. Otherwise a stream is only seen not to be empty, and a header names the rules that were not looked at."
                checked={validation.bufferStreams}
                onChange={(event) => set({ bufferStreams: event.target.checked })}
              />
            </div>
          </div>
        )}
      </div>
    </Section>
  );
}

interface AddProps {
  rules: readonly DraftRule[];
  isScript: boolean;
  problem: string | null;
  onAdd(rule: RuleName): void;
}

/** Patterns may be several; any other rule says all it has to say once. The policy’s own is there where a policy is. */
function AddRule({ rules, isScript, problem, onAdd }: AddProps) {
  const left = ruleNames.filter(
    (name) =>
      (name === 'regex' || name === 'json-schema' || rules.every(({ rule }) => rule !== name)) &&
      (name !== 'policy' || isScript),
  );
  return (
    <div>
      <p className="font-medium text-sm">{rules.length === 0 ? 'No rule yet. Add one:' : 'Add a rule'}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {left.map((name) => (
          <Button key={name} size="small" onClick={() => onAdd(name)}>
            {ruleWords[name].label}
          </Button>
        ))}
      </div>
      <p role="alert" className="mt-1.5 text-bad text-sm empty:hidden">
        {problem}
      </p>
    </div>
  );
}
