'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Checkbox } from '@/app/_ui/choices';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { GroupDetails } from '@/app/_visit/token-answer';
import { type ExplainFeature, explainFeatures } from '@/lib/gateway/contract';
import { ApiSelect } from './api-select';
import { type FeaturesDraft, problemWithCount } from './ask-why';

interface Props {
  draft: FeaturesDraft;
  onDraft: (draft: FeaturesDraft) => void;
  groups: readonly GroupDetails[];
  pending: boolean;
  /** It cannot be asked as it stands. */
  onProblem: () => void;
  onAsk: (draft: FeaturesDraft) => void;
}

export function noFeatures(model: string): FeaturesDraft {
  return { model, api: 'chat/completions', features: [], inputTokens: '', outputTokens: '' };
}

/** What a request would ask for, without one. */
export function FeaturesForm({ draft, onDraft, groups, pending, onProblem, onAsk }: Props) {
  const [asked, setAsked] = useState(false);
  const problems = {
    model: draft.model.trim() === '' ? 'Name a model group.' : null,
    inputTokens: problemWithCount(draft.inputTokens),
    outputTokens: problemWithCount(draft.outputTokens),
  };
  const problem = (name: keyof typeof problems) => (asked ? problems[name] : null);

  function explain(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setAsked(true);
    const wrong = (['model', 'inputTokens', 'outputTokens'] as const).find((name) => problems[name] !== null);
    if (wrong) {
      onProblem();
      event.currentTarget.querySelector<HTMLInputElement>(`#why-${wrong}`)?.focus();
    } else onAsk(draft);
  }

  const toggle = (feature: ExplainFeature, wanted: boolean) =>
    onDraft({
      ...draft,
      features: explainFeatures.filter((each) => (each === feature ? wanted : draft.features.includes(each))),
    });
  const text = (name: 'model' | 'inputTokens' | 'outputTokens') => ({
    ...describedBy(`why-${name}`, problem(name)),
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onDraft({ ...draft, [name]: event.target.value }),
    autoComplete: 'off',
  });

  return (
    <form onSubmit={explain} noValidate autoComplete="off" className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Model group" id="why-model" problem={problem('model')}>
          <Input {...text('model')} list="why-groups" spellCheck={false} className="font-mono" />
          <datalist id="why-groups">
            {groups
              .flatMap(({ id, aliases }) => [id, ...aliases])
              .map((name) => (
                <option key={name} value={name} />
              ))}
          </datalist>
        </Field>
        <ApiSelect id="why-features-api" value={draft.api} onValue={(api) => onDraft({ ...draft, api })} />
      </div>
      <fieldset>
        <legend className="font-medium text-sm">It asks for</legend>
        <div className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
          {explainFeatures.map((feature) => (
            <Checkbox
              key={feature}
              label={featureNames[feature]}
              checked={draft.features.includes(feature)}
              onChange={(event) => toggle(feature, event.target.checked)}
            />
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Size of the input, in tokens" id="why-inputTokens" problem={problem('inputTokens')}>
          <Input {...text('inputTokens')} inputMode="numeric" placeholder="small" />
        </Field>
        <Field label="Longest answer, in tokens" id="why-outputTokens" problem={problem('outputTokens')}>
          <Input {...text('outputTokens')} inputMode="numeric" placeholder="not set" />
        </Field>
      </div>
      <Button type="submit" look="primary" pending={pending}>
        Explain it
      </Button>
    </form>
  );
}

const featureNames: Readonly<Record<ExplainFeature, string>> = {
  tools: 'Tools',
  'parallel-tools': 'Several tools at once',
  'custom-tools': 'Tools with free text',
  images: 'Images',
  files: 'PDF and other files',
  'structured-output': 'An answer by a schema',
  reasoning: 'Reasoning',
};
